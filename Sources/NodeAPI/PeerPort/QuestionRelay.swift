package import AllianceNames
package import Peering
package import Replication
import Synchronization

/// Passes questions on to members that take no connections: an asker's question waits here until its
/// owner, who polls, takes it along; the owner brings the answer, and the asker gets it as it is.
///
/// What passes through is opaque here. Its asker has signed the question and its owner the answer, so
/// that this node can delay or drop them and nothing else; it does read them.
package final class QuestionRelay: Sendable {
    /// Questions that wait for one member, or that it has taken along.
    package static let ofOneOwnerMax = 64
    /// Questions of one asker, for whomever.
    package static let ofOneAskerMax = 32
    /// Polls of one member that wait; one more ends the oldest.
    package static let pollsOfOneOwnerMax = 4
    package static let questionBytesMax = 24 * 1024
    /// A member that has not polled for so long is not waited for.
    package static let absence = Duration.seconds(20)

    package enum Reply: Sendable {
        case questions(WaitingQuestions)
        /// Nothing waits: the poll was noted under this number.
        case parked(UInt64)
    }

    fileprivate struct Asked: Sendable {
        let owner: MemberID
        let asker: MemberID
        let text: String
        let until: ContinuousClock.Instant
        let answered: AsyncStream<Result<[UInt8], PeerProblem>>.Continuation
        /// What it takes of its owner's answer, at most.
        let byteCount: Int
        var isTaken = false
    }

    fileprivate struct Poll: Sendable {
        let owner: MemberID
        /// Called once, on any thread, without a lock held.
        /// - Parameter isOver: it is to be answered now, with or without questions.
        let wake: @Sendable (_ isOver: Bool) -> Void
    }

    fileprivate struct State: Sendable {
        /// By number, which is their order.
        var asked: [UInt64: Asked] = [:]
        var polls: [UInt64: Poll] = [:]
        var lastPolls: [MemberID: ContinuousClock.Instant] = [:]
        var count: UInt64 = 0
        var isDraining = false
    }

    private let nonce: String
    private let absence: Duration
    private let bytesMax: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - nonce: random, a new one for each process, so that an answer to a question of an earlier one
    ///     is to nothing.
    ///   - absence: another than usual, for tests.
    ///   - bytesMax: of what an owner is told at once; another than usual, for tests.
    package init(
        nonce: UInt64, absence: Duration = QuestionRelay.absence,
        bytesMax: Int = PeerResource.waitingQuestionsBytesMax
    ) {
        self.nonce = String(nonce, radix: 36)
        self.absence = absence
        self.bytesMax = bytesMax
    }

    // MARK: Askers

    /// The owner's answer, as it came.
    ///
    /// - Throws: the owner's own problem; 503 `not-connected` for an owner that does not poll; 504
    ///   `too-late` when the deadline has passed; 429 `too-many-questions`; 413, 400 for what is no
    ///   text of a question's size.
    package func ask(
        _ question: [UInt8], of owner: MemberID, by asker: MemberID, deadline: Duration
    ) async throws(PeerProblem) -> [UInt8] {
        guard question.count <= Self.questionBytesMax else {
            throw PeerProblem(
                status: 413, keyword: "body-too-large",
                detail: "A routed question has at most \(Self.questionBytesMax) bytes.")
        }
        // Questions and letters are signed notes, which have no others. Each would be printed as six bytes.
        guard question.allSatisfy({ $0 >= 0x20 || $0 == UInt8(ascii: "\n") }),
            let text = String(validating: question, as: UTF8.self)
        else {
            throw PeerProblem(
                status: 400, keyword: "request-malformed",
                detail: "A question is UTF-8 text without control characters.")
        }
        let byteCount = WaitingQuestions.Question.printedBytesMax(of: text)
        guard byteCount <= bytesMax - WaitingQuestions.frameBytes else {
            throw PeerProblem(
                status: 413, keyword: "body-too-large",
                detail: "The question is too long as it is passed on.")
        }
        let until = ContinuousClock.now + deadline
        let (answers, answered) = AsyncStream.makeStream(
            of: Result<[UInt8], PeerProblem>.self, bufferingPolicy: .bufferingOldest(1))
        let number = try add(
            Asked(
                owner: owner, asker: asker, text: text, until: until, answered: answered,
                byteCount: byteCount))
        let timer = Task { [weak self] in
            try await Task.sleep(until: until)
            self?.resolve(number, .failure(Self.tooLate))
        }
        defer {
            timer.cancel()
            state.withLock { $0.asked[number] = nil }
        }
        for await answer in answers { return try answer.get() }
        // The asker has gone.
        throw Self.ending
    }

    private func add(_ asked: Asked) throws(PeerProblem) -> UInt64 {
        let result = state.withLock { state -> Result<(UInt64, Poll?), PeerProblem> in
            guard !state.isDraining else { return .failure(Self.ending) }
            guard state.isConnected(asked.owner, absence) else {
                return .failure(Self.notConnected)
            }
            guard state.asked.values.count(where: { $0.owner == asked.owner }) < Self.ofOneOwnerMax,
                state.asked.values.count(where: { $0.asker == asked.asker }) < Self.ofOneAskerMax
            else { return .failure(Self.tooMany) }
            state.count += 1
            state.asked[state.count] = asked
            return .success((state.count, state.takePoll(of: asked.owner)))
        }
        let (number, poll) = try result.get()
        poll?.wake(false)
        return number
    }

    private func resolve(_ number: UInt64, _ result: Result<[UInt8], PeerProblem>) {
        let answered = state.withLock { $0.asked.removeValue(forKey: number)?.answered }
        answered?.yield(result)
        answered?.finish()
    }

    // MARK: Owners

    /// What waits for a member, oldest first: as much as it reads in one answer. The rest waits for its next poll.
    ///
    /// - Parameter wake: noted if nothing waits; nil asks for an answer in any case.
    package func poll(
        _ owner: MemberID, wake: (@Sendable (_ isOver: Bool) -> Void)?
    ) -> Reply {
        let (reply, over) = state.withLock { state -> (Reply, Poll?) in
            state.lastPolls[owner] = .now
            let questions = state.take(for: owner, nonce: nonce, bytesMax: bytesMax)
            guard questions.isEmpty, let wake, !state.isDraining else {
                return (.questions(WaitingQuestions(questions)), nil)
            }
            var over: Poll?
            if state.polls.values.count(where: { $0.owner == owner }) >= Self.pollsOfOneOwnerMax {
                over = state.takePoll(of: owner)
            }
            state.count += 1
            state.polls[state.count] = Poll(owner: owner, wake: wake)
            return (.parked(state.count), over)
        }
        over?.wake(true)
        return reply
    }

    /// Forgets a poll that gave up; one already woken is forgotten already.
    package func cancel(_ poll: UInt64) {
        state.withLock { state in
            guard let owner = state.polls.removeValue(forKey: poll)?.owner else { return }
            state.lastPolls[owner] = .now
        }
    }

    /// The owner brings an answer, or a problem in its place.
    /// - Returns: whether its asker still waits; false also for a question that is another's.
    package func answer(
        _ question: String, by owner: MemberID, _ result: Result<[UInt8], PeerProblem>
    ) -> Bool {
        let prefix = "\(nonce)-"
        guard question.hasPrefix(prefix),
            let number = UInt64(question.dropFirst(prefix.count), radix: 36),
            state.withLock({ $0.asked[number].map { $0.owner == owner && $0.isTaken } }) == true
        else { return false }
        resolve(number, result)
        return true
    }

    /// From now on nobody waits: the node is stopping.
    package func drain() {
        let (asked, polls) = state.withLock { state in
            state.isDraining = true
            defer { (state.asked, state.polls) = ([:], [:]) }
            return (Array(state.asked.values), Array(state.polls.values))
        }
        for question in asked {
            question.answered.yield(.failure(Self.ending))
            question.answered.finish()
        }
        for poll in polls { poll.wake(true) }
    }

    /// Questions that wait or are with their owner, and polls that wait: for status and tests.
    package var counts: (questions: Int, polls: Int) {
        state.withLock { ($0.asked.count, $0.polls.count) }
    }

    /// Whether a member fetches its questions here now.
    package func isConnected(_ owner: MemberID) -> Bool {
        state.withLock { $0.isConnected(owner, absence) }
    }

    // MARK: Problems

    static let ending = PeerProblem(
        status: 503, keyword: "ending", detail: "This node is shutting down; ask again later.")
    private static let notConnected = PeerProblem(
        status: 503, keyword: "not-connected",
        detail: "The member takes no connections, and its node does not fetch questions now.")
    private static let tooLate = PeerProblem(
        status: 504, keyword: "too-late", detail: "The member gave no answer in time.")
    private static let tooMany = PeerProblem(
        status: 429, keyword: "too-many-questions",
        detail: "Too many questions wait for this member, or are of this asker; ask again later.")
}

extension QuestionRelay.State {
    func isConnected(_ owner: MemberID, _ absence: Duration) -> Bool {
        if polls.values.contains(where: { $0.owner == owner }) { return true }
        return lastPolls[owner].map { ContinuousClock.now - $0 < absence } ?? false
    }

    /// The oldest poll of a member.
    mutating func takePoll(of owner: MemberID) -> QuestionRelay.Poll? {
        guard let number = polls.filter({ $0.value.owner == owner }).keys.min() else {
            return nil
        }
        return polls.removeValue(forKey: number)
    }

    mutating func take(
        for owner: MemberID, nonce: String, bytesMax: Int
    ) -> [WaitingQuestions.Question] {
        let now = ContinuousClock.now
        var left = bytesMax - WaitingQuestions.frameBytes
        var taken: [WaitingQuestions.Question] = []
        let waiting = asked.filter {
            $0.value.owner == owner && !$0.value.isTaken && $0.value.until > now
        }
        for (number, question) in waiting.sorted(by: { $0.key < $1.key })
            .prefix(WaitingQuestions.questionsMax)
        {
            // An owner gives up at the first byte more, and with it what it was told.
            guard question.byteCount <= left else { break }
            left -= question.byteCount
            asked[number]?.isTaken = true
            taken.append(
                WaitingQuestions.Question(
                    id: "\(nonce)-\(String(number, radix: 36))",
                    milliseconds: min(
                        Int((question.until - now) / .milliseconds(1)),
                        PeerResource.routedMillisecondsMax),
                    text: question.text))
        }
        return taken
    }
}

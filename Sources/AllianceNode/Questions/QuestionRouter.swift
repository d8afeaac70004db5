package import AllianceNames
package import ProductAuthentication
package import Replication
package import Roster
package import Statements

/// Asks whoever can answer: this node itself for its own products, otherwise the owner of the number
/// over the peer port, and where a prefix changed hands its former owners too.
///
/// An owner that cannot be reached is stood in for by the set of numbers that it published, if it
/// did; it is told of the question once it is back. Without such a set, or where an answer does not
/// verify, the verdict is `unknown` with the reason, never an error and never a suspicion.
package struct QuestionRouter: Sendable {
    /// How long a question waits in all, over all owners.
    package static let deadline = Duration.milliseconds(Question.deadlineMillisecondsUsual)

    private let member: MemberID
    private let roster: @Sendable () -> VerifiedRoster?
    private let transport: any PeerTransport
    private let responder: QuestionResponder
    private let knowledge: any ProductKnowledge
    private let snapshots: any SnapshotSource
    private let late: LateQuestions
    private let recent: RecentAnswers
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64

    /// - Parameters:
    ///   - snapshots: published sets of numbers, for when an owner is away.
    ///   - late: takes what an owner is to be told once it is back.
    ///   - recent: answers that may be used again; one for each router, or shared.
    ///   - now: milliseconds since 1970.
    package init(
        member: MemberID, roster: @escaping @Sendable () -> VerifiedRoster?,
        transport: any PeerTransport, responder: QuestionResponder,
        knowledge: any ProductKnowledge, snapshots: any SnapshotSource = NoSnapshots(),
        late: LateQuestions = LateQuestions(store: InMemoryLateQuestions()),
        recent: RecentAnswers = RecentAnswers(), calls: BlockingCalls,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.member = member
        self.roster = roster
        self.transport = transport
        self.responder = responder
        self.knowledge = knowledge
        self.snapshots = snapshots
        self.late = late
        self.recent = recent
        self.calls = calls
        self.now = now
    }

    /// Asks about a product, with a nonce and the time of asking.
    ///
    /// - Parameters:
    ///   - isUnderRole: ask as an authority: the purpose and the place within the country stay here.
    ///   - deadline: how long to wait in all, of 1 ms to 60 s.
    ///   - country: where somebody who is nobody's says to be. This member's own history learns of it, and no other
    ///     owner: there it would be this member's word.
    /// - Throws: `ProductAuthenticationError` for what cannot be asked; what registry and view throw.
    package func authenticate(
        _ product: ProductCode, seller: Indicator? = nil, listing: Indicator? = nil,
        place: Place? = nil, purpose: String? = nil, isUnderRole: Bool = false,
        deadline: Duration = deadline, mayWait: Bool = true, strangerIn country: Country? = nil
    ) async throws -> Authentication {
        var generator = SystemRandomNumberGenerator()
        return try await authenticate(
            Question(
                nonce: Nonce(using: &generator), askedAt: now(), asker: member,
                isUnderRole: isUnderRole,
                deadlineMilliseconds: UInt64(max(0, deadline / .milliseconds(1))),
                product: product, seller: seller, listing: listing,
                place: isUnderRole ? place?.country.place : place,
                purpose: isUnderRole ? nil : purpose), mayWait: mayWait, strangerIn: country)
    }

    /// - Parameter mayWait: whether it is asked again, as late, of an owner who was away.
    package func authenticate(
        _ question: Question, mayWait: Bool = true, strangerIn country: Country? = nil
    ) async throws -> Authentication {
        let begun = now()
        let roster = roster()
        let key = roster.map { RecentAnswers.Key(question, roster: $0.digest) }
        if let key, let known = recent.find(key, at: begun) { return known }
        let reports = try await reports(on: question)
        let owners = roster?.responders(to: question.product) ?? []
        var rounds = Rounds()
        for (position, owner) in owners.enumerated() {
            let others = owners.count - position - 1
            let round = try await ask(
                owner, question, roster, strangerIn: country,
                within: share(of: question, since: begun, others: others))
            rounds.append(try await standIn(for: round, question))
            if rounds.isDecided { break }
        }
        if mayWait { try await postpone(question, for: rounds.absent) }
        let outcome = rounds.outcome(of: question, at: now())
        let found = Authentication(
            question: question,
            judgement: outcome.judgement.adding(Judge.reported(byMembers: reports.memberCount)),
            responder: outcome.reply?.answer.responder, answer: outcome.reply?.answer,
            signed: outcome.reply?.signed, sellerReports: reports, failures: rounds.failures)
        // Only another's word, and only as long as that one said. The own registry is at hand, and
        // an answer that rests on several owners is no one's to keep.
        if let key, let answer = found.answer, answer.responder != member, rounds.failures.isEmpty {
            recent.keep(found, as: key, seconds: answer.keepSeconds, at: now())
        }
        return found
    }

    /// What is left of the deadline for one owner: half of it while others may have to be asked, so
    /// that one that hangs does not use up the time of all.
    private func share(of question: Question, since begun: UInt64, others: Int) -> Duration {
        let now = now()
        let gone = now > begun ? now - begun : 0
        let left = question.deadlineMilliseconds - min(gone, question.deadlineMilliseconds)
        return .milliseconds(others > 0 ? left / 2 : left)
    }

    private func reports(on question: Question) async throws -> [SellerReport] {
        let (knowledge, member, now) = (knowledge, member, now())
        return try await calls.run {
            let seller = [question.seller, question.listing].compactMap { $0 }
            return try knowledge.reports(of: seller, readableBy: member, at: now)
        }
    }

    private func ask(
        _ owner: MemberID, _ question: Question, _ roster: VerifiedRoster?,
        strangerIn country: Country?, within time: Duration
    ) async throws -> Rounds.Round {
        if owner == member {
            let responder = responder
            let reply = try await calls.run {
                try responder.respond(to: question, strangerIn: country)
            }
            return .answered(Rounds.Reply(answer: reply.answer, signed: reply.signed))
        }
        func failed(_ reason: ReasonCode, _ detail: String) -> Rounds.Round {
            .failed(Rounds.Silence(member: owner, reason: reason, detail: detail))
        }
        guard let roster else { return failed(.ownerUnreachable, "there is no roster") }
        guard time > .zero else { return failed(.ownerUnreachable, "the deadline has passed") }
        let bytes: [UInt8]
        do {
            bytes = try await transport.ask(question.bytes, of: owner, deadline: time)
        } catch {
            return failed(.ownerUnreachable, error.description)
        }
        do {
            let verified = try SignedAnswer(parsing: bytes).verify(
                question: question, roster: roster)
            // An owner may not speak for another one of the same number.
            guard verified.answer.responder == owner else {
                throw ProductAuthenticationError.otherResponder(
                    expected: [owner], found: verified.answer.responder)
            }
            return .answered(
                Rounds.Reply(answer: verified.answer, signed: verified.signed))
        } catch {
            return failed(.answerNotVerified, "\(error)")
        }
    }

    /// Adds what the absent owner published.
    private func standIn(for round: Rounds.Round, _ question: Question) async throws -> Rounds.Round
    {
        guard case .failed(var silence) = round, silence.reason == .ownerUnreachable,
            let held = await snapshots.newest(
                of: question.product.product, by: silence.member)
        else { return round }
        silence.published = held.findings(on: question.product.serial, at: now())
        return .failed(silence)
    }

    /// Keeps the question for owners that were away. One about no single item tells them nothing.
    private func postpone(_ question: Question, for owners: [MemberID]) async throws {
        guard !owners.isEmpty, question.product.serial != nil else { return }
        let (late, now) = (late, now())
        try await calls.run {
            for owner in owners { try late.add(question, for: owner, at: now) }
        }
    }
}

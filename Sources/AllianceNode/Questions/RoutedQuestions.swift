package import AllianceNames
import Casework
package import Logging
import NodeAPI
import Peering
import ProductAuthentication
package import Replication
package import Roster
import ServiceLifecycle
import Synchronization

/// Fetches the questions that wait at the platform's nodes for a member which takes no connections, and
/// brings the answers there. Does nothing while the register has an address for this member.
package final class RoutedQuestions: Service {
    /// Polls that wait at each node: while one's questions are being answered another waits.
    package static let pollsOfOneRelay = 2
    static let waitSeconds = 30
    static let margin = Duration.seconds(10)
    /// For bringing one answer.
    static let deadline = Duration.seconds(10)
    /// Between two looks at who the platform's nodes are.
    static let lookInterval = Duration.seconds(1)
    private static let absence = Backoff(first: .seconds(1), limit: .seconds(30))
    /// After an empty answer that came at once: a node that is stopping gives such.
    private static let hastyPause = Duration.seconds(1)

    private let member: MemberID
    private let roster: @Sendable () -> VerifiedRoster?
    private let transport: any PeerTransport & RelayTransport
    private let questions: PeerQuestions
    private let memory: Mutex<RoutedQuestionMemory>
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64
    private let logger: Logger
    private let running = Mutex<Set<MemberID>>([])
    /// By the rule that was broken, and who passed the question on.
    private let refusals = Repeats<[String]>()

    /// - Parameters:
    ///   - calls: for the blocking work of answering.
    ///   - now: milliseconds since 1970.
    package init(
        member: MemberID, roster: @escaping @Sendable () -> VerifiedRoster?,
        transport: any PeerTransport & RelayTransport, questions: PeerQuestions,
        calls: BlockingCalls, now: @escaping @Sendable () -> UInt64, logger: Logger
    ) {
        self.member = member
        self.roster = roster
        self.transport = transport
        self.questions = questions
        memory = Mutex(RoutedQuestionMemory(at: now()))
        self.calls = calls
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                while !Task.isCancelled {
                    for relay in self.relays()
                    where self.running.withLock({ $0.insert(relay).inserted }) {
                        group.addTask { await self.serve(relay) }
                    }
                    do { try await Task.sleep(for: Self.lookInterval) } catch { break }
                }
                group.cancelAll()
            }
        }
    }

    private func relays() -> [MemberID] {
        guard let roster = roster(), MirrorChoice.isOutboundOnly(member, roster) else { return [] }
        return MirrorChoice.hubs(roster, but: member)
    }

    /// Until the register no longer has it so.
    private func serve(_ relay: MemberID) async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<Self.pollsOfOneRelay {
                group.addTask { await self.poll(relay) }
            }
        }
        running.withLock { _ = $0.remove(relay) }
    }

    private func poll(_ relay: MemberID) async {
        var absence = Self.absence
        while !Task.isCancelled, relays().contains(relay) {
            let begun = ContinuousClock.now
            var pause = Duration.zero
            do throws(PeerError) {
                let bytes = try await transport.fetch(
                    .waitingQuestions(wait: Self.waitSeconds), from: relay,
                    deadline: .seconds(Self.waitSeconds) + Self.margin)
                let waiting = try WaitingQuestions(parsing: bytes)
                absence.succeed()
                await answer(waiting.questions, at: relay)
                if waiting.questions.isEmpty, ContinuousClock.now - begun < Self.hastyPause {
                    pause = Self.hastyPause
                }
            } catch {
                var generator = SystemRandomNumberGenerator()
                pause = absence.fail(random: generator.next())
                logger.info(
                    "no questions can be fetched for now",
                    metadata: ["peer": "\(relay)", "reason": "\(error.keyword)"])
            }
            if pause > .zero { try? await Task.sleep(for: pause) }
        }
    }

    private func answer(_ waiting: [WaitingQuestions.Question], at relay: MemberID) async {
        let arrived = ContinuousClock.now
        await withDiscardingTaskGroup { group in
            for question in waiting {
                group.addTask { await self.answer(question, at: relay, arrived: arrived) }
            }
        }
    }

    private func answer(
        _ question: WaitingQuestions.Question, at relay: MemberID,
        arrived: ContinuousClock.Instant
    ) async {
        let answer: (bytes: [UInt8], isRefusal: Bool)
        do {
            answer = try await calls.run {
                do throws(PeerProblem) {
                    return (
                        try self.respond(to: question, at: relay, arrived: arrived), false
                    )
                } catch {
                    return (error.bytes, true)
                }
            }
        } catch {
            preconditionFailure("answering a question throws problems only: \(error)")
        }
        do throws(PeerError) {
            try await transport.giveBack(
                answer.bytes, isRefusal: answer.isRefusal, to: question.id, at: relay,
                deadline: Self.deadline)
        } catch {
            // Its asker has gone, or the relay has: the asker goes by what it has then.
            logger.debug(
                "an answer cannot be brought",
                metadata: ["peer": "\(relay)", "reason": "\(error.keyword)"])
        }
    }

    /// Blocks.
    private func respond(
        to waiting: WaitingQuestions.Question, at relay: MemberID,
        arrived: ContinuousClock.Instant
    ) throws(PeerProblem) -> [UInt8] {
        let text = Array(waiting.text.utf8)
        // It says itself, and proves, who sent it; and its key opens it once.
        if Letter.isMeant(by: text) { return try questions.answer(letter: text, from: nil) }
        let verified: VerifiedRoutedQuestion
        let waited: UInt64
        do throws(ProductAuthenticationError) {
            let routed = try RoutedQuestion(parsing: text)
            guard let roster = roster() else { throw .routed(.notAnAskerKey(of: member)) }
            let now = now()
            verified = try routed.verify(askedOf: member, roster: roster, at: now)
            try memory.withLock { memory throws(ProductAuthenticationError) in
                try memory.take(verified, at: now)
            }
            let here = UInt64(max(0, (ContinuousClock.now - arrived) / .milliseconds(1)))
            let left = min(UInt64(max(0, waiting.milliseconds)), routed.deadlineMilliseconds)
            waited = routed.deadlineMilliseconds - left + here
        } catch {
            if refusals.isDue([error.keyword, relay.rawValue], at: now()) {
                logger.notice(
                    "a question that another node passed on is not taken",
                    metadata: ["keyword": "\(error.keyword)", "peer": "\(relay)"])
            }
            throw PeerProblem(
                status: 422, keyword: "routed-question",
                detail: "The question is not its asker's to this member, now, once.")
        }
        return try questions.answer(verified.question, from: verified.asker, waited: waited)
    }
}

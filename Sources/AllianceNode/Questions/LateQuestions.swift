package import AllianceNames
package import Logging
package import ProductAuthentication
package import Replication
package import Roster

/// Keeps questions for owners that are away, and tells them once they are back.
package struct LateQuestions: Sendable {
    /// Asked of one owner in a row.
    package static let batchMax = 100

    private let store: any LateQuestionStore
    private let logger: Logger

    package init(
        store: any LateQuestionStore,
        logger: Logger = Logger(label: "late questions") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.store = store
        self.logger = logger
    }

    /// Blocks.
    package func add(_ question: Question, for owner: MemberID, at now: UInt64) throws {
        let dropped = try store.add(LateQuestion(owner: owner, question: question))
        guard dropped > 0 else { return }
        logger.notice(
            "too many questions wait for an owner that is away; the oldest are dropped",
            metadata: ["owner": "\(owner)", "dropped": "\(dropped)"])
    }

    /// Tells every owner that answers what was asked while it was away. What it says to it now is not
    /// used: whoever asked has gone. An owner that is still away, or too busy, is left for the next
    /// time.
    ///
    /// - Returns: how many questions were delivered.
    @discardableResult
    package func deliver(
        over transport: any PeerTransport, roster: VerifiedRoster?, calls: BlockingCalls,
        at now: UInt64
    ) async throws -> Int {
        let store = store
        var delivered = 0
        for owner in try await calls.run({ try store.owners() }) {
            let waiting = try await calls.run {
                try store.waiting(for: owner, limit: Self.batchMax)
            }
            var done: [Question] = []
            for question in waiting {
                let isPast =
                    now > question.askedAt
                    && now - question.askedAt > LateQuestionLimits.ageMillisecondsMax
                let isOver = isPast || roster?.isActive(owner) != true
                guard !isOver else {
                    done.append(question)
                    continue
                }
                guard await tell(owner, question, over: transport) else { break }
                delivered += 1
                done.append(question)
            }
            let removed = done
            try await calls.run { try store.remove(removed, of: owner) }
        }
        return delivered
    }

    /// - Returns: whether the owner has heard it, or never will.
    private func tell(
        _ owner: MemberID, _ question: Question, over transport: any PeerTransport
    ) async -> Bool {
        do {
            _ = try await transport.ask(
                question.late.bytes, of: owner, deadline: QuestionRouter.deadline)
            return true
        } catch {
            // A refusal for what the question is will not change with time.
            if case .refused(let status, _) = error, [400, 403, 413].contains(status) {
                logger.notice(
                    "an owner refuses a question that was asked while it was away",
                    metadata: ["owner": "\(owner)", "status": "\(status)"])
                return true
            }
            return false
        }
    }
}

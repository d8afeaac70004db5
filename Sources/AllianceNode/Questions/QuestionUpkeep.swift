import Credentials
package import Logging
import ProductAuthentication
package import Replication
package import Roster
import ServiceLifecycle
import Synchronization

/// What a running node does for its questions beside answering them: it keeps the budget over a
/// restart and tells owners that are back what was asked while they were away.
package final class QuestionUpkeep: Service {
    /// How often the budget is written, if it changed: what a crash can give back to a guesser.
    package static let budgetInterval = Duration.seconds(1)
    /// How often owners that were away are tried again.
    package static let lateInterval = Duration.seconds(15)

    private let responder: QuestionResponder
    private let budgetFile: String
    private let late: LateQuestions
    private let transport: any PeerTransport
    private let roster: @Sendable () -> VerifiedRoster?
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64
    private let logger: Logger
    /// The budget as it was last written.
    private let written: Mutex<QuestionBudget>

    package init(
        responder: QuestionResponder, budgetFile: String, late: LateQuestions,
        transport: any PeerTransport, roster: @escaping @Sendable () -> VerifiedRoster?,
        calls: BlockingCalls, now: @escaping @Sendable () -> UInt64, logger: Logger
    ) {
        self.responder = responder
        self.budgetFile = budgetFile
        self.late = late
        self.transport = transport
        self.roster = roster
        self.calls = calls
        self.now = now
        self.logger = logger
        written = Mutex(responder.budget)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await self.every(Self.budgetInterval) { await self.keepBudget() }
                }
                group.addTask {
                    await self.every(Self.lateInterval) { await self.deliver() }
                }
                await group.waitForAll()
            }
        }
        // What changed since the last time.
        await keepBudget()
    }

    /// Until the task is cancelled.
    private func every(_ interval: Duration, _ body: @Sendable () async -> Void) async {
        while !Task.isCancelled {
            await body()
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }

    private func deliver() async {
        do {
            let delivered = try await late.deliver(
                over: transport, roster: roster(), calls: calls, at: now())
            guard delivered > 0 else { return }
            logger.info(
                "owners were told what was asked while they were away",
                metadata: ["questions": "\(delivered)"])
        } catch {
            logger.error(
                "late questions cannot be read or removed", metadata: ["error": "\(error)"])
        }
    }

    /// Writes the budget where it is another than the last one written.
    package func keepBudget() async {
        let budget = responder.budget
        guard written.withLock({ $0 != budget }) else { return }
        let file = budgetFile
        do {
            try await calls.run {
                try DurableFile.write(budget.text, to: file, mode: .secret, replacing: true)
            }
            written.withLock { $0 = budget }
        } catch {
            logger.error(
                "the budget of questions cannot be kept", metadata: ["error": "\(error)"])
        }
    }
}

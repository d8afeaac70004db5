package import Logging
import ServiceLifecycle
import Synchronization

/// Keeps the audit log within the age that the configuration sets, and has what waits to be recorded written
/// before the node ends.
package final class AuditUpkeep: Service {
    static let interval = Duration.seconds(3_600)

    private let recorder: AuditRecorder
    private let days: Mutex<Int?>
    private let pulse = Pulse()
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64
    private let logger: Logger

    /// - Parameter days: that records are kept; nil keeps them for good.
    package init(
        _ recorder: AuditRecorder, days: Int?, calls: BlockingCalls,
        now: @escaping @Sendable () -> UInt64, logger: Logger
    ) {
        self.recorder = recorder
        self.days = Mutex(days)
        self.calls = calls
        self.now = now
        self.logger = logger
    }

    /// From now on.
    package func take(days: Int?) {
        self.days.withLock { $0 = days }
        pulse.fire()
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            _ = try? await self.pulse.forEach(orEvery: Self.interval) { await self.keep() }
        }
        await recorder.settle()
    }

    private func keep() async {
        guard let log = recorder.log else { return }
        let (days, now) = (days.withLock { $0 }, now())
        do {
            let erased = try await calls.run {
                try AuditRetention(log).run(keepingDays: days, at: now)
            }
            guard erased > 0 else { return }
            logger.notice(
                "audit records over their age are erased", metadata: ["records": "\(erased)"])
        } catch {
            // The next round tries again.
            logger.error("audit records cannot be erased", metadata: ["reason": "\(error)"])
        }
    }
}

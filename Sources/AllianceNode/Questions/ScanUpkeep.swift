package import Logging
import ServiceLifecycle

/// Writes the questions that were noted as scans every second, and lets people's scans end in time.
package final class ScanUpkeep: Service {
    /// How often scans are written: what a crash can lose.
    package static let keepInterval = Duration.seconds(1)
    package static let forgetInterval = Duration.seconds(86_400)

    private let scans: StoredScans
    private let calls: BlockingCalls
    private let now: @Sendable () -> UInt64
    private let logger: Logger

    package init(
        scans: StoredScans, calls: BlockingCalls, now: @escaping @Sendable () -> UInt64,
        logger: Logger
    ) {
        self.scans = scans
        self.calls = calls
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.every(Self.keepInterval) { await self.keep() } }
                group.addTask { await self.every(Self.forgetInterval) { await self.forget() } }
                await group.waitForAll()
            }
        }
        // What came since the last time.
        await keep()
    }

    /// Until the task is cancelled.
    private func every(_ interval: Duration, _ body: @Sendable () async -> Void) async {
        while !Task.isCancelled {
            await body()
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }

    private func keep() async {
        let scans = scans
        do {
            let lost = try await calls.run { try scans.keep() }
            guard lost > 0 else { return }
            logger.warning(
                "more questions came than could be written; copies may be found later",
                metadata: ["lost": "\(lost)"])
        } catch {
            logger.error("the scan history cannot be written", metadata: ["error": "\(error)"])
        }
    }

    private func forget() async {
        let (scans, now) = (scans, now())
        do {
            try await calls.run { try scans.forgetPeople(at: now) }
        } catch {
            logger.error(
                "old scans cannot be removed from the scan history",
                metadata: ["error": "\(error)"])
        }
    }
}

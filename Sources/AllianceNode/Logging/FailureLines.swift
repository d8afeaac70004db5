package import Logging
import Synchronization

/// What fails again and again, as while a disk is full, in the log: said when it begins and for each new reason, then
/// once in a while with how often it has failed, and once when it works again.
package final class FailureLines: Sendable {
    /// Between two lines that give no new reason, in milliseconds.
    package static let interval: UInt64 = 300_000
    /// Reasons that are said at once, until it works again. What differs each time is no news.
    package static let reasonsMax = 8

    private struct Run {
        var reasons: Set<String> = []
        var count = 0
        /// Milliseconds since 1970.
        var saidAt: UInt64 = 0
    }

    private let what: Logger.Message
    private let logger: Logger
    private let clock: WallClock
    /// Nil while it works.
    private let run = Mutex<Run?>(nil)

    /// - Parameter what: said in the log, with the reason.
    package init(what: Logger.Message, logger: Logger, clock: WallClock = .system) {
        self.what = what
        self.logger = logger
        self.clock = clock
    }

    /// - Parameter fields: what it was about this time.
    package func failed(_ reason: String, _ fields: Logger.Metadata = [:]) {
        let now = clock.now()
        let due: Int? = run.withLock { last in
            var run = last ?? Run()
            defer { last = run }
            run.count += 1
            let isNews =
                run.reasons.count < Self.reasonsMax && run.reasons.insert(reason).inserted
            let isSaid = now >= run.saidAt && now - run.saidAt < Self.interval
            guard isNews || !isSaid else { return nil }
            run.saidAt = now
            return run.count
        }
        guard let due else { return }
        var metadata = fields
        metadata["reason"] = "\(reason)"
        if due > 1 { metadata["times"] = "\(due)" }
        logger.error(what, metadata: metadata)
    }

    package func worked() {
        guard let run = run.withLock({ $0.take() }) else { return }
        logger.notice("works again", metadata: ["after": "\(what)", "times": "\(run.count)"])
    }
}

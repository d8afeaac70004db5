import AllianceNames
package import Logging
package import MergedView
import Replication
import Roster
import SQLiteStore
import ServiceLifecycle
import Synchronization

/// What a running node does about erasure: carries certificates out until they are finished, and does
/// its duty by the roster's retention limits.
package final class ErasureUpkeep: Service {
    /// Between two attempts to finish what somebody was reading.
    package static let retryInterval = Duration.seconds(2)
    /// Between two looks for what is over its limit.
    package static let retentionInterval = Duration.seconds(86_400)
    /// After a duty that could not be done.
    private static let failurePause = Duration.seconds(60)

    private let node: OpenedNode
    private let eraser: Eraser
    private let pulse: Pulse
    private let calls: BlockingCalls
    private let logger: Logger
    private let erasing: FailureLines
    private let dutiful: FailureLines
    private let rhythm = Mutex(DutyRhythm(interval: retentionInterval, pause: failurePause))
    /// What proposals name, since all was done last.
    private let judged = Mutex(JudgedEntries())

    /// - Throws: `SQLiteStoreError`.
    package init(
        node: OpenedNode, recent: RecentSlices, pulse: Pulse, calls: BlockingCalls, logger: Logger
    ) throws {
        self.node = node
        eraser = try node.eraser(recent: recent)
        self.pulse = pulse
        self.calls = calls
        self.logger = logger
        erasing = FailureLines(what: "erasure failed", logger: logger, clock: node.clock)
        dutiful = FailureLines(
            what: "what is over its retention limit cannot be seen to", logger: logger,
            clock: node.clock)
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await self.pulse.forEach(orEvery: Self.retryInterval) {
                    try await self.calls.run { self.keep() }
                }
            } catch is CancellationError {
                return
            }
        }
    }

    private func keep() {
        // What is complete does not wait until others' proposals have been looked at. What the duty completes is
        // erased in the next round, for which the record's change calls.
        attempt(erasing) {
            try erase()
            return true
        }
        attempt(dutiful, doDuty)
    }

    /// - Parameter work: returns whether there was something to do.
    private func attempt(_ lines: FailureLines, _ work: () throws -> Bool) {
        do {
            if try work() { lines.worked() }
        } catch {
            // The next round tries again; the certificate is kept, and shown as not finished.
            lines.failed("\(error)")
        }
    }

    private func erase() throws {
        let left = try eraser.run()
        if left > 0 {
            logger.info(
                "erasures wait until nobody reads old pages",
                metadata: ["certificates": "\(left)"])
        }
    }

    /// - Returns: whether it was due.
    private func doDuty() throws -> Bool {
        let roster = node.roster
        let time = node.clock.now()
        guard !node.isRosterExpired(), !node.isStandby else { return false }
        let token = try node.logs.changeToken()
        let due = rhythm.withLock { $0.due(at: time, roster: roster.version, token: token) }
        guard let due else { return false }
        do {
            try doDuty(RetentionDuty(node.logs, roster: roster, at: time), due)
        } catch {
            rhythm.withLock { $0.failed(at: time) }
            throw error
        }
        rhythm.withLock { $0.done(due, at: time, roster: roster.version, token: token) }
        return true
    }

    private func doDuty(_ duty: RetentionDuty, _ due: DutyRhythm.Due) throws {
        if due == .all {
            note(
                "proposed to erase what is over its retention limit",
                try duty.propose(for: node.member, signer: node.logSigner))
        }
        guard let signer = try node.authoritySigner() else { return }
        if due == .all { judged.withLock { $0 = JudgedEntries() } }
        // Only this service takes part in it, one round after the other.
        var known = judged.withLock { $0 }
        defer { judged.withLock { $0 = known } }
        note(
            "countersigned erasures by the register's retention limits",
            try duty.countersign(asAuthority: signer, knowing: &known))
        if due == .all {
            note(
                "ordered to erase what authors left over its retention limit",
                try duty.issueOverdue(asAuthority: signer))
        }
    }

    private func note(_ what: Logger.Message, _ count: Int) {
        guard count > 0 else { return }
        logger.notice(what, metadata: ["certificates": "\(count)"])
    }
}

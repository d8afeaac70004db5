package import AllianceNames
package import EPCIS
package import NodeAPI
import Synchronization

/// Scans at the desk port: kept durably before a capture is answered, and given to this member's own
/// systems only. What became of the newest captures is remembered as long as the node runs.
package final class ScanDesk: ScanExchanging {
    /// Captures whose jobs are remembered.
    package static let jobsMax = 1_000

    private struct Jobs {
        var byID: [String: CaptureJob] = [:]
        /// Oldest first.
        var order: [String] = []
    }

    private let member: MemberID
    private let log: any ScanEventLog
    private let history: StoredScans?
    private let calls: BlockingCalls
    private let clock: @Sendable () -> UInt64
    private let jobs = Mutex(Jobs())

    /// - Parameters:
    ///   - history: where scans of this member's own items count as sights of their numbers.
    ///   - clock: milliseconds since 1970.
    package init(
        member: MemberID, log: any ScanEventLog, history: StoredScans? = nil,
        calls: BlockingCalls, clock: @escaping @Sendable () -> UInt64
    ) {
        self.member = member
        self.log = log
        self.history = history
        self.calls = calls
        self.clock = clock
    }

    package func mayExchange(_ caller: DeskCaller) -> Bool { caller.member == member }

    package func capture(
        _ capture: ScanCapture, behaviour: CaptureJob.ErrorBehaviour
    ) async throws -> CaptureJob {
        let createdAt = now()
        let (log, history) = (log, history)
        if !capture.scans.isEmpty {
            try await calls.run {
                try log.record(capture.scans)
                try history?.record(capture.scans)
            }
        }
        let job = CaptureJob(
            id: Self.name(), createdAt: createdAt, finishedAt: now(), behaviour: behaviour,
            failures: capture.failures)
        jobs.withLock { jobs in
            jobs.byID[job.id] = job
            jobs.order.append(job.id)
            if jobs.order.count > Self.jobsMax { jobs.byID[jobs.order.removeFirst()] = nil }
        }
        return job
    }

    package func captureJob(_ id: String) async -> CaptureJob? { jobs.withLock { $0.byID[id] } }

    package func answer(_ query: EventQuery) async throws -> QueryAnswer {
        let log = log
        return try await calls.run { try QueryAnswer(query, from: log) }
    }

    package func now() -> EventTime { EventTime(milliseconds: Int64(clamping: clock())) }

    /// Random, so that a name tells nothing about other captures.
    private static func name() -> String {
        let text = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}

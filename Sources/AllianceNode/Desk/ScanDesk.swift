package import EPCIS
import NodeAPI
import Synchronization

/// Scans at the desk port: kept durably, together with what became of their capture, before the capture
/// is answered.
package final class ScanDesk: ScanExchanging {
    private let log: any ScanEventLog
    private let history: StoredScans?
    private let calls: BlockingCalls
    private let clock: @Sendable () -> UInt64
    /// Held by whoever captures, so that an event and the word that it was wrong do not cross.
    private let capturing = Mutex(())

    /// - Parameters:
    ///   - history: where scans of this member's own items count as sights of their numbers.
    ///   - clock: milliseconds since 1970.
    package init(
        log: any ScanEventLog, history: StoredScans? = nil,
        calls: BlockingCalls, clock: @escaping @Sendable () -> UInt64
    ) {
        self.log = log
        self.history = history
        self.calls = calls
        self.clock = clock
    }

    package func capture(
        _ capture: ScanCapture, behaviour: CaptureJob.ErrorBehaviour
    ) async throws -> CaptureJob {
        let (created, id) = (now(), Self.name())
        return try await calls.run { [self] in
            try capturing.withLock { _ in
                let job = CaptureJob(
                    id: id, createdAt: created, finishedAt: now(), behaviour: behaviour,
                    failures: capture.failures)
                try log.record(capture.scans, of: job)
                if let history { try Self.count(capture.scans, in: history, log) }
                return job
            }
        }
    }

    /// What was declared wrong counts no more, whichever of the two comes first, unless the same stands under
    /// another name. Sent again, a capture that was stopped half way leads to the same.
    private static func count(
        _ scans: [ScanEvent], in history: StoredScans, _ log: any ScanEventLog
    ) throws {
        let reads = try scans.filter { scan in
            guard scan.declaration == nil else { return false }
            return try !log.isDeclaredWrong(scan)
        }
        try history.record(reads)
        let wrong = try scans.flatMap { try log.scans(declaredWrongBy: $0) }
        try history.withdraw(wrong.filter { try !log.stands($0) })
    }

    package func captureJob(_ id: String) async throws -> CaptureJob? {
        let log = log
        return try await calls.run { try log.job(id) }
    }

    package func captureJobs(after id: String?, limit: Int) async throws -> [CaptureJob] {
        let log = log
        return try await calls.run { try log.jobs(after: id, limit: limit) }
    }

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

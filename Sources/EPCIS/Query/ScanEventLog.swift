import Synchronization

/// Where captured scans are kept, and what became of the newest captures. Calls block; callers keep
/// them off the cooperative pool.
package protocol ScanEventLog: Sendable {
    /// Keeps the scans of a capture together with its job, of which the newest `CaptureJob.keptMax` are
    /// remembered. A scan that is there already, by its digest, changes nothing. All or nothing, and
    /// durable on return.
    func record(_ scans: [ScanEvent], of job: CaptureJob) throws

    /// Nil for a job that is not known, or no longer.
    func job(_ id: String) throws -> CaptureJob?

    /// The newest first, after the one named; at most `limit`. None where that one is not known.
    func jobs(after id: String?, limit: Int) throws -> [CaptureJob]

    /// The scans that match, in the order of `PageToken`, after the query's token; at most `limit`, and
    /// none after those that name `ScanEvent.itemsMax` items together.
    func scans(matching query: EventQuery, limit: Int) throws -> [ScanEvent]

    /// Those that this one declares wrong; none where it declares nothing.
    func scans(declaredWrongBy declaration: ScanEvent) throws -> [ScanEvent]

    /// Whether one that is kept declares this one wrong.
    func isDeclaredWrong(_ scan: ScanEvent) throws -> Bool

    /// Whether one of the same content is kept, by whatever name, that nobody declares wrong.
    func stands(_ scan: ScanEvent) throws -> Bool
}

/// The log's twin for tests; it keeps nothing.
package final class InMemoryScanEventLog: ScanEventLog {
    private struct State {
        var scans: [PageToken: ScanEvent] = [:]
        /// Oldest first.
        var jobs: [CaptureJob] = []
    }

    private let state = Mutex(State())

    package init() {}

    package func record(_ added: [ScanEvent], of job: CaptureJob) {
        state.withLock { state in
            for scan in added { state.scans[PageToken(scan)] = scan }
            state.jobs.append(job)
            state.jobs.removeFirst(max(0, state.jobs.count - CaptureJob.keptMax))
        }
    }

    package func job(_ id: String) -> CaptureJob? {
        state.withLock { $0.jobs.first { $0.id == id } }
    }

    package func jobs(after id: String?, limit: Int) -> [CaptureJob] {
        state.withLock { state in
            var older = state.jobs[...]
            if let id {
                guard let position = older.firstIndex(where: { $0.id == id }) else { return [] }
                older = older[..<position]
            }
            return Array(older.reversed().prefix(limit))
        }
    }

    package func scans(matching query: EventQuery, limit: Int) -> [ScanEvent] {
        let matching = state.withLock { state in
            state.scans.filter { token, scan in
                query.after.map { $0 < token } ?? true && query.matches(scan)
            }
            .sorted { $0.key < $1.key }.prefix(limit).map(\.value)
        }
        var items = 0
        let rest = matching.drop { scan in
            items += scan.numbers.count
            return items < ScanEvent.itemsMax
        }
        return Array(matching.prefix(matching.count - rest.count + 1))
    }

    package func scans(declaredWrongBy declaration: ScanEvent) -> [ScanEvent] {
        state.withLock { state in
            state.scans.filter { declaration.declaresWrong($0.value) }
                .sorted { $0.key < $1.key }.map(\.value)
        }
    }

    package func isDeclaredWrong(_ scan: ScanEvent) -> Bool {
        state.withLock { $0.scans.values.contains { $0.declaresWrong(scan) } }
    }

    package func stands(_ scan: ScanEvent) -> Bool {
        let alike = state.withLock {
            $0.scans.values.filter { $0.declaration == nil && $0.hash == scan.hash }
        }
        return alike.contains { !isDeclaredWrong($0) }
    }
}

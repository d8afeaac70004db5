import Synchronization

/// Where captured scans are kept. Calls block; callers keep them off the cooperative pool.
package protocol ScanEventLog: Sendable {
    /// Keeps the scans; one that is there already, by its hash, changes nothing. All or nothing, and
    /// durable on return.
    func record(_ scans: [ScanEvent]) throws

    /// The scans that match, in the order of `PageToken`, after the query's token; at most `limit`.
    func scans(matching query: EventQuery, limit: Int) throws -> [ScanEvent]
}

/// The log's twin for tests; it keeps nothing.
package final class InMemoryScanEventLog: ScanEventLog {
    private let scans = Mutex<[PageToken: ScanEvent]>([:])

    package init() {}

    package func record(_ added: [ScanEvent]) {
        scans.withLock { scans in
            for scan in added { scans[PageToken(scan)] = scan }
        }
    }

    package func scans(matching query: EventQuery, limit: Int) -> [ScanEvent] {
        scans.withLock { scans in
            scans.filter { token, scan in
                query.after.map { $0 < token } ?? true && query.matches(scan)
            }
            .sorted { $0.key < $1.key }.prefix(limit).map(\.value)
        }
    }
}

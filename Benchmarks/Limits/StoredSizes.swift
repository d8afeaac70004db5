import AllianceNames
import GRDB
import Replication
import SQLiteStore
import TransparencyLog

/// How large the bundles of a record are, for limits that move as many bytes.
struct StoredSizes {
    let entryBytes: Int
    let payloadBytes: Int

    /// Of a log's first full bundle.
    init(of origin: LogOrigin, in store: any LogStore) throws {
        let bundle = BundleCoordinate(index: 0)
        guard let entries = try store.entries(of: origin, bundle),
            let payloads = try store.payloads(of: origin, bundle)
        else { throw BenchmarkFailure("\(origin) has no full bundle; take more BENCH_ENTRIES") }
        (entryBytes, payloadBytes) = (entries.count, payloads.count)
    }

    /// The body of a view's row, on average of some.
    static func bodyBytes(inView path: String) throws -> Int {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        let bytes = try queue.read { db in
            try Double.fetchOne(
                db, sql: "SELECT avg(length(body)) FROM (SELECT body FROM row LIMIT 10000)")
        }
        guard let bytes else { throw BenchmarkFailure("\(path) has no rows") }
        return Int(bytes.rounded())
    }
}

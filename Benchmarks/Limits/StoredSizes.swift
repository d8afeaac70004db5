import AllianceNames
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
}

package import AllianceNames
import CRDT
package import Replication
package import TransparencyLog

/// The record as the view reads it.
package struct StoredEntries: EntrySource {
    private let store: any LogStore
    private let recent: RecentSlices?

    /// - Parameter recent: what was admitted last, looked at before the record.
    package init(_ store: any LogStore, recent: RecentSlices? = nil) {
        self.store = store
        self.recent = recent
    }

    package func sizes() throws -> ViewFrontier {
        ViewFrontier(
            Dictionary(uniqueKeysWithValues: try store.states().map { ($0.origin, $0.size) }))
    }

    package func slice(of origin: LogOrigin, from start: EntryIndex) throws -> EntrySlice? {
        if let slice = recent?.slice(of: origin, from: start) { return slice }
        guard let size = try store.state(of: origin)?.size,
            let bundle = BundleCoordinate(containing: start, size: size),
            let entries = try store.entries(of: origin, bundle),
            let payloads = try store.payloads(of: origin, bundle)
        else { return nil }
        let skipped = Int(start - bundle.firstEntry)
        let count = bundle.width - skipped
        if skipped == 0 {
            return EntrySlice(start: start, count: count, entries: entries, payloads: payloads)
        }
        guard let entriesSkipped = BundleCut.entries(skipped, in: entries),
            let payloadsSkipped = BundleCut.payloads(skipped, in: payloads)
        else { return nil }
        return EntrySlice(
            start: start, count: count, entries: Array(entries[entriesSkipped...]),
            payloads: Array(payloads[payloadsSkipped...]))
    }
}

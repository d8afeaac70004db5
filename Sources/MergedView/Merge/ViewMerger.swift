import AllianceNames
import CRDT
package import Replication
import TransparencyLog

/// Brings the view up to the record: folds what it lacks and merges it in large sorted batches.
///
/// It asks both databases where they stand, so it may run in any process at any time, also beside
/// another one; whoever comes second finds the frontier moved and reads it again. Calls block.
package struct ViewMerger: Sendable {
    /// Entries merged in one transaction, at most: large enough that a sorted batch visits the pages
    /// of the view in order, small enough for memory.
    package static let batchEntriesMax: UInt64 = 65_536
    /// Memory of one batch, at most.
    package static let batchBytesMax = 32 * 1024 * 1024

    private let logs: any LogStore
    private let entries: StoredEntries
    private let view: any ViewStore

    package init(logs: any LogStore, view: any ViewStore, recent: RecentSlices? = nil) {
        self.logs = logs
        entries = StoredEntries(logs, recent: recent)
        self.view = view
    }

    /// Merges until the view has all that was held when it looked last.
    /// - Parameter progress: entries merged so far, after each transaction; false stops.
    /// - Returns: entries merged.
    @discardableResult
    package func catchUp(progress: (UInt64) -> Bool = { _ in true }) throws -> UInt64 {
        var merged: UInt64 = 0
        while true {
            try beginAnewIfTakenOut()
            try takeErasures()
            let batches = try Self.nextBatches(for: view, from: entries)
            if batches.isEmpty { return merged }
            do {
                try view.merge(batches)
            } catch MergedViewError.notAtFrontier {
                continue  // another process was first
            }
            merged += batches.reduce(0) { $0 + $1.count }
            if !progress(merged) { return merged }
        }
    }

    /// A branch that the record no longer has must leave no trace: the view is folded anew. What is
    /// merged between a look at the record and its change is found here by the next call.
    private func beginAnewIfTakenOut() throws {
        let count = try logs.takenOutCount()
        if try view.takenOutCount() != count { try view.erase(takenOutCount: count) }
    }

    /// Has a view that was built anew know what is erased before it merges: bytes read before an erasure
    /// may still be in memory. What is still to be wiped is the eraser's.
    private func takeErasures() throws {
        guard try logs.wipedErasureCount() != view.erasureCount() else { return }
        let known = try view.erasures()
        for id in try logs.wipedErasures() where !known.contains(id) {
            guard let record = try logs.erasure(id) else { continue }
            try view.erase(
                ViewErasure(id: id, origin: record.origin, entries: record.entries))
        }
    }

    /// What a view lacks of the logs, up to one transaction's worth, log by log; empty where it has all of them.
    ///
    /// - Throws: `MergedViewError.sliceUnreadable`; what the view and the source throw.
    package static func nextBatches(
        for view: any ViewStore, from source: any EntrySource
    ) throws -> [FoldedEntries] {
        let held = try source.sizes()
        let frontier = try view.frontier()
        var batches: [FoldedEntries] = []
        var count: UInt64 = 0
        var bytes = 0
        for origin in held.logs where frontier[origin] < held[origin] {
            var batch = FoldedEntries(origin: origin, start: frontier[origin])
            while batch.end < held[origin], count < batchEntriesMax, bytes < batchBytesMax,
                let slice = try source.slice(of: origin, from: batch.end)
            {
                let bytesBefore = batch.byteCount
                try Fold.append(slice, to: &batch)
                count += UInt64(slice.count)
                bytes += batch.byteCount - bytesBefore
            }
            if batch.count > 0 { batches.append(batch) }
            if count >= batchEntriesMax || bytes >= batchBytesMax { break }
        }
        return batches
    }
}

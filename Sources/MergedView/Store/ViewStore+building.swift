import AllianceNames
import CRDT
import TransparencyLog

extension ViewStore {
    /// Merges the next entries that the logs have beyond the frontier, at most about `entries` and
    /// `ViewBatch.bytesMax` of them; larger steps are faster, since rows are sorted within one.
    /// - Returns: how many entries; 0 when the view has all of them.
    /// - Throws: `MergedViewError`, what the store and the source throw.
    @discardableResult
    package func catchUp(with source: any EntrySource, entries: UInt64) throws -> UInt64 {
        let sizes = try source.sizes()
        let frontier = try frontier()
        var batches: [FoldedEntries] = []
        var (count, bytes): (UInt64, Int) = (0, 0)
        for origin in sizes.logs {
            var batch = FoldedEntries(origin: origin, start: frontier[origin])
            while batch.end < sizes[origin], count + batch.count < entries,
                bytes + batch.byteCount < ViewBatch.bytesMax
            {
                guard let slice = try source.slice(of: origin, from: batch.end) else { break }
                try Fold.append(slice, to: &batch)
            }
            guard batch.count > 0 else { continue }
            count += batch.count
            bytes += batch.byteCount
            batches.append(batch)
        }
        if count > 0 { try merge(batches) }
        return count
    }

    /// Forgets the view and folds the logs again, with the same roots as before.
    /// - Parameter progress: called after each step with the entries merged so far.
    package func rebuild(
        from source: any EntrySource, progress: (UInt64) throws -> Void = { _ in }
    ) throws {
        try erase()
        var merged: UInt64 = 0
        while true {
            let step = try catchUp(with: source, entries: ViewBatch.entriesMax)
            if step == 0 { return }
            merged += step
            try progress(merged)
        }
    }
}

/// How much is merged at a time.
package enum ViewBatch {
    package static let entriesMax: UInt64 = 524_288
    package static let bytesMax = 48 << 20
}

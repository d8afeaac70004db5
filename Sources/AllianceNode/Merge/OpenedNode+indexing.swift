package import MergedView
import SQLiteStore

extension OpenedNode {
    /// Entries taken into the text index in one transaction by a command that waits for it.
    package static let indexEntriesMax = 10_000
    /// Entries that a command indexes itself before it searches: more are left to the running node, and
    /// shown as lag.
    package static let indexForSearchMax: UInt64 = 200_000

    /// Brings the text index up to the view, where that is not much work.
    @discardableResult
    package func indexText() throws -> TextIndexProgress {
        var progress = try view.textIndexProgress()
        guard progress.lag <= Self.indexForSearchMax else { return progress }
        let entries = StoredEntries(logs)
        while progress.lag > 0 {
            let before = progress.indexed
            progress = try view.indexNext(limit: Self.indexEntriesMax, from: entries)
            if progress.indexed == before { break }
        }
        return progress
    }
}

import AllianceNames
import MergedView
import Replication
import SQLiteStore
import TransparencyLog

/// The collections, as whoever erases knows them.
struct ErasedCollections: RecordDerivative {
    let index: SQLiteObjectIndex
    /// Milliseconds since 1970.
    let now: @Sendable () -> UInt64

    func erase(_ entries: EntryRanges, of origin: LogOrigin, contents: [ErasedContent]) throws {
        try index.erase(entries, of: origin, at: now())
    }

    func scrub() throws -> Bool { try index.scrub() }
}

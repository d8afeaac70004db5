import AllianceNames
import MergedView
import Replication
import SQLiteStore
import TransparencyLog

/// The complaints, as whoever erases knows them; also where they are begun after it.
struct ErasedComplaints: RecordDerivative {
    let node: OpenedNode

    func erase(_ entries: EntryRanges, of origin: LogOrigin, contents: [ErasedContent]) throws {
        try node.openedComplaints()?.erase(entries, of: origin)
    }

    func scrub() throws -> Bool { try node.openedComplaints()?.scrub() ?? true }
}

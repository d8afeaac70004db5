import MergedView
import Statements
import TransparencyLog

/// One entry of the record with its payload, for people to look at.
struct StoredEntry {
    let index: EntryIndex
    let head: EntryHead
    let leafHash: Digest
    /// What the statement is decoded from; nil where it is erased.
    let payload: [UInt8]?

    /// The entries of a run, which the store has verified when it took them.
    static func entries(of slice: EntrySlice) throws -> [StoredEntry] {
        let ranges = try EntryBundle.parse(slice.entries, count: slice.count)
        let slots = try PayloadBundle.parse(slice.payloads, count: slice.count)
        let leaves = EntryBundle.leafHashes(of: slice.entries, ranges: ranges)
        return try ranges.indices.map { offset in
            let entry = slice.entries[ranges[offset]]
            let head = try entry.withUnsafeBytes { try EntryHead(parsing: $0) }
            let payload =
                head.kind.isOpen
                ? Array(entry.dropFirst(Entry.headBytes))
                : slots[offset].payload.map { Array(slice.payloads[$0]) }
            return StoredEntry(
                index: slice.start + UInt64(offset), head: head, leafHash: leaves[offset],
                payload: payload)
        }
    }

    /// What it says, in a few words.
    var summary: String {
        guard let payload else { return "erased" }
        let statement: Statement
        do {
            statement = try payload.withUnsafeBytes {
                try Statement.decode(kind: head.kind, payload: $0)
            }
        } catch {
            return "cannot be read: \(error)"
        }
        return StatementSummary.words(statement)
    }
}

package import AllianceNames
import MergedView
package import Replication
package import Statements
package import TransparencyLog

/// An entry of the record with what it says, read for people to see or for a rule to look at.
package struct StoredStatement: Sendable {
    package let index: EntryIndex
    package let kind: EntryKind
    package let issuedAt: UInt64
    /// Nil where the payload is absent or does not decode.
    package let statement: Statement?
    /// Whether salt and payload are there.
    package let isHeld: Bool

    /// The entries of `range` that are held, bundle by bundle.
    package static func forEach(
        of origin: LogOrigin, in range: Range<EntryIndex>, from logs: any LogStore,
        _ body: (StoredStatement) throws -> Void
    ) throws {
        let entries = StoredEntries(logs)
        var next = range.lowerBound
        while next < range.upperBound, let slice = try entries.slice(of: origin, from: next) {
            let bounds = try EntryBundle.parse(slice.entries, count: slice.count)
            let slots = try PayloadBundle.parse(slice.payloads, count: slice.count)
            for place in 0..<slice.count where next + UInt64(place) < range.upperBound {
                let read = Self(
                    index: next + UInt64(place), entry: slice.entries[bounds[place]],
                    payload: slots[place].payload.map { slice.payloads[$0] })
                if let read { try body(read) }
            }
            next += UInt64(slice.count)
        }
    }

    private init?(index: EntryIndex, entry: ArraySlice<UInt8>, payload: ArraySlice<UInt8>?) {
        guard let head = try? entry.withUnsafeBytes({ try EntryHead(parsing: $0) }) else {
            return nil
        }
        self.index = index
        kind = head.kind
        issuedAt = head.issuedAt
        isHeld = payload != nil
        let said = head.kind.isOpen ? entry.dropFirst(Entry.headBytes) : payload
        statement = said.flatMap { said in
            try? said.withUnsafeBytes { try Statement.decode(kind: head.kind, payload: $0) }
        }
    }
}

package import AllianceNames
import CRDT
import Statements
package import TransparencyLog

/// What an erasure certificate takes out of a view.
package struct ViewErasure: Sendable {
    /// The certificate's, so that a view takes each once.
    package let id: Digest
    package let origin: LogOrigin
    /// Merged or still to come.
    package let entries: EntryRanges
    /// What the free-text index may hold of them: it keeps no text, so it has to be told what to forget.
    package private(set) var documents: [SearchDocument] = []

    package init(id: Digest, origin: LogOrigin, entries: EntryRanges) {
        self.id = id
        self.origin = origin
        self.entries = entries
    }

    /// Adds what the index holds of one entry, as long as its payload is still there.
    package mutating func add(index: EntryIndex, entry: [UInt8], payload: [UInt8]) {
        guard
            let head = try? entry.withUnsafeBytes({ try EntryHead(parsing: $0) }),
            let statement = try? payload.withUnsafeBytes({
                try Statement.decode(kind: head.kind, payload: $0)
            })
        else { return }
        documents += SearchDocument.documents(
            of: statement, dot: StatementDot(log: origin, index: index), issuedAt: head.issuedAt)
    }
}

extension FoldedEntries {
    /// The batch without what `erased` entries say: as if their payloads had been absent.
    package func without(_ erased: EntryRanges) -> FoldedEntries {
        guard !erased.within(start..<end).isEmpty else { return self }
        var left = self
        left.rows = rows.filter { !erased.contains($0.index) }
        left.silent.absent += UInt64(Set(rows.map(\.index).filter(erased.contains)).count)
        return left
    }
}

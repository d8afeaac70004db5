import AllianceNames
import CRDT
import Statements
import TransparencyLog

/// The twin's documents, matched one by one.
struct InMemoryTextIndex {
    struct Entry {
        var position: UInt64
        var document: SearchDocument

        var reference: IndexedDocument {
            IndexedDocument(
                position: position, dot: document.dot, keyHash: document.keyHash)
        }
    }

    private(set) var cursors = ViewFrontier()
    /// Ascending by position.
    private var entries: [Entry] = []
    private(set) var lists: [IdentifierList: Set<Indicator>] = [:]

    mutating func next(
        limit: Int, frontier: ViewFrontier, from source: any EntrySource,
        erased: [LogOrigin: EntryRanges]
    ) throws {
        let run = try IndexRun(
            limit: limit, cursors: cursors, frontier: frontier, source: source, erased: erased)
        for document in run.documents {
            let first = DocumentPosition.range(issued: document.issuedAt...document.issuedAt)
            let count = entries.count { first.contains($0.position) }
            entries.append(
                Entry(position: first.lowerBound + UInt64(count), document: document))
        }
        entries.sort { $0.position < $1.position }
        for (list, names) in run.lists { lists[list, default: []].formUnion(names) }
        cursors = run.cursors
    }

    mutating func erase(
        _ entries: EntryRanges, of origin: LogOrigin, names: [IdentifierList: Set<Indicator>]
    ) {
        self.entries.removeAll {
            $0.document.dot.log == origin && entries.contains($0.document.dot.index)
        }
        for (list, names) in names { lists[list]?.subtract(names) }
    }

    func progress(of frontier: ViewFrontier) -> TextIndexProgress {
        TextIndexProgress(indexed: cursors.count, merged: frontier.count)
    }

    func documents(in range: ClosedRange<UInt64>) -> [Entry] {
        entries.filter { range.contains($0.position) }
    }
}

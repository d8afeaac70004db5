import AllianceNames
import CRDT
import MergedView
import Replication
import Statements
import TransparencyLog

extension StoredEntries {
    /// The statement that a dot names; nil where nothing is held there, or its payload is erased or cannot be read.
    func statement(at dot: StatementDot) throws -> Statement? {
        guard let slice = try slice(of: dot.log, from: dot.index) else { return nil }
        var found: Statement?
        try slice.forEach(of: dot.log) { entry in
            guard entry.index == dot.index, let head = try? EntryHead(parsing: entry.bytes),
                let content = entry.content(head)
            else { return }
            found = try? Statement.decode(kind: head.kind, payload: content)
        }
        return found
    }

    /// Of the entry that a dot names; nil where none is held there.
    func leafHash(of dot: StatementDot) throws -> Digest? {
        guard let slice = try slice(of: dot.log, from: dot.index) else { return nil }
        return try EntryBundle.parse(slice.entries, count: slice.count).first.map {
            MerkleHash.leaf(Array(slice.entries[$0]))
        }
    }
}

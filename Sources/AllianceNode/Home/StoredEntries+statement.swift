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
        let entries = try EntryBundle.parse(slice.entries, count: slice.count)
        let slots = try PayloadBundle.parse(slice.payloads, count: slice.count)
        guard let entry = entries.first, let slot = slots.first else { return nil }
        return try slice.entries.withUnsafeBytes { bytes in
            let entry = UnsafeRawBufferPointer(rebasing: bytes[entry])
            let head = try EntryHead(parsing: entry)
            if head.kind.isOpen {
                let body = UnsafeRawBufferPointer(rebasing: entry[Entry.headBytes...])
                return try? Statement.decode(kind: head.kind, payload: body)
            }
            guard let payload = slot.payload else { return nil }
            return slice.payloads.withUnsafeBytes {
                try? Statement.decode(
                    kind: head.kind, payload: UnsafeRawBufferPointer(rebasing: $0[payload]))
            }
        }
    }

    /// Of the entry that a dot names; nil where none is held there.
    func leafHash(of dot: StatementDot) throws -> Digest? {
        guard let slice = try slice(of: dot.log, from: dot.index) else { return nil }
        return try EntryBundle.parse(slice.entries, count: slice.count).first.map {
            MerkleHash.leaf(Array(slice.entries[$0]))
        }
    }
}

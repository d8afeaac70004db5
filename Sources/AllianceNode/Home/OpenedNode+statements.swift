import AllianceNames
import CRDT
package import MergedView
import Replication
package import Statements
import TransparencyLog

extension OpenedNode {
    /// The statement that a dot names, read from the record; nil where nothing is held there, or its
    /// payload is erased or cannot be read.
    package func statement(at dot: StatementDot) throws -> Statement? {
        guard let slice = try StoredEntries(logs).slice(of: dot.log, from: dot.index) else {
            return nil
        }
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
}

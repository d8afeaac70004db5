import Statements
package import TransparencyLog

/// One entry of an audit log as it is read back.
package struct AuditLine: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        case record(AuditRecord)
        /// Its record is gone; that there was one, and when, stays.
        case erased
        /// Its bytes are no record, or not those that were committed to.
        case unreadable(String)
    }

    package let index: EntryIndex
    /// Milliseconds since 1970.
    package let at: UInt64
    package let leafHash: Digest
    package let content: Content

    package var record: AuditRecord? {
        if case .record(let record) = content { record } else { nil }
    }

    /// The lines of a bundle, in their order.
    /// - Throws: `TransparencyLogError` and `StatementError` for a bundle that cannot be read.
    package static func lines(
        first: EntryIndex, count: Int, entries: [UInt8], payloads: [UInt8]
    ) throws -> [AuditLine] {
        let ranges = try EntryBundle.parse(entries, count: count)
        let slots = try PayloadBundle.parse(payloads, count: count)
        return zip(ranges, slots).enumerated().map { offset, pair in
            let entry = Array(entries[pair.0])
            return AuditLine(
                index: first + UInt64(offset), entry: entry,
                saltAndPayload: pair.1.whole.map { Array(payloads[$0]) })
        }
    }

    private init(index: EntryIndex, entry: [UInt8], saltAndPayload: [UInt8]?) {
        self.index = index
        leafHash = MerkleHash.leaf(entry)
        guard let head = try? Entry(parsing: entry), case .commit(let commit) = head.body else {
            at = 0
            content = .unreadable("the entry is none of an audit log")
            return
        }
        at = head.issuedAt
        guard let saltAndPayload else {
            content = .erased
            return
        }
        let found = saltAndPayload.withUnsafeBytes { PayloadBundle.commit(saltAndPayload: $0) }
        guard head.kind == .auditRecord, found == commit else {
            content = .unreadable("the record is not the one that was committed to")
            return
        }
        do {
            content = .record(
                try AuditRecord(parsing: Array(saltAndPayload.dropFirst(Salt.byteCount))))
        } catch {
            content = .unreadable(error.description)
        }
    }
}

extension PayloadBundle.Slot {
    /// Where salt and payload stand.
    fileprivate var whole: Range<Int>? {
        if case .present(let range) = self { range } else { nil }
    }
}

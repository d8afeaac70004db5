import TransparencyLog

/// A statement made ready for its author's log: the entry that is hashed and signed, and beside it
/// the payload that can be erased.
package struct SealedStatement: Hashable, Sendable {
    package let entry: [UInt8]
    /// nil for an open kind, whose body stands in the entry.
    package let saltAndPayload: [UInt8]?

    /// Seals a statement only if every reader will accept it (`Statement.acceptedPayload()`).
    ///
    /// - Parameters:
    ///   - issuedAt: milliseconds since 1970.
    ///   - salt: fresh for each statement; not used for an open kind.
    /// - Throws: `StatementError`, as `Statement.decode` would at the reader.
    package static func seal(
        _ statement: Statement, issuedAt: UInt64, salt: Salt
    ) throws(StatementError) -> SealedStatement {
        let kind = statement.kind
        let payload = try statement.acceptedPayload()
        guard !kind.isOpen else {
            let entry = try Entry(kind: kind, issuedAt: issuedAt, openBody: payload)
            return SealedStatement(entry: entry.bytes, saltAndPayload: nil)
        }
        var saltAndPayload: [UInt8] = []
        saltAndPayload.reserveCapacity(Salt.byteCount + payload.count)
        salt.append(to: &saltAndPayload)
        saltAndPayload.append(contentsOf: payload)
        let commit = saltAndPayload.withUnsafeBytes { PayloadBundle.commit(saltAndPayload: $0) }
        let entry = Entry(kind: kind, issuedAt: issuedAt, commit: commit)
        return SealedStatement(entry: entry.bytes, saltAndPayload: saltAndPayload)
    }

    private init(entry: [UInt8], saltAndPayload: [UInt8]?) {
        self.entry = entry
        self.saltAndPayload = saltAndPayload
    }
}

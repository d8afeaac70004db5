package import TransparencyLog

/// One leaf of a log, version 1:
///
///     0x01 ‖ kind(1) ‖ issuedAt(uint64 BE, ms since 1970) ‖ commit(32)     kinds below 0x80
///     0x01 ‖ kind(1) ‖ issuedAt(uint64 BE, ms since 1970) ‖ body           kinds from 0x80 on
///
/// The commit is SHA-256 of salt and payload, which stand beside the log and can be erased there
/// without touching a proof (`PayloadBundle`). An entry of a kind that is not known here parses.
package struct Entry: Hashable, Sendable {
    package static let version: UInt8 = 0x01
    package static let headBytes = 10
    /// Of an entry whose kind commits to a payload: exactly so many.
    package static let committedBytes = headBytes + Digest.byteCount
    package static let entryBytesMax = 65_535
    /// Of the body of an open kind.
    package static let bodyBytesMax = entryBytesMax - headBytes

    package enum Body: Hashable, Sendable {
        case commit(Digest)
        case open([UInt8])
    }

    package let kind: EntryKind
    /// When the author says that it was said, in milliseconds since 1970. Nothing is decided by it.
    package let issuedAt: UInt64
    package let body: Body

    package init(kind: EntryKind, issuedAt: UInt64, commit: Digest) {
        precondition(!kind.isOpen, "an open kind has a body, not a commit")
        self.kind = kind
        self.issuedAt = issuedAt
        self.body = .commit(commit)
    }

    /// - Throws: `StatementError.entryLength` when the entry would exceed `entryBytesMax`.
    package init(kind: EntryKind, issuedAt: UInt64, openBody: [UInt8]) throws(StatementError) {
        precondition(kind.isOpen, "only an open kind has a body")
        guard openBody.count <= Self.bodyBytesMax else {
            throw .entryLength(found: openBody.count + Self.headBytes, kind: kind)
        }
        self.kind = kind
        self.issuedAt = issuedAt
        self.body = .open(openBody)
    }

    /// - Throws: `StatementError.entryLength` or `.entryVersion`.
    package init(parsing bytes: UnsafeRawBufferPointer) throws(StatementError) {
        let head = try EntryHead(parsing: bytes)
        kind = head.kind
        issuedAt = head.issuedAt
        body =
            head.kind.isOpen
            ? .open(Array(bytes[Self.headBytes...]))
            : .commit(Digest(loading: bytes, at: Self.headBytes))
    }

    /// As `init(parsing:)` of a buffer.
    package init(parsing bytes: [UInt8]) throws(StatementError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(StatementError) in try Self(parsing: buffer) }
        }
        self = try result.get()
    }

    /// The bytes that the log hashes: `init(parsing:)` of them gives this entry again.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.committedBytes)
        EntryHead(kind: kind, issuedAt: issuedAt).append(to: &bytes)
        switch body {
        case .commit(let digest): digest.append(to: &bytes)
        case .open(let body): bytes.append(contentsOf: body)
        }
        return bytes
    }
}

/// The first ten bytes of an entry, read without copying its body: all that a mirror needs to walk
/// a bundle.
package struct EntryHead: Hashable, Sendable {
    package let kind: EntryKind
    package let issuedAt: UInt64

    package init(kind: EntryKind, issuedAt: UInt64) {
        self.kind = kind
        self.issuedAt = issuedAt
    }

    /// Checks the whole entry's version and length; the body stays where it is.
    package init(parsing bytes: UnsafeRawBufferPointer) throws(StatementError) {
        guard bytes.count >= Entry.headBytes else {
            throw .entryLength(found: bytes.count, kind: nil)
        }
        guard bytes[0] == Entry.version else { throw .entryVersion(found: bytes[0]) }
        kind = EntryKind(rawValue: bytes[1])
        issuedAt = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
        let lengthIsRight =
            kind.isOpen
            ? bytes.count <= Entry.entryBytesMax : bytes.count == Entry.committedBytes
        guard lengthIsRight else { throw .entryLength(found: bytes.count, kind: kind) }
    }

    func append(to bytes: inout [UInt8]) {
        bytes.append(Entry.version)
        bytes.append(kind.rawValue)
        withUnsafeBytes(of: issuedAt.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

package import SignIn
package import TransparencyLog

/// A paper that belongs to a right of this member: its certificate, a renewal, a power of attorney. Kept by its
/// digest, at this node alone.
package struct RightDocument: Hashable, Sendable {
    package static let bytesMax = 768 << 10
    package static let ofRightMax = 20
    /// Of all rights.
    package static let allBytesMax = 256 << 20
    package static let rightCharactersMax = 130

    package enum Kind: String, CaseIterable, Sendable {
        case certificate, renewal, authorisation, other
    }

    package let id: CaseworkID
    /// As `Right.key`.
    package let right: String
    package let kind: Kind
    package let name: String
    package let format: FileKind
    package let sha256: Digest
    package let byteCount: Int
    package let addedAt: UInt64
    package let addedBy: PersonID

    /// - Throws: `CaseworkError`: `.text`, `.tooLarge`, `.fileKind`.
    package init(
        id: CaseworkID, right: String, kind: Kind, name: String, format: FileKind, sha256: Digest,
        byteCount: Int, addedAt: UInt64, addedBy: PersonID
    ) throws(CaseworkError) {
        try VisibleText.check(right, "right", charactersMax: Self.rightCharactersMax)
        try VisibleText.check(name, "name", charactersMax: InquiryLimits.nameCharactersMax)
        guard (1...Self.bytesMax).contains(byteCount) else {
            throw .tooLarge(what: "the document", bytesMax: Self.bytesMax)
        }
        self.id = id
        self.right = right
        self.kind = kind
        self.name = name
        self.format = format
        self.sha256 = sha256
        self.byteCount = byteCount
        self.addedAt = addedAt
        self.addedBy = addedBy
    }

    /// Of bytes that begin as a picture or a PDF does.
    package init(
        id: CaseworkID, right: String, kind: Kind, name: String, _ bytes: [UInt8],
        addedAt: UInt64, addedBy: PersonID
    ) throws(CaseworkError) {
        guard let format = FileKind(of: bytes) else { throw .fileKind }
        try self.init(
            id: id, right: right, kind: kind, name: name, format: format,
            sha256: Digest.sha256(bytes), byteCount: bytes.count, addedAt: addedAt,
            addedBy: addedBy)
    }
}

/// How near the end of a right is.
package enum RightExpiry: Hashable, Sendable {
    /// No end is stated.
    case never
    case far
    /// Within so many days, one of `warningDays`.
    case within(days: Int)
    case ended

    /// Before its end one is warned, and again.
    package static let warningDays = [180, 90, 30]
    package static let dayMilliseconds: UInt64 = 86_400_000

    /// - Parameters:
    ///   - end: milliseconds since 1970; the right does not hold any more from then on.
    package init(end: UInt64?, at now: UInt64) {
        guard let end else {
            self = .never
            return
        }
        guard now < end else {
            self = .ended
            return
        }
        let days = Self.warningDays.filter { end - now <= UInt64($0) * Self.dayMilliseconds }.min()
        self = days.map { .within(days: $0) } ?? .far
    }
}

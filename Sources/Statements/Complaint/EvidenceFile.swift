import FoundationEssentials
package import TransparencyLog

/// A file that shows something, by its digest; the file itself travels as an object of the peer port.
package struct EvidenceFile: Hashable, Sendable {
    package enum Role: UInt8, NamedCase, Sendable {
        /// The listings as the marketplace showed them when the complaint was made.
        case listingCapture = 1
        /// Photographs that show what counterfeits are told by.
        case featurePhotographs
        case testBuyReport
        case purchaseReceipt
        /// The range of goods that there are, to show that this is not one of them.
        case productRange
        case registration
        case originalWork
        case claimChart
        case authorisation
        case judgment
        case other

        package var name: String {
            switch self {
            case .listingCapture: "listing-capture"
            case .featurePhotographs: "feature-photographs"
            case .testBuyReport: "test-buy-report"
            case .purchaseReceipt: "purchase-receipt"
            case .productRange: "product-range"
            case .registration: "registration"
            case .originalWork: "original-work"
            case .claimChart: "claim-chart"
            case .authorisation: "authorisation"
            case .judgment: "judgment"
            case .other: "other"
            }
        }
    }

    /// What a file may say that it is. Whoever fetches it looks at its first bytes too.
    package static let mediaTypes = [
        "application/json", "application/pdf", "image/jpeg", "image/png", "image/webp",
        "text/csv", "text/plain", "video/mp4",
    ]
    package static let fileBytesMax: UInt64 = 16 << 20
    /// Of one statement.
    package static let filesMax = 32
    package static let filesBytesMax: UInt64 = 64 << 20

    /// SHA-256 of the file.
    package var digest: Digest
    package var mediaType: String
    package var byteCount: UInt64
    package var role: Role
    package var title: String
    package var unknownFields = UnknownFields()

    package init(
        digest: Digest, mediaType: String, byteCount: UInt64, role: Role, title: String = ""
    ) {
        self.digest = digest
        self.mediaType = mediaType
        self.byteCount = byteCount
        self.role = role
        self.title = title
    }

    init(wire: WireEvidenceFile) throws(StatementError) {
        digest = try FieldCheck.digest(wire.sha256, "evidence file")
        guard Self.mediaTypes.contains(wire.mediaType) else {
            throw .fieldForm(
                "media type of evidence", found: String(wire.mediaType.prefix(80)),
                expected: "one of " + Self.mediaTypes.joined(separator: ", "))
        }
        mediaType = wire.mediaType
        try FieldCheck.range(wire.fileBytes, "bytes of evidence", 1...Self.fileBytesMax)
        byteCount = wire.fileBytes
        role = try enumValue(
            wire.role.rawValue, "role of evidence", last: Role.other.rawValue)
        try FieldCheck.text(
            wire.title, "title of evidence", bytesMax: StatementLimits.nameBytesMax)
        title = wire.title
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireEvidenceFile {
        var wire = WireEvidenceFile()
        wire.sha256 = Data(digest.bytes)
        wire.mediaType = mediaType
        wire.fileBytes = byteCount
        wire.role = WireEvidenceRole(rawValue: Int(role.rawValue)) ?? .unspecified
        wire.title = title
        wire.unknownFields = unknownFields.storage
        return wire
    }

    /// The files of one statement: not too many, not too much, none twice.
    static func read(_ files: [WireEvidenceFile]) throws(StatementError) -> [EvidenceFile] {
        try FieldCheck.count(files.count, "evidence", countMax: filesMax)
        var found: [EvidenceFile] = []
        var seen: Set<Digest> = []
        var total: UInt64 = 0
        for file in files {
            let file = try EvidenceFile(wire: file)
            guard seen.insert(file.digest).inserted else {
                throw .fieldForm(
                    "evidence", found: file.digest.hex, expected: "a list that names a file once")
            }
            total += file.byteCount
            found.append(file)
        }
        try FieldCheck.range(total, "bytes of all evidence", 0...filesBytesMax)
        return found
    }
}

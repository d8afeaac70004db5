import FoundationEssentials
package import GS1
package import TransparencyLog

/// That the owner of a product has published a snapshot of issued serial numbers: what the file is and
/// until when it holds. The file travels as an object, by its digest; the key apart, from the owner to
/// readers of the channel.
package struct PublishedSnapshot: Hashable, Sendable {
    /// Largest file, in bytes.
    package static let fileBytesMax: UInt64 = 64 << 20

    /// Numbers within a GTIN, or within a whole code scheme, whatever the model.
    package enum Product: Hashable, Sendable {
        case gtin(GTIN)
        case scheme(String)

        /// `gtin/04006381333931`, `scheme/name`.
        package var key: String {
            switch self {
            case .gtin(let gtin): "gtin/" + gtin.digits14
            case .scheme(let scheme): "scheme/" + scheme
            }
        }
    }

    package var product: Product
    /// SHA-256 of the file.
    package var file: Digest
    package var fileBytes: UInt64
    package var items: UInt64
    /// Milliseconds since 1970; from then on it says nothing.
    package var expiresAt: UInt64
    /// What the key's own digest must be.
    package var keyDigest: Digest
    package var unknownFields = UnknownFields()

    package init(
        product: Product, file: Digest, fileBytes: UInt64, items: UInt64, expiresAt: UInt64,
        keyDigest: Digest
    ) {
        self.product = product
        self.file = file
        self.fileBytes = fileBytes
        self.items = items
        self.expiresAt = expiresAt
        self.keyDigest = keyDigest
    }

    init(wire: WireSerialSnapshot) throws(StatementError) {
        product = try Self.product(of: wire)
        file = try FieldCheck.digest(wire.fileSha256, "snapshot file")
        try FieldCheck.range(wire.fileBytes, "bytes of the snapshot", 1...Self.fileBytesMax)
        fileBytes = wire.fileBytes
        try FieldCheck.range(wire.itemCount, "items of the snapshot", 1...Self.fileBytesMax)
        items = wire.itemCount
        try FieldCheck.time(wire.expiresMs, "expiry of the snapshot")
        expiresAt = wire.expiresMs
        keyDigest = try FieldCheck.digest(wire.keySha256, "snapshot key")
        unknownFields = UnknownFields(wire.unknownFields)
    }

    private static func product(of wire: WireSerialSnapshot) throws(StatementError) -> Product {
        let gtin = try FieldCheck.gtin(wire.gtin14, orScheme: wire.codeScheme)
        return gtin.map { .gtin($0) } ?? .scheme(wire.codeScheme)
    }

    var wire: WireSerialSnapshot {
        var wire = WireSerialSnapshot()
        switch product {
        case .gtin(let gtin): wire.gtin14 = gtin.digits14
        case .scheme(let scheme): wire.codeScheme = scheme
        }
        wire.fileSha256 = Data(file.bytes)
        wire.fileBytes = fileBytes
        wire.itemCount = items
        wire.expiresMs = expiresAt
        wire.keySha256 = Data(keyDigest.bytes)
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

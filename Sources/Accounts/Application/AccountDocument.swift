package import TransparencyLog

/// A document of an authorisation, as it is handed out: never shown where something would run it.
package struct AccountDocument: Hashable, Sendable {
    package let digest: Digest
    package let mediaType: String
    package let bytes: [UInt8]

    /// - Throws: `AccountError.document` for what is none by its first bytes, or too long.
    package init(_ bytes: [UInt8]) throws(AccountError) {
        guard (1...AccountLimits.documentBytesMax).contains(bytes.count),
            let mediaType = Self.mediaType(of: bytes)
        else { throw .document }
        digest = Digest.sha256(bytes)
        self.mediaType = mediaType
        self.bytes = bytes
    }

    private static func mediaType(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: "%PDF-".utf8) { return "application/pdf" }
        if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            return "image/png"
        }
        return nil
    }
}

package import Crypto
import SwiftASN1

/// Ed25519 private keys in PEM, as PKCS #8 (RFC 8410, section 7): what `openssl genpkey -algorithm
/// ed25519` writes. One form only, so reading is comparing the 16 bytes before the seed.
package enum Ed25519PEM {
    private static let type = "PRIVATE KEY"
    private static let lead: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]

    package static func print(_ key: Curve25519.Signing.PrivateKey) -> String {
        let document = PEMDocument(type: type, derBytes: lead + key.rawRepresentation)
        return document.pemString + "\n"
    }

    /// Nil unless `text` is one such key.
    package static func parse(_ text: String) -> Curve25519.Signing.PrivateKey? {
        guard let document = try? PEMDocument(pemString: text), document.discriminator == type,
            document.derBytes.count == lead.count + 32, document.derBytes.starts(with: lead)
        else { return nil }
        return try? Curve25519.Signing.PrivateKey(
            rawRepresentation: document.derBytes.dropFirst(lead.count))
    }
}

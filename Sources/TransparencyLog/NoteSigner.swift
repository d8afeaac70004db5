package import Crypto

/// A private key with the name under which it signs notes. It holds the key itself: keep it where
/// keys are kept, and never print it.
package struct NoteSigner: Sendable {
    package let verifierKey: VerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// - Throws: `verifierKey` for a name that a note cannot carry.
    package init(
        name: String, privateKey: Curve25519.Signing.PrivateKey,
        algorithm: VerifierKey.Algorithm = .ed25519
    ) throws(TransparencyLogError) {
        verifierKey = try VerifierKey(
            name: name, algorithm: algorithm,
            publicKey: Array(privateKey.publicKey.rawRepresentation))
        self.privateKey = privateKey
    }

    /// From the 32-byte seed (RFC 8032, Section 5.1.5).
    /// - Throws: `verifierKey` for a name that a note cannot carry, or another length of seed.
    package init(
        name: String, seed: [UInt8], algorithm: VerifierKey.Algorithm = .ed25519
    ) throws(TransparencyLogError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .verifierKey(.seedLength, found: name)
        }
        try self.init(name: name, privateKey: key, algorithm: algorithm)
    }

    package var name: String { verifierKey.name }

    /// Signs a note text, which ends in a newline.
    /// - Parameter timestamp: seconds since 1970; required for a cosignature, nil for a plain
    ///   signature.
    package func sign(text: String, timestamp: UInt64? = nil) -> NoteSignature {
        precondition(text.utf8.last == UInt8(ascii: "\n"), "a note text ends in a newline")
        let text = Array(text.utf8)
        let bytes: [UInt8]
        switch (verifierKey.algorithm, timestamp) {
        case (.ed25519, nil):
            bytes = signature(of: text)
        case (.cosignatureV1, let timestamp?):
            precondition(timestamp <= VerifierKey.timestampMax, "time beyond 2^63 - 1 seconds")
            bytes =
                withUnsafeBytes(of: timestamp.bigEndian) { Array($0) }
                + signature(
                    of: VerifierKey.cosignedMessage(text: text, timestamp: timestamp))
        default:
            preconditionFailure("a cosignature states a time, a plain signature none")
        }
        return NoteSignature(
            name: verifierKey.name, keyID: verifierKey.keyID, bytes: bytes)
    }

    private func signature(of message: [UInt8]) -> [UInt8] {
        guard let signature = try? privateKey.signature(for: message) else {
            // BoringSSL's Ed25519 fails only when its own allocation does.
            preconditionFailure("Ed25519 signing failed")
        }
        return Array(signature)
    }
}

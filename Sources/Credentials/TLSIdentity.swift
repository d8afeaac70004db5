package import Crypto
package import Roster
package import TransparencyLog
package import X509

/// What a node shows to its peers: its certificate, and the key that goes with it.
package struct TLSIdentity: Sendable {
    package let spiffeID: SPIFFEID
    package let certificate: Certificate
    package let privateKey: P256.Signing.PrivateKey

    /// - Throws: `keyMismatch`; `leaf`, `spiffeID` for a certificate that no peer would take.
    package init(
        certificate: Certificate, privateKey: P256.Signing.PrivateKey,
        certificatePath: String, keyPath: String
    ) throws(CredentialsError) {
        guard certificate.publicKey == .init(privateKey.publicKey) else {
            throw .keyMismatch(certificate: certificatePath, key: keyPath)
        }
        spiffeID = try LeafRules.check(certificate)
        self.certificate = certificate
        self.privateKey = privateKey
    }

    /// For a TLS library.
    package var certificatePEM: String { certificate.pem }
    package var certificateDER: [UInt8] { certificate.der }
    package var privateKeyPEM: String { privateKey.pemRepresentation }

    package var spkiDigest: TransparencyLog.Digest { PublicKeyDigest.of(certificate.publicKey) }
    package var notBefore: UTCTimestamp { UTCTimestamp(certificate.notValidBefore) }
    package var notAfter: UTCTimestamp { UTCTimestamp(certificate.notValidAfter) }
}

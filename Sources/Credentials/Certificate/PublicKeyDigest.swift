import SwiftASN1
package import TransparencyLog
package import X509

/// How the roster names a TLS key: SHA-256 of its DER SubjectPublicKeyInfo (RFC 5280, section
/// 4.1.2.7), the same in request and certificate. `openssl pkey -pubin -outform DER | sha256sum`.
enum PublicKeyDigest {
    static func of(_ key: Certificate.PublicKey) -> Digest {
        var serializer = DER.Serializer()
        // A key that was parsed or made prints; DER has one form for it.
        guard (try? serializer.serialize(key)) != nil else {
            preconditionFailure("a public key does not print")
        }
        return Digest.sha256(serializer.serializedBytes)
    }
}

extension Certificate {
    /// How the roster names this certificate's key.
    package var spkiDigest: Digest { PublicKeyDigest.of(publicKey) }
}

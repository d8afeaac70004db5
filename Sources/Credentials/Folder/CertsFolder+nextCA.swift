package import AllianceNames
import Crypto
package import Roster
package import X509

/// One CA follows on another: its certificate is handed to all, then it certifies, then the one before is trusted no
/// more. Each step can be taken again after it broke off.
extension CertsFolder {
    /// Makes the CA that is to follow, and trusts it beside those before. A key that was made and is not in use yet is
    /// taken again.
    /// - Throws: `exists` where the trust anchors are too many.
    package func createNextCA(
        for alliance: AllianceID, at now: UTCTimestamp
    ) throws -> CertificateAuthority {
        let anchors = try trustAnchors()
        if DurableFile.exists(nextCAKey) {
            let key = try p256(nextCAKey)
            if let made = anchors.certificates.first(where: { $0.publicKey == .init(key.publicKey) }
            ) {
                return try CertificateAuthority(certificate: made, privateKey: key)
            }
        }
        guard anchors.certificates.count < TrustAnchors.certificatesMax else {
            throw CredentialsError.malformed(
                path: allianceCA,
                problem:
                    "it has \(anchors.certificates.count) certificates: drop those before first")
        }
        let next = try CertificateAuthority(creatingFor: alliance, at: now)
        try DurableFile.write(
            next.privateKey.pemRepresentation + "\n", to: nextCAKey, mode: .secret, replacing: true)
        try DurableFile.write(
            TrustAnchors(anchors.certificates + [next.certificate]).pem, to: allianceCA,
            mode: .open, replacing: true)
        return next
    }

    /// Has the CA that was made certify from now on; the key before is kept beside.
    /// - Throws: `missing` where none was made.
    package func takeUpNextCA() throws -> CertificateAuthority {
        // After the key has been moved away it is another's file that lacks.
        let key = try p256(nextCAKey)
        guard
            let made = try trustAnchors().certificates
                .first(where: { $0.publicKey == .init(key.publicKey) })
        else { throw CredentialsError.keyMismatch(certificate: allianceCA, key: nextCAKey) }
        if DurableFile.exists(caKey) { try DurableFile.move(caKey, to: formerCAKey) }
        try DurableFile.move(nextCAKey, to: caKey)
        return try CertificateAuthority(certificate: made, privateKey: key)
    }

    /// Trusts the CA that certifies now and no other, and deletes the key before.
    /// - Returns: those that are trusted no more.
    package func dropFormerCAs() throws -> [Certificate] {
        let current = try certificateAuthority().certificate
        let former = try trustAnchors().certificates.filter { $0.der != current.der }
        try DurableFile.write(
            TrustAnchors([current]).pem, to: allianceCA, mode: .open, replacing: true)
        for key in [formerCAKey, nextCAKey] where DurableFile.exists(key) {
            try DurableFile.remove(key)
        }
        return former
    }
}

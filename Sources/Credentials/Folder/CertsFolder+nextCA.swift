package import AllianceNames
import Crypto
package import Roster
package import X509

/// One CA follows on another: its certificate is handed to all, then it certifies, then the one before is trusted no
/// more. Each step can be taken again after it broke off.
extension CertsFolder {
    /// Makes the CA that is to follow, and trusts it beside those before. One that was made and does not certify yet is
    /// taken again.
    /// - Throws: `malformed` where the trust anchors are as many as may be.
    package func createNextCA(
        for alliance: AllianceID, at now: UTCTimestamp
    ) throws -> CertificateAuthority {
        // A key whose certificate was never written is made anew.
        if DurableFile.exists(nextCAKey), let made = try? certificateAuthority(of: nextCAKey) {
            return made
        }
        let anchors = try trustAnchors()
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
    /// - Throws: `missing` where none was made; `keyMismatch` where its certificate was not written.
    package func takeUpNextCA() throws -> CertificateAuthority {
        let next = try certificateAuthority(of: nextCAKey)
        if DurableFile.exists(caKey) { try DurableFile.move(caKey, to: formerCAKey) }
        try DurableFile.move(nextCAKey, to: caKey)
        return next
    }

    /// Those that are trusted beside the one that certifies now.
    /// - Throws: as `certificateAuthority`.
    package func otherCAs() throws(CredentialsError) -> [Certificate] {
        let current = try certificateAuthority().certificate
        return try trustAnchors().certificates.filter { $0 != current }
    }

    /// Trusts the CA that certifies now and no other, and deletes the key before.
    /// - Returns: those that are trusted no more.
    /// - Throws: `exists` where the next one is made, and would go with them.
    package func dropFormerCAs() throws -> [Certificate] {
        guard !DurableFile.exists(nextCAKey) else { throw CredentialsError.exists(path: nextCAKey) }
        let former = try otherCAs()
        try DurableFile.write(
            TrustAnchors([try certificateAuthority().certificate]).pem, to: allianceCA,
            mode: .open, replacing: true)
        if DurableFile.exists(formerCAKey) { try DurableFile.remove(formerCAKey) }
        return former
    }
}

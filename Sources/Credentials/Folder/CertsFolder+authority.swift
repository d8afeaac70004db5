package import AllianceNames
import Crypto
package import Roster
package import TransparencyLog
import X509

/// What makes an alliance: its CA, and the key that signs its rosters.
package struct AllianceAuthority: Sendable {
    package let ca: CertificateAuthority
    package let signer: NoteSigner
}

extension CertsFolder {
    /// Makes the CA and the authority's key, with their public parts as trust anchors beside them.
    ///
    /// - Throws: `exists` before anything is written, if one of the files is there.
    package func createAuthority(
        for alliance: AllianceID, at now: UTCTimestamp
    ) throws -> AllianceAuthority {
        for file in [authorityKey, caKey, allianceCA, authorityVerifierKeys]
        where DurableFile.exists(file) {
            throw CredentialsError.exists(path: file)
        }
        let ca = try CertificateAuthority(creatingFor: alliance, at: now)
        try DurableFile.makeFolder(path, mode: 0o700)
        try DurableFile.write(ca.privateKey.pemRepresentation + "\n", to: caKey, mode: .secret)
        let signer = try createAuthorityKey(for: alliance)
        try write(TrustAnchors([ca.certificate]), authorityKeys: [signer.verifierKey])
        return AllianceAuthority(ca: ca, signer: signer)
    }

    /// Makes a key that signs rosters once a roster names it.
    /// - Throws: `exists`.
    package func createAuthorityKey(for alliance: AllianceID) throws -> NoteSigner {
        let key = Curve25519.Signing.PrivateKey()
        let signer = try NoteSigner(name: KeyName.authority(of: alliance), privateKey: key)
        try DurableFile.makeFolder(path, mode: 0o700)
        try DurableFile.write(Ed25519PEM.print(key), to: authorityKey, mode: .secret)
        return signer
    }

    /// The key in this folder, whether or not a roster names it.
    /// - Throws: `missing`.
    package func authoritySigner(of alliance: AllianceID) throws -> NoteSigner {
        try NoteSigner(name: KeyName.authority(of: alliance), privateKey: ed25519(authorityKey))
    }

    /// The CA alone, for a node that renews certificates and signs no rosters.
    /// - Throws: `missing` where this folder has no CA key; `keyMismatch`.
    package func certificateAuthority() throws(CredentialsError) -> CertificateAuthority {
        try certificateAuthority(of: caKey)
    }

    /// The one of these that are trusted whose key is in a file.
    /// - Throws: `missing`; `keyMismatch`.
    func certificateAuthority(
        of file: String
    ) throws(CredentialsError) -> CertificateAuthority {
        let key = try p256(file)
        let certificate = try trustAnchors().certificates.first {
            $0.publicKey == .init(key.publicKey)
        }
        guard let certificate else {
            throw .keyMismatch(certificate: allianceCA, key: file)
        }
        return try CertificateAuthority(certificate: certificate, privateKey: key)
    }
}

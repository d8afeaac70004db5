package import Roster

extension CertsFolder {
    package func trustAnchors() throws(CredentialsError) -> TrustAnchors {
        try TrustAnchors(pem: DurableFile.text(allianceCA), path: allianceCA)
    }

    /// The authority's verifier keys, and how many of them sign.
    package func authorityKeys() throws(CredentialsError) -> AuthorityKeys {
        try Self.authorityKeys(at: authorityVerifierKeys)
    }

    /// The same of a file elsewhere.
    package static func authorityKeys(
        at path: String
    ) throws(CredentialsError) -> AuthorityKeys {
        try AuthorityKeys(parsing: DurableFile.text(path), path: path)
    }

    /// Puts the trust anchors there, in the place of those before.
    package func write(
        _ anchors: TrustAnchors, authorityKeys: AuthorityKeys
    ) throws(CredentialsError) {
        try DurableFile.makeFolder(path, mode: 0o700)
        try DurableFile.write(anchors.pem, to: allianceCA, mode: .open, replacing: true)
        try write(authorityKeys)
    }

    package func write(_ authorityKeys: AuthorityKeys) throws(CredentialsError) {
        try DurableFile.write(
            authorityKeys.fileText, to: authorityVerifierKeys, mode: .open, replacing: true)
    }
}

package import TransparencyLog

extension CertsFolder {
    /// Authority keys in `authority.vkey`.
    package static let authorityKeysMax = 50

    package func trustAnchors() throws(CredentialsError) -> TrustAnchors {
        try TrustAnchors(pem: DurableFile.text(allianceCA), path: allianceCA)
    }

    /// The authority's verifier keys, one a line; empty lines and lines from `#` on are passed over.
    package func authorityKeys() throws(CredentialsError) -> [VerifierKey] {
        try Self.authorityKeys(at: authorityVerifierKeys)
    }

    /// The same of a file elsewhere.
    package static func authorityKeys(
        at path: String
    ) throws(CredentialsError) -> [VerifierKey] {
        let lines = try DurableFile.text(path).split(separator: "\n").filter { !$0.hasPrefix("#") }
        guard (1...authorityKeysMax).contains(lines.count) else {
            throw .malformed(
                path: path,
                problem: "\(lines.count) verifier keys, expected 1 to \(authorityKeysMax)")
        }
        var keys: [VerifierKey] = []
        for line in lines {
            do {
                let key = try VerifierKey(parsing: String(line))
                guard key.algorithm == .ed25519 else {
                    throw CredentialsError.malformed(
                        path: path, problem: "\(key) is a cosigner's key")
                }
                keys.append(key)
            } catch let error as CredentialsError {
                throw error
            } catch {
                throw .malformed(path: path, problem: "\(error)")
            }
        }
        return keys
    }

    /// Puts the trust anchors there, in the place of those before.
    package func write(
        _ anchors: TrustAnchors, authorityKeys: [VerifierKey]
    ) throws(CredentialsError) {
        try DurableFile.makeFolder(path, mode: 0o700)
        try DurableFile.write(anchors.pem, to: allianceCA, mode: .open, replacing: true)
        try DurableFile.write(
            authorityKeys.map { "\($0)\n" }.joined(), to: authorityVerifierKeys, mode: .open,
            replacing: true)
    }
}

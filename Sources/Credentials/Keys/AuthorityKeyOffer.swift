package import AllianceNames
package import TransparencyLog

/// What a person sends who is to sign member registers with others: the key, and a signature of it that shows that it is
/// held. A note whose text is `<alliance>/authority-key` and the verifier key.
package struct AuthorityKeyOffer: Sendable {
    package static let bytesMax = 16 << 10

    package let key: VerifierKey
    package let note: SignedNote

    package init(by signer: NoteSigner, of alliance: AllianceID) throws(CredentialsError) {
        key = signer.verifierKey
        do {
            var note = try SignedNote(text: Self.text(key, alliance))
            note.add(signer.sign(text: note.text))
            self.note = note
        } catch {
            throw .malformed(path: "authority key", problem: error.description)
        }
    }

    /// - Throws: as reading the file and `init(parsing:)`.
    package init(file path: String, of alliance: AllianceID) throws(CredentialsError) {
        try self.init(
            parsing: DurableFile.read(path, bytesMax: Self.bytesMax), path: path, of: alliance)
    }

    /// - Parameter path: for errors.
    /// - Throws: `malformed` for what is no such note, is of another alliance, or was not signed by the key it names.
    package init(
        parsing bytes: [UInt8], path: String, of alliance: AllianceID
    ) throws(CredentialsError) {
        do throws(TransparencyLogError) {
            let note = try SignedNote(parsing: bytes)
            let lines = note.text.utf8.split(separator: UInt8(ascii: "\n"))
            key = try VerifierKey(parsing: lines.count > 1 ? String(Substring(lines[1])) : "")
            self.note = note
            _ = try note.signatures(verifiedBy: [key])
        } catch {
            throw .malformed(path: path, problem: "it offers no authority key: \(error)")
        }
        guard note.text == Self.text(key, alliance), key.algorithm == .ed25519,
            key.name == KeyName.authority(of: alliance)
        else {
            throw .malformed(path: path, problem: "it offers no authority key for \(alliance)")
        }
    }

    private static func text(_ key: VerifierKey, _ alliance: AllianceID) -> String {
        "\(KeyName.authority(of: alliance))-key\n\(key)\n"
    }
}

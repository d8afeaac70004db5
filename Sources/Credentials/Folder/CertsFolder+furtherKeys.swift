package import AllianceNames
package import Crypto
package import TransparencyLog

/// Keys of which a member may have several: a further one stands beside those before it, in a file with the next
/// number, and is in use once the register names it. So none is ever overwritten.
extension CertsFolder {
    /// What one may have several of.
    package enum FurtherKind: String, Sendable {
        case cosigner, answer, tls
    }

    /// Keys of one kind that one folder will ever have.
    private static let numberMax: UInt64 = 1_000

    /// A key by its number.
    func furtherKey(_ kind: FurtherKind, _ number: UInt64) -> String {
        number == 1 ? "\(path)/\(kind.rawValue).key" : "\(path)/\(kind.rawValue)-\(number).key"
    }

    /// The numbers of the keys of one kind that are here, in order. One that the register has ended may have been
    /// deleted.
    private func numbers(_ kind: FurtherKind) throws(CredentialsError) -> [UInt64] {
        guard DurableFile.isFolder(path) else { return [] }
        let begin = "\(kind.rawValue)-"
        return try DurableFile.names(in: path).compactMap { name -> UInt64? in
            if name == "\(kind.rawValue).key" { return 1 }
            guard name.hasPrefix(begin), name.hasSuffix(".key"),
                let number = UInt64(name.dropFirst(begin.count).dropLast(".key".count)),
                (2...Self.numberMax).contains(number),
                furtherKey(kind, number) == "\(path)/\(name)"
            else { return nil }
            return number
        }.sorted()
    }

    /// Puts a key behind those that are here, and behind a first one that was lost.
    private func write(
        _ key: Curve25519.Signing.PrivateKey, behind kind: FurtherKind
    ) throws(CredentialsError) {
        let newest = try numbers(kind).last ?? 1
        try DurableFile.write(
            Ed25519PEM.print(key), to: furtherKey(kind, newest + 1), mode: .secret)
    }

    // MARK: Cosigner keys

    package func cosignerKeyNumbers() throws(CredentialsError) -> [UInt64] {
        try numbers(.cosigner)
    }

    private struct HeldCosigner {
        let path: String
        let key: Curve25519.Signing.PrivateKey
        /// Whether what was cosigned with it is in the record of this folder.
        let isUsed: Bool
    }

    /// The oldest first.
    private func heldCosigners() throws(CredentialsError) -> [HeldCosigner] {
        let list = try CosignerKeyList.read(cosignerKeyList)
        var held: [HeldCosigner] = []
        for number in try cosignerKeyNumbers() {
            let key = try ed25519(cosignerKey(number))
            held.append(
                HeldCosigner(
                    path: cosignerKey(number), key: key,
                    isUsed: list?.contains(Array(key.publicKey.rawRepresentation)) ?? true))
        }
        return held
    }

    /// What signs with each cosigner key that is used here, the oldest first.
    package func cosignerSigners(
        of member: MemberID, in alliance: AllianceID
    ) throws -> [NoteSigner] {
        try heldCosigners().filter(\.isUsed).map { held in
            try NoteSigner(
                name: KeyName.cosigner(member, of: alliance), privateKey: held.key,
                algorithm: .cosignatureV1)
        }
    }

    /// The files of cosigner keys that were put into this folder after it was restored: nothing is signed with them.
    package func cosignerKeysPutBack() throws(CredentialsError) -> [String] {
        try heldCosigners().filter { !$0.isUsed }.map(\.path)
    }

    func newestCosigner() throws(CredentialsError) -> Curve25519.Signing.PrivateKey {
        let held = try heldCosigners()
        if let newest = held.last(where: \.isUsed) { return newest.key }
        guard let other = held.last else { throw .noKey(path: cosignerKey, kind: .cosigner) }
        throw .cosignerKeyPutBack(path: other.path)
    }

    /// Makes a further cosigner key. It is used once the authority has admitted it.
    package func createFurtherCosignerKey() throws(CredentialsError) {
        let key = Curve25519.Signing.PrivateKey()
        try list(key)
        try write(key, behind: .cosigner)
    }

    /// Makes a cosigner key where there is none.
    package func createCosignerKey() throws(CredentialsError) {
        try DurableFile.makeFolder(path, mode: 0o700)
        let key = Curve25519.Signing.PrivateKey()
        try list(key)
        try DurableFile.write(Ed25519PEM.print(key), to: cosignerKey, mode: .secret)
    }

    /// For a folder that is being restored: of what was cosigned with any key that is made elsewhere nothing is known
    /// here.
    package func beginCosignerKeyList() throws(CredentialsError) {
        try CosignerKeyList().write(cosignerKeyList)
    }

    /// Before the key has its file: a crash leaves the name of none, and no key that is taken for another folder's.
    func list(_ key: Curve25519.Signing.PrivateKey) throws(CredentialsError) {
        guard var list = try CosignerKeyList.read(cosignerKeyList) else { return }
        list.append(Array(key.publicKey.rawRepresentation))
        try list.write(cosignerKeyList)
    }

    // MARK: Answer keys

    package func answerKeyNumbers() throws(CredentialsError) -> [UInt64] { try numbers(.answer) }

    /// What signs with each answer key that is here, the oldest first.
    /// - Throws: `noKey` where there is none.
    package func answerSigners(
        of member: MemberID, in alliance: AllianceID
    ) throws -> [NoteSigner] {
        let numbers = try answerKeyNumbers()
        guard !numbers.isEmpty else {
            throw CredentialsError.noKey(path: answerKey, kind: .answer)
        }
        return try numbers.map { number in
            try NoteSigner(
                name: KeyName.answer(member, of: alliance), privateKey: ed25519(answerKey(number)))
        }
    }

    /// Makes a further answer key. It is used once the authority has admitted it.
    package func createFurtherAnswerKey() throws(CredentialsError) {
        try write(Curve25519.Signing.PrivateKey(), behind: .answer)
    }

    // MARK: TLS keys

    /// The number of the newest TLS key, whether or not it is certified yet.
    package func newestTLSKey() throws(CredentialsError) -> UInt64 { try numbers(.tls).last ?? 1 }

    /// The newest TLS key.
    package func newestTLSPrivateKey() throws(CredentialsError) -> P256.Signing.PrivateKey {
        try p256(tlsKey(newestTLSKey()))
    }

    /// Makes a further TLS key. It is used once the authority has admitted it and it is certified.
    package func createTLSKey() throws(CredentialsError) -> P256.Signing.PrivateKey {
        let key = P256.Signing.PrivateKey()
        try DurableFile.write(
            key.pemRepresentation + "\n", to: tlsKey(newestTLSKey() + 1), mode: .secret)
        return key
    }
}

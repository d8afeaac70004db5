package import AllianceNames
package import Crypto
package import Roster
package import TransparencyLog

/// A member's own keys: four kinds, never shared between uses.
package struct MemberKeys: Sendable {
    package let log: Curve25519.Signing.PrivateKey
    package let epoch: Epoch
    package let cosigner: Curve25519.Signing.PrivateKey
    package let answer: Curve25519.Signing.PrivateKey
    package let tls: P256.Signing.PrivateKey

    /// New ones, from the system's random source.
    package init(epoch: Epoch = Epoch(1)) {
        log = Curve25519.Signing.PrivateKey()
        self.epoch = epoch
        cosigner = Curve25519.Signing.PrivateKey()
        answer = Curve25519.Signing.PrivateKey()
        tls = P256.Signing.PrivateKey()
    }

    init(
        log: Curve25519.Signing.PrivateKey, epoch: Epoch,
        cosigner: Curve25519.Signing.PrivateKey, answer: Curve25519.Signing.PrivateKey,
        tls: P256.Signing.PrivateKey
    ) {
        self.log = log
        self.epoch = epoch
        self.cosigner = cosigner
        self.answer = answer
        self.tls = tls
    }

    /// Signs checkpoints of one own log.
    package func logSigner(for origin: LogOrigin) throws(TransparencyLogError) -> NoteSigner {
        try NoteSigner(name: origin.description, privateKey: log)
    }

    package func cosignerSigner(
        of member: MemberID, in alliance: AllianceID
    ) throws(TransparencyLogError) -> NoteSigner {
        try NoteSigner(
            name: KeyName.cosigner(member, of: alliance), privateKey: cosigner,
            algorithm: .cosignatureV1)
    }

    package func answerSigner(
        of member: MemberID, in alliance: AllianceID
    ) throws(TransparencyLogError) -> NoteSigner {
        try NoteSigner(name: KeyName.answer(member, of: alliance), privateKey: answer)
    }

    /// The public parts, with a certificate request, for `peers/<member>.json`; what the member
    /// wishes is for the caller to add.
    package func descriptor(
        of member: MemberID, name: String, in alliance: AllianceID
    ) throws -> MemberDescriptor {
        let request = try CertificateRequest(
            for: SPIFFEID(alliance: alliance, member: member), key: tls)
        var descriptor = MemberDescriptor(
            alliance: alliance, id: member, name: name, certificateRequest: request.pem)
        descriptor.logKeys = [
            try Member.LogKey(epoch: epoch, publicKey: Array(log.publicKey.rawRepresentation))
        ]
        descriptor.cosignerKey = try cosignerSigner(of: member, in: alliance).verifierKey
        descriptor.answerKey = try answerSigner(of: member, in: alliance).verifierKey
        return descriptor
    }

    /// What asks the authority to admit these keys for a member that it knows: the rest as it stands in
    /// the register.
    package func descriptor(
        renewing member: Member, in alliance: AllianceID
    ) throws -> MemberDescriptor {
        var descriptor = try descriptor(of: member.id, name: member.name, in: alliance)
        descriptor.roles = member.currentRoles
        descriptor.endpoint = member.endpoint
        descriptor.prefixes = member.prefixes.filter { !$0.tenure.hasEnded }.map(\.prefix)
        descriptor.codeSchemes = member.codeSchemes.filter { !$0.tenure.hasEnded }.map(\.scheme)
        return descriptor
    }
}

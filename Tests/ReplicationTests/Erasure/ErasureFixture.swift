import AllianceNames
import Replication
import Roster
import TransparencyLog

/// An alliance of two members whose authority has three keys, two of them needed.
struct ErasureFixture {
    let authority: [NoteSigner]
    let roster: VerifiedRoster
    let origin: LogOrigin
    /// Of `origin`.
    let author: NoteSigner
    /// Of another member's log.
    let other: NoteSigner

    static let now = UTCTimestamp(secondsSince1970: 1_800_000_000)

    init() throws {
        let alliance = AllianceID(unchecked: "demo")
        authority = try (1...3).map {
            try NoteSigner(
                name: "demo/authority-\($0)", seed: [UInt8](repeating: UInt8($0), count: 32))
        }
        var draft = RosterDraft(
            alliance: alliance, authority: authority.map(\.verifierKey), threshold: 2,
            issuedAt: Self.now, expiresAt: Self.now.adding(days: 90))
        origin = try LogOrigin(parsing: "demo/alliance/maison/e1")
        author = try NoteSigner(
            name: origin.description, seed: [UInt8](repeating: 20, count: 32))
        let hub = try LogOrigin(parsing: "demo/alliance/hub/e1")
        other = try NoteSigner(name: hub.description, seed: [UInt8](repeating: 30, count: 32))
        for (log, signer, seed) in [(origin, author, UInt8(20)), (hub, other, UInt8(30))] {
            var descriptor = MemberDescriptor(
                alliance: alliance, id: log.member, name: "House", certificateRequest: "(PEM)")
            descriptor.roles = [.brand]
            descriptor.logKeys = [
                try .init(epoch: Epoch(1), publicKey: signer.verifierKey.publicKey)
            ]
            descriptor.cosignerKey = try NoteSigner(
                name: "demo/cosigner/\(log.member)",
                seed: [UInt8](repeating: seed + 1, count: 32), algorithm: .cosignatureV1
            ).verifierKey
            descriptor.answerKey = try NoteSigner(
                name: "demo/answer/\(log.member)", seed: [UInt8](repeating: seed + 2, count: 32)
            ).verifierKey
            try draft.admit(descriptor, tlsKey: Digest.sha256([seed]))
        }
        roster = try Self.verified(draft, authority, after: nil)
    }

    /// The roster that follows, with other authority keys.
    func roster(
        authority keys: [NoteSigner], threshold: Int, day: UInt64 = 10
    ) throws -> VerifiedRoster {
        var draft = RosterDraft(
            after: roster, issuedAt: Self.now.adding(days: day),
            expiresAt: Self.now.adding(days: day + 90))
        draft.setAuthority(keys.map(\.verifierKey), threshold: threshold)
        return try Self.verified(draft, authority + keys, after: roster)
    }

    private static func verified(
        _ draft: RosterDraft, _ signers: [NoteSigner], after previous: VerifiedRoster?
    ) throws -> VerifiedRoster {
        var chain = RosterChain(
            trusting: signers.map(\.verifierKey), alliance: draft.roster.alliance)
        if let previous { _ = try chain.accept(previous.note) }
        _ = try chain.accept(draft.signed(by: signers))
        guard let newest = chain.newest else { throw NoRoster() }
        return newest
    }

    struct NoRoster: Error {}

    func certificate(
        _ entries: String = "3,17-20", reason: ErasureCertificate.Reason = .request
    ) throws -> ErasureCertificate {
        try ErasureCertificate(
            origin: origin, entries: EntryRanges(parsing: entries, rangesMax: 64), reason: reason,
            issuedAt: Self.now)
    }

    func signed(
        _ entries: String = "3,17-20", reason: ErasureCertificate.Reason = .request,
        by signers: [NoteSigner]
    ) throws -> SignedErasure {
        SignedErasure(try certificate(entries, reason: reason), by: signers)
    }

    /// A complete one.
    func verified(_ entries: String) throws -> VerifiedErasureCertificate {
        try signed(entries, by: [author] + authority.prefix(2)).verified(by: roster)
    }
}

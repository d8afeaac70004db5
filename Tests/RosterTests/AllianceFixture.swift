import AllianceNames
import GS1
import JSON
import Roster
import Statements
import TransparencyLog

/// A small alliance: a platform that witnesses, two brands (one of them in `luxury`), an
/// investigator, and an authority of two keys, both needed.
struct AllianceFixture {
    static let alliance = AllianceID(unchecked: "ipacc.example")
    static let hub = MemberID(unchecked: "hub")
    static let aurelle = MemberID(unchecked: "aurelle")
    static let borealis = MemberID(unchecked: "borealis")
    static let scout = MemberID(unchecked: "scout")
    static let luxury = ChannelID(unchecked: "luxury")

    let authority: [NoteSigner]
    /// The roster of day 0.
    let first: SignedNote

    init() throws {
        authority = try [1, 2].map { try Self.signer("ipacc.example/authority-\($0)", seed: $0) }
        var draft = RosterDraft(
            alliance: Self.alliance, authority: authority.map(\.verifierKey), threshold: 2,
            issuedAt: Self.day(0), expiresAt: Self.day(90))
        draft.openChannel(Self.luxury, marking: .amberStrict)
        try draft.admit(Self.hubDescriptor(), tlsKey: Self.tlsKey(10))
        try draft.admit(Self.aurelleDescriptor(), tlsKey: Self.tlsKey(20))
        try draft.admit(Self.descriptor(Self.borealis, seed: 30), tlsKey: Self.tlsKey(30))
        try draft.admit(
            Self.descriptor(Self.scout, seed: 40, roles: [.investigator]),
            tlsKey: Self.tlsKey(40))
        if let key = try Self.hubDescriptor().cosignerKey { try draft.addWitness(key) }
        first = try draft.signed(by: authority)
    }

    /// A chain that holds the first roster.
    func chain() throws -> RosterChain {
        var chain = RosterChain(
            trusting: authority.map(\.verifierKey), alliance: Self.alliance)
        _ = try chain.accept(first)
        return chain
    }

    func newest() throws -> VerifiedRoster {
        guard let newest = try chain().newest else { throw FixtureError.noRoster }
        return newest
    }

    func draft(after roster: VerifiedRoster? = nil, day: UInt64 = 10) throws -> RosterDraft {
        try RosterDraft(
            after: roster ?? newest(), issuedAt: Self.day(day), expiresAt: Self.day(day + 90))
    }

    /// A note over any text, signed by the authority.
    func sign(_ text: String) throws -> SignedNote {
        var note = try SignedNote(text: text)
        for signer in authority { note.add(signer.sign(text: text)) }
        return note
    }

    /// The first roster's JSON with an edit, signed again, offered to a new chain.
    func offerFirst(_ edit: (inout JSONValue) throws -> Void) throws -> VerifiedRoster? {
        var json = try JSONValue(parsing: first.text)
        try edit(&json)
        var chain = RosterChain(
            trusting: authority.map(\.verifierKey), alliance: Self.alliance)
        _ = try chain.accept(sign(json.printed))
        return chain.newest
    }

    /// A valid second roster's JSON with an edit, signed again, offered to a chain with the first.
    func offerSecond(
        _ change: (inout RosterDraft) throws -> Void = { _ in },
        edit: (inout JSONValue) throws -> Void = { _ in }
    ) throws -> RosterChain.Acceptance {
        var draft = try draft()
        try change(&draft)
        var json = try JSONValue(parsing: draft.finished().text)
        try edit(&json)
        var chain = try chain()
        return try chain.accept(sign(json.printed))
    }

    // MARK: Parts

    static func day(_ number: UInt64) -> UTCTimestamp {
        // 2026-01-01
        UTCTimestamp(secondsSince1970: 1_767_225_600).adding(days: number)
    }

    static func signer(
        _ name: String, seed: UInt8, algorithm: VerifierKey.Algorithm = .ed25519
    ) throws -> NoteSigner {
        try NoteSigner(
            name: name, seed: [UInt8](repeating: seed, count: 32), algorithm: algorithm)
    }

    static func tlsKey(_ seed: UInt8) -> Digest { Digest.sha256([seed]) }

    static func logKey(_ seed: UInt8, epoch: UInt32 = 1) throws -> Member.LogKey {
        try Member.LogKey(
            epoch: Epoch(epoch), publicKey: signer("log", seed: seed).verifierKey.publicKey)
    }

    /// Keys have the seeds `seed`, `seed + 1`, `seed + 2`.
    static func descriptor(
        _ id: MemberID, seed: UInt8, roles: [Member.Role] = [.brand]
    ) throws -> MemberDescriptor {
        var descriptor = MemberDescriptor(
            alliance: alliance, id: id, name: "House of \(id)", certificateRequest: "(PEM)")
        descriptor.roles = roles
        descriptor.logKeys = [try logKey(seed)]
        descriptor.cosignerKey = try signer(
            "ipacc.example/cosigner/\(id)", seed: seed + 1, algorithm: .cosignatureV1
        ).verifierKey
        descriptor.answerKey = try signer("ipacc.example/answer/\(id)", seed: seed + 2).verifierKey
        descriptor.endpoint = try PeerEndpoint(parsing: "https://\(id).example:8443")
        return descriptor
    }

    static func hubDescriptor() throws -> MemberDescriptor {
        try descriptor(hub, seed: 10, roles: [.platform, .witness])
    }

    static func aurelleDescriptor() throws -> MemberDescriptor {
        var descriptor = try descriptor(aurelle, seed: 20)
        descriptor.channels = [luxury]
        descriptor.prefixes = [try CompanyPrefix(parsing: "4012345")]
        descriptor.codeSchemes = [try CodeScheme(parsing: "aurelle-chip")]
        return descriptor
    }

    static func origin(
        _ member: MemberID, _ channel: ChannelID = .alliance, epoch: UInt32 = 1
    ) -> LogOrigin {
        LogOrigin(alliance: alliance, channel: channel, member: member, epoch: Epoch(epoch))
    }

    /// An end at 7 entries.
    static let end = LogEnd.Until.checkpoint(size: 7, root: Digest.sha256([7]))
}

enum FixtureError: Error { case noRoster, noPath(String) }

/// Reads the error that a roster is refused with.
func refusal(_ body: () throws -> Void) -> RosterError? {
    do {
        try body()
        return nil
    } catch {
        return error as? RosterError
    }
}

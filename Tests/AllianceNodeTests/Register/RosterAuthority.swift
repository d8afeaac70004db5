import AllianceNames
import AllianceNode
import Credentials
import Crypto
import Replication
import Roster
import TransparencyLog

/// An authority that signs whatever a test asks of it: one roster after the other, or two in the place
/// of one.
struct RosterAuthority {
    static let alliance = AllianceID(unchecked: "roster.example")
    /// A day; rosters are issued on it or after.
    static let start = UTCTimestamp(secondsSince1970: 1_780_000_000)

    let signer: NoteSigner
    private let descriptors: [(MemberDescriptor, TransparencyLog.Digest)]

    init(_ members: [String] = ["hub", "brand", "rival"]) throws {
        signer = try NoteSigner(
            name: KeyName.authority(of: Self.alliance), privateKey: Curve25519.Signing.PrivateKey())
        descriptors = try members.enumerated().map { place, name in
            let id = MemberID(unchecked: name)
            let keys = MemberKeys()
            var descriptor = try keys.descriptor(of: id, name: name, in: Self.alliance)
            descriptor.roles = name == "hub" ? [.platform] : [.brand]
            descriptor.endpoint = try PeerEndpoint(parsing: "https://127.0.0.1:\(4_000 + place)")
            return (descriptor, CertificateRequest.spkiDigest(of: keys.tls))
        }
    }

    /// Version 1, of everybody.
    func first() throws -> SignedNote {
        var draft = RosterDraft(
            alliance: Self.alliance, authority: [signer.verifierKey], issuedAt: Self.start,
            expiresAt: Self.start.adding(days: 30))
        for (descriptor, key) in descriptors { try draft.admit(descriptor, tlsKey: key) }
        return try draft.signed(by: [signer])
    }

    /// The successor of the newest roster of a chain, issued that many days after the start and valid
    /// for so many.
    func next(
        after chain: RosterChain, day: UInt64, days: UInt64 = 30,
        signedBy others: [NoteSigner]? = nil,
        _ change: (inout RosterDraft) throws -> Void = { _ in }
    ) throws -> SignedNote {
        guard let newest = chain.newest else { throw NodeError.noRegister("chain") }
        let issued = Self.start.adding(days: day)
        var draft = RosterDraft(
            after: newest, issuedAt: issued, expiresAt: issued.adding(days: days))
        try change(&draft)
        return try draft.signed(by: others ?? [signer])
    }

    func chain() throws -> RosterChain {
        var chain = RosterChain(trusting: [signer.verifierKey], alliance: Self.alliance)
        _ = try chain.accept(first())
        return chain
    }

    /// Notes of versions 1 to `count`, one a day.
    func chain(of count: UInt64, days: UInt64 = 30) throws -> RosterChain {
        var chain = try chain()
        for version in 2...max(2, count) where version <= count {
            _ = try chain.accept(next(after: chain, day: version, days: days))
        }
        return chain
    }

    /// A register that holds the notes given, on a clock that stands at a day.
    func register(
        _ notes: [SignedNote], in store: any LogStore = InMemoryLogStore(), day: UInt64 = 2
    ) throws -> RosterRegister {
        let time = Self.start.adding(days: day).millisecondsSince1970
        let register = try RosterRegister(
            trusting: [signer.verifierKey], alliance: Self.alliance, store: store,
            clock: WallClock { time })
        for note in notes { try register.accept(note) }
        return register
    }
}

import AllianceNames
import Roster
import Testing
import TransparencyLog

@Suite struct WitnessPolicyTests {
    private typealias Fixture = AllianceFixture

    /// Seeds of the fixture's cosigner keys.
    private static let cosigners: [(MemberID, UInt8)] = [
        (Fixture.hub, 11), (Fixture.aurelle, 21), (Fixture.borealis, 31), (Fixture.scout, 41),
    ]

    private func signer(_ member: MemberID) throws -> NoteSigner {
        let seed = Self.cosigners.first { $0.0 == member }?.1 ?? 0
        return try Fixture.signer(
            "ipacc.example/cosigner/\(member)", seed: seed, algorithm: .cosignatureV1)
    }

    private func roster(_ witnesses: [MemberID]) throws -> VerifiedRoster {
        let fixture = try Fixture()
        var chain = try fixture.chain()
        var draft = try fixture.draft()
        for member in witnesses { try draft.makeWitness(member) }
        _ = try chain.accept(draft.signed(by: fixture.authority))
        return try #require(chain.newest)
    }

    /// A checkpoint of a log, cosigned by members at times.
    private func cosigned(
        _ origin: LogOrigin, _ lines: [(MemberID, UInt64)], in roster: VerifiedRoster
    ) throws -> CosignedCheckpoint {
        let seed: UInt8 = origin.member == Fixture.hub ? 10 : 30
        let signer = try Fixture.signer(origin.description, seed: seed)
        var signed = try SignedCheckpoint(
            signing: Checkpoint(origin: origin.description, size: 3, root: .zero), by: signer)
        for (member, time) in lines {
            signed.add(try self.signer(member).sign(text: signed.note.text, timestamp: time))
        }
        return CosignedCheckpoint(
            try signed.verified(by: signer.verifierKey), cosigners: roster.cosigners(of: origin))
    }

    @Test(
        "a checkpoint is witnessed with a quorum of distinct witnesses, since the median of the first"
    )
    func quorum() throws {
        let roster = try roster([Fixture.hub, Fixture.aurelle, Fixture.scout])
        let origin = Fixture.origin(Fixture.borealis)
        let policy = roster.witnessPolicy(for: origin)
        #expect(policy.quorum == 3 && policy.witnesses.count == 3)
        func time(_ lines: [(MemberID, UInt64)]) throws -> UInt64? {
            policy.time(of: try cosigned(origin, lines, in: roster))
        }
        #expect(try time([]) == nil)
        #expect(try time([(Fixture.hub, 5), (Fixture.aurelle, 9)]) == nil)
        // One witness twice is one witness.
        #expect(try time([(Fixture.hub, 5), (Fixture.hub, 6), (Fixture.aurelle, 9)]) == nil)
        #expect(
            try time([(Fixture.hub, 5), (Fixture.aurelle, 9), (Fixture.scout, 7)]) == 7)
        // A later line of one of them changes nothing.
        #expect(
            try time([
                (Fixture.hub, 5), (Fixture.aurelle, 9), (Fixture.scout, 7), (Fixture.hub, 99),
            ]) == 7)
    }

    @Test("the author's own cosigner never counts, also where it is a witness of others")
    func own() throws {
        let roster = try roster([Fixture.hub, Fixture.borealis, Fixture.scout])
        let origin = Fixture.origin(Fixture.borealis)
        let policy = roster.witnessPolicy(for: origin)
        #expect(policy.witnesses.count == 2 && policy.quorum == 2)
        let withOwn = try cosigned(
            origin, [(Fixture.hub, 5), (Fixture.borealis, 6)], in: roster)
        // It is kept, since it says how fresh the log is, and counts for nothing.
        #expect(withOwn.cosignerCount == 2)
        #expect(policy.time(of: withOwn) == nil)
        #expect(
            policy.time(
                of: try cosigned(origin, [(Fixture.hub, 5), (Fixture.scout, 6)], in: roster)) == 5)
        #expect(roster.witnessPolicy(for: Fixture.origin(Fixture.scout)).quorum == 2)
        #expect(roster.witnessPolicy(for: Fixture.origin(Fixture.aurelle)).quorum == 3)
    }

    @Test("with no witness but the author nothing is witnessed")
    func alone() throws {
        let roster = try roster([])
        let origin = Fixture.origin(Fixture.hub)
        let policy = roster.witnessPolicy(for: origin)
        #expect(policy.witnesses.isEmpty)
        #expect(policy.quorum == 1)
        #expect(policy.time(of: try cosigned(origin, [(Fixture.hub, 5)], in: roster)) == nil)
    }

    @Test("a witness that ended is none again with the same key, and nothing is half done")
    func ended() throws {
        let fixture = try Fixture()
        var chain = try fixture.chain()
        var draft = try fixture.draft()
        for member in [Fixture.hub, Fixture.aurelle] { try draft.makeWitness(member) }
        _ = try chain.accept(draft.signed(by: fixture.authority))
        var next = try fixture.draft(after: chain.newest, day: 11)
        try next.endWitness(Fixture.hub)
        #expect(next.roster.quorum == 1)
        let ended = next.roster
        #expect(
            refusal { try next.makeWitness(Fixture.hub) }
                == .witnessEnded(member: Fixture.hub.rawValue))
        #expect(next.roster == ended)
    }

    @Test("two quorums of a log always share more witnesses than may cheat", arguments: 1...60)
    func intersect(witnesses: Int) {
        // As the policy reckons for an author that is one of them, and for one that is not.
        for eligible in [witnesses, witnesses - 1] where eligible > 0 {
            let quorum = max(
                Roster.quorumMin(witnesses: eligible),
                Roster.quorumMin(witnesses: witnesses) - (witnesses - eligible))
            let cheating = (eligible - 1) / 3
            #expect(quorum <= eligible, "\(witnesses)")
            #expect(2 * quorum - eligible > cheating, "\(witnesses)")
        }
    }

    @Test("a witness is reached as the member whose cosigner key it is")
    func member() throws {
        let roster = try roster([Fixture.hub, Fixture.scout])
        #expect(roster.cosigners(of: Fixture.origin(Fixture.borealis)).count == 3)
        for member in [Fixture.hub, Fixture.scout] {
            #expect(roster.member(ofWitness: try signer(member).verifierKey) == member)
        }
        let outsider = try Fixture.signer("w.example", seed: 99, algorithm: .cosignatureV1)
        #expect(roster.member(ofWitness: outsider.verifierKey) == nil)
    }

    @Test("a member without a cosigner key becomes no witness; one that ended counts no more")
    func drafts() throws {
        let fixture = try Fixture()
        var draft = try fixture.draft()
        #expect(draft.roster.quorum == 1)
        try draft.makeWitness(Fixture.aurelle)
        try draft.makeWitness(Fixture.borealis)
        #expect(draft.roster.quorum == 3)
        try draft.endWitness(Fixture.borealis)
        #expect(draft.roster.quorum == 2)
        _ = try draft.finished()
        let again = refusal { try draft.makeWitness(Fixture.borealis) }
        #expect(again?.keyword == "witness-ended")
        var unknown = try fixture.draft()
        #expect(refusal { try unknown.makeWitness(MemberID(unchecked: "nobody")) } != nil)
    }

    @Test(
        "a witness that has another cosigner key counts once, with that one in the place of the other"
    )
    func replaced() throws {
        let fixture = try Fixture()
        var chain = try fixture.chain()
        var draft = try fixture.draft()
        for member in [Fixture.hub, Fixture.aurelle] { try draft.makeWitness(member) }
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let (old, new) = (
            try signer(Fixture.aurelle).verifierKey,
            try Fixture.signer(
                "ipacc.example/cosigner/\(Fixture.aurelle)", seed: 77, algorithm: .cosignatureV1
            ).verifierKey
        )
        func inUse() throws -> VerifierKey? {
            try #require(chain.newest).cosignerKey(of: Fixture.aurelle, among: [old, new])
        }
        #expect(try inUse() == old)
        var wished = try Fixture.descriptor(Fixture.aurelle, seed: 20, roles: [.brand])
        wished.cosignerKey = new
        // Admitted, and not named as a witness: the one before counts, and so it signs.
        var admitting = try fixture.draft(after: chain.newest, day: 11)
        try admitting.admit(wished, tlsKey: Fixture.tlsKey(20))
        #expect(admitting.witnessKey(of: Fixture.aurelle) == old)
        _ = try chain.accept(admitting.signed(by: fixture.authority))
        #expect(try inUse() == old)
        var naming = try fixture.draft(after: chain.newest, day: 12)
        try naming.makeWitness(Fixture.aurelle)
        #expect(naming.roster.witnesses.count { $0.isActive } == 2 && naming.roster.quorum == 2)
        _ = try chain.accept(naming.signed(by: fixture.authority))
        #expect(try inUse() == new)
        let roster = try #require(chain.newest)
        let policy = roster.witnessPolicy(for: Fixture.origin(Fixture.borealis))
        #expect(policy.witnesses.contains(new) && !policy.witnesses.contains(old))
        // Whoever holds the first alone signs with it for as long as the register names it.
        #expect(roster.cosignerKey(of: Fixture.aurelle, among: [old]) == old)
    }

    @Test("a cosigner key that is shut out confirms nothing more, and is in use no more")
    func shutOut() throws {
        let fixture = try Fixture()
        var chain = try fixture.chain()
        var draft = try fixture.draft()
        for member in [Fixture.hub, Fixture.aurelle] { try draft.makeWitness(member) }
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let key = try signer(Fixture.aurelle).verifierKey
        var next = try fixture.draft(after: chain.newest, day: 11)
        try next.endKey(key, of: Fixture.aurelle)
        #expect(next.witnessKey(of: Fixture.aurelle) == nil && next.roster.quorum == 1)
        _ = try chain.accept(next.signed(by: fixture.authority))
        let roster = try #require(chain.newest)
        let policy = roster.witnessPolicy(for: Fixture.origin(Fixture.borealis))
        #expect(!policy.witnesses.contains(key))
        #expect(roster.cosignerKey(of: Fixture.aurelle, among: [key]) == nil)
    }

    @Test("a member that takes no connections becomes no witness, nor a witness such a member")
    func outbound() throws {
        let fixture = try Fixture()
        let unreachable = RosterError.witnessUnreachable(member: "newcomer")
        var wished = try Fixture.descriptor(
            MemberID(unchecked: "newcomer"), seed: 90, roles: [.brand])
        let (reachable, tls) = (wished.endpoint, Fixture.tlsKey(90))
        wished.endpoint = nil
        var draft = try fixture.draft()
        try draft.admit(wished, tlsKey: tls)
        #expect(refusal { try draft.makeWitness(wished.id) } == unreachable)
        #expect(draft.roster.quorum == 1, "nothing is half done")
        _ = try draft.finished()
        // By its descriptor neither.
        wished.roles = [.brand, .witness]
        var byRole = try fixture.draft()
        #expect(refusal { try byRole.admit(wished, tlsKey: tls) } == unreachable)
        wished.endpoint = reachable
        var witness = try fixture.draft()
        try witness.admit(wished, tlsKey: tls)
        try witness.makeWitness(wished.id)
        wished.endpoint = nil
        #expect(refusal { try witness.admit(wished, tlsKey: tls) } == unreachable)
        // Once it is none any more it may.
        try witness.endWitness(wished.id)
        try witness.admit(wished, tlsKey: tls)
        #expect(try witness.finished().quorum == 1)
    }
}

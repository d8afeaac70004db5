import AllianceNames
import GS1
import Roster
import Statements
import Testing
import TransparencyLog

@Suite struct RosterDraftTests {
    typealias Fixture = AllianceFixture
    let fixture: AllianceFixture
    init() throws { fixture = try AllianceFixture() }

    @Test("a first roster has an authority, the channel of all, and nobody in it")
    func empty() throws {
        let draft = RosterDraft(
            alliance: Fixture.alliance, authority: fixture.authority.map(\.verifierKey),
            issuedAt: Fixture.day(0), expiresAt: Fixture.day(1))
        let roster = try draft.finished()
        #expect(roster.version == 1 && roster.previous == nil)
        #expect(roster.members.isEmpty && roster.channels.map(\.id) == [.alliance])
        #expect(roster.authority.threshold == 1)
    }

    @Test("the same changes make the same bytes, in whatever order members come")
    func deterministic() throws {
        func text(_ order: [MemberID]) throws -> String {
            var draft = RosterDraft(
                alliance: Fixture.alliance, authority: fixture.authority.map(\.verifierKey),
                issuedAt: Fixture.day(0), expiresAt: Fixture.day(1))
            for id in order {
                let seed: UInt8 = id == Fixture.hub ? 10 : id == Fixture.borealis ? 30 : 40
                try draft.admit(
                    Fixture.descriptor(id, seed: seed), tlsKey: Fixture.tlsKey(seed))
            }
            return try draft.finished().text
        }
        let one = try text([Fixture.hub, Fixture.borealis, Fixture.scout])
        let members = try Roster(parsing: one).members.map(\.id)
        #expect(members == [Fixture.borealis, Fixture.hub, Fixture.scout])
        let other = try Roster(parsing: text([Fixture.scout, Fixture.borealis, Fixture.hub]))
        #expect(try other.members == Roster(parsing: one).members)
    }

    @Test("a descriptor that is admitted already changes nothing")
    func idempotent() throws {
        var draft = try fixture.draft()
        #expect(!draft.hasChanges)
        try draft.admit(Fixture.aurelleDescriptor(), tlsKey: Fixture.tlsKey(20))
        #expect(!draft.hasChanges)
        try draft.admit(Fixture.aurelleDescriptor(), tlsKey: Fixture.tlsKey(21))
        #expect(draft.hasChanges)
    }

    @Test("what the authority has ended does not come back by the descriptor that wished it")
    func endedStaysEnded() throws {
        var draft = try fixture.draft()
        try draft.endSeat(
            of: Fixture.aurelle, in: Fixture.luxury,
            logEnds: [Fixture.origin(Fixture.aurelle, Fixture.luxury): .void])
        try draft.endPrefix(CompanyPrefix(parsing: "4012345"), of: Fixture.aurelle)
        try draft.endScheme(CodeScheme(parsing: "aurelle-chip"), of: Fixture.aurelle)
        try draft.endRole(.brand, of: Fixture.aurelle)
        try draft.endTLSKey(Fixture.tlsKey(20), of: Fixture.aurelle)
        let ended = try draft.finished()
        try draft.admit(Fixture.aurelleDescriptor(), tlsKey: Fixture.tlsKey(20))
        #expect(try draft.finished() == ended)
    }

    @Test("a seat that ended with its log and is given again reads, and writes in the next epoch")
    func seatAgain() throws {
        var chain = try fixture.chain()
        var draft = try fixture.draft()
        try draft.endSeat(
            of: Fixture.aurelle, in: Fixture.luxury,
            logEnds: [Fixture.origin(Fixture.aurelle, Fixture.luxury): Fixture.end])
        _ = try chain.accept(draft.signed(by: fixture.authority))
        draft = try fixture.draft(after: chain.newest, day: 20)
        try draft.seat(Fixture.aurelle, in: Fixture.luxury)
        _ = try chain.accept(draft.signed(by: fixture.authority))
        #expect(chain.newest?.mayRead(Fixture.aurelle, Fixture.luxury) == true)
        #expect(chain.newest?.mayWrite(Fixture.aurelle, Fixture.luxury) == false)
        draft = try fixture.draft(after: chain.newest, day: 30)
        try draft.beginEpoch(
            of: Fixture.aurelle, key: Fixture.logKey(77, epoch: 2),
            logEnds: [Fixture.origin(Fixture.aurelle): Fixture.end])
        _ = try chain.accept(draft.signed(by: fixture.authority))
        #expect(chain.newest?.mayWrite(Fixture.aurelle, Fixture.luxury) == true)
        #expect(
            chain.newest?.scope(of: Fixture.origin(Fixture.aurelle, Fixture.luxury))
                == .until(size: 7, root: Digest.sha256([7])))
    }

    @Test("a removal ends all that is the member's, its witness key with the quorum included")
    func removal() throws {
        var draft = try fixture.draft()
        #expect(
            refusal { try draft.remove(Fixture.hub, logEnds: [:]) }
                == .logNotEnded(origin: "ipacc.example/alliance/hub/e1"))
        try draft.remove(Fixture.hub, logEnds: [Fixture.origin(Fixture.hub): Fixture.end])
        let roster = try draft.finished()
        #expect(roster.quorum == 1 && roster.witnesses.allSatisfy { !$0.isActive })
        #expect(roster.members.first { $0.id == Fixture.hub }?.isActive == false)
        #expect(
            refusal { try draft.admit(Fixture.hubDescriptor(), tlsKey: Fixture.tlsKey(10)) }
                == .untilRemoved(what: "member hub"))
        #expect(
            refusal { try draft.grant(.brand, to: Fixture.hub) } == .notMember("hub"))
    }

    @Test("an end taken from a checkpoint is its size and root")
    func endFromCheckpoint() throws {
        let origin = Fixture.origin(Fixture.scout)
        let signer = try Fixture.signer(origin.description, seed: 40)
        let checkpoint = Checkpoint(
            origin: origin.description, size: 5, root: Digest.sha256([5]))
        let verified = try SignedCheckpoint(signing: checkpoint, by: signer)
            .verified(by: signer.verifierKey)
        #expect(LogEnd.Until(verified) == .checkpoint(size: 5, root: Digest.sha256([5])))
    }

    @Test("epochs follow on one another, and an epoch's key stays")
    func epochs() throws {
        var draft = try fixture.draft()
        let id = Fixture.scout
        let ends = [Fixture.origin(id): Fixture.end]
        #expect(
            refusal {
                try draft.beginEpoch(of: id, key: Fixture.logKey(77, epoch: 3), logEnds: ends)
            } == .wrongEpoch(member: "scout", expected: "e2", found: "e3"))
        #expect(
            refusal { try draft.beginEpoch(of: id, key: Fixture.logKey(77), logEnds: ends) }
                == .keyChanged(what: "log key e1 of member scout"))
        #expect(
            refusal { try draft.beginEpoch(of: id, key: Fixture.logKey(77, epoch: 2)) }
                == .logNotEnded(origin: "ipacc.example/alliance/scout/e1"))
        try draft.beginEpoch(of: id, key: Fixture.logKey(77, epoch: 2), logEnds: ends)
        _ = try draft.finished()
    }

    @Test("a descriptor of another alliance, or wishing an unknown channel, is refused")
    func refusals() throws {
        var draft = try fixture.draft()
        var descriptor = try Fixture.descriptor(MemberID(unchecked: "new"), seed: 50)
        descriptor.channels = [ChannelID(unchecked: "nowhere")]
        #expect(
            refusal { try draft.admit(descriptor, tlsKey: Fixture.tlsKey(50)) }
                == .notChannel("nowhere"))
        let foreign = MemberDescriptor(
            alliance: AllianceID(unchecked: "other"), id: Fixture.scout, name: "x",
            certificateRequest: "")
        #expect(
            refusal { try draft.admit(foreign, tlsKey: .zero) }
                == .alliance(expected: "ipacc.example", found: "other"))
        #expect(
            refusal { try draft.endPrefix(CompanyPrefix(parsing: "4012345"), of: Fixture.scout) }?
                .keyword == "not-held")
        #expect(
            refusal {
                try draft.endSeat(of: Fixture.scout, in: Fixture.luxury, logEnds: [:])
            }?.keyword == "not-held")
    }

    @Test(
        "a log ends while its member stays, is not written to, and is followed by the next epoch's")
    func endedEarly() throws {
        let origin = Fixture.origin(Fixture.aurelle, Fixture.luxury)
        var chain = try fixture.chain()
        var draft = try fixture.draft()
        try draft.endLogs([origin: Fixture.end])
        #expect(refusal { try draft.endLogs([origin: .void]) }?.keyword == "not-held")
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let ended = try #require(chain.newest)
        #expect(ended.scope(of: origin) == .until(size: 7, root: Digest.sha256([7])))
        #expect(!ended.mayWrite(Fixture.aurelle, Fixture.luxury))
        #expect(ended.mayWrite(Fixture.aurelle, .alliance))
        #expect(ended.mayRead(Fixture.aurelle, Fixture.luxury))

        // Only what is still open takes an end now.
        var next = try fixture.draft(after: ended, day: 20)
        let key = try Fixture.logKey(77, epoch: 2)
        let open = Fixture.origin(Fixture.aurelle)
        #expect(
            refusal { try next.beginEpoch(of: Fixture.aurelle, key: key) }?.keyword
                == "log-not-ended")
        try next.beginEpoch(of: Fixture.aurelle, key: key, logEnds: [open: .void])
        _ = try chain.accept(next.signed(by: fixture.authority))
        let newest = try #require(chain.newest)
        #expect(
            newest.scope(of: Fixture.origin(Fixture.aurelle, Fixture.luxury, epoch: 2)) == .open)
        #expect(newest.scope(of: origin) == .until(size: 7, root: Digest.sha256([7])))
    }

    @Test("a draft that breaks a rule is not finished, and so not signed")
    func unfinished() throws {
        var draft = try fixture.draft()
        try draft.grant(CompanyPrefix(parsing: "40123"), to: Fixture.scout)
        #expect(
            refusal { _ = try draft.signed(by: fixture.authority) }?.keyword == "prefix-overlap")
    }

    @Test("an alliance of 200 members stays well below the longest roster")
    func size() throws {
        var draft = RosterDraft(
            alliance: Fixture.alliance, authority: fixture.authority.map(\.verifierKey),
            issuedAt: Fixture.day(0), expiresAt: Fixture.day(1))
        for number in UInt16(0)..<200 {
            func key(_ kind: UInt8) throws -> [UInt8] {
                let seed = Digest.sha256([kind, UInt8(number / 256), UInt8(number % 256)])
                return try NoteSigner(name: "k", seed: seed.bytes).verifierKey.publicKey
            }
            let id = MemberID(unchecked: "member-\(number)")
            var descriptor = MemberDescriptor(
                alliance: Fixture.alliance, id: id, name: "A House with a Name",
                certificateRequest: "")
            descriptor.roles = [.brand]
            descriptor.logKeys = [try Member.LogKey(epoch: Epoch(1), publicKey: key(1))]
            descriptor.cosignerKey = try VerifierKey(
                name: "ipacc.example/cosigner/\(id)", algorithm: .cosignatureV1,
                publicKey: key(2))
            descriptor.answerKey = try VerifierKey(
                name: "ipacc.example/answer/\(id)", algorithm: .ed25519, publicKey: key(3))
            descriptor.prefixes = [try CompanyPrefix(parsing: "\(4_000_000 + Int(number))")]
            try draft.admit(descriptor, tlsKey: Digest.sha256(key(3)))
        }
        #expect(try draft.finished().text.utf8.count < Roster.textBytesMax / 2)
    }
}

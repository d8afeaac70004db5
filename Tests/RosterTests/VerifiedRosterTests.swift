import AllianceNames
import GS1
import Roster
import Statements
import Testing
import TransparencyLog

@Suite struct VerifiedRosterTests {
    typealias Fixture = AllianceFixture
    let fixture: AllianceFixture
    let roster: VerifiedRoster
    /// A roster with everything that can end, ended.
    let later: VerifiedRoster

    init() throws {
        fixture = try AllianceFixture()
        roster = try fixture.newest()
        var draft = try fixture.draft()
        try draft.remove(Fixture.scout, logEnds: [Fixture.origin(Fixture.scout): Fixture.end])
        try draft.endSeat(
            of: Fixture.aurelle, in: Fixture.luxury,
            logEnds: [Fixture.origin(Fixture.aurelle, Fixture.luxury): .void])
        try draft.beginEpoch(
            of: Fixture.borealis, key: Fixture.logKey(77, epoch: 2),
            logEnds: [Fixture.origin(Fixture.borealis): Fixture.end])
        try draft.endTLSKey(Fixture.tlsKey(30), of: Fixture.borealis)
        var renewed = try Fixture.descriptor(Fixture.borealis, seed: 30)
        renewed.logKeys = []
        try draft.admit(renewed, tlsKey: Fixture.tlsKey(31))
        try draft.admit(renewed, tlsKey: Fixture.tlsKey(32))
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))
        later = try #require(chain.newest)
    }

    @Test("members are found, with their roles, and those who left are known as such")
    func members() throws {
        #expect(roster.isActive(Fixture.scout))
        #expect(roster.has(Fixture.hub, role: .platform))
        #expect(!roster.has(Fixture.hub, role: .brand))
        #expect(!later.isActive(Fixture.scout))
        #expect(later.member(Fixture.scout)?.name == "House of scout")
        #expect(!later.has(Fixture.scout, role: .investigator))
        #expect(later.endpoint(of: Fixture.scout) == nil)
        #expect(roster.endpoint(of: Fixture.scout)?.host == "scout.example")
        let stranger = MemberID(unchecked: "stranger")
        #expect(roster.member(stranger) == nil && !roster.isActive(stranger))
        #expect(later.activeMembers.map(\.id) == [Fixture.aurelle, Fixture.borealis, Fixture.hub])
    }

    @Test("a channel is read by whoever has an open seat, and by nobody who has left")
    func channels() {
        #expect(roster.channels(readableBy: Fixture.aurelle) == [.alliance, Fixture.luxury])
        #expect(roster.channels(readableBy: Fixture.borealis) == [.alliance])
        #expect(!roster.mayRead(Fixture.borealis, Fixture.luxury))
        #expect(later.channels(readableBy: Fixture.aurelle) == [.alliance])
        #expect(!later.mayRead(Fixture.aurelle, Fixture.luxury))
        #expect(later.channels(readableBy: Fixture.scout).isEmpty)
        #expect(!later.mayRead(Fixture.scout, .alliance))
        #expect(!roster.mayRead(Fixture.aurelle, ChannelID(unchecked: "nowhere")))
        #expect(later.channels(everReadBy: Fixture.aurelle) == [.alliance, Fixture.luxury])
        #expect(later.channels(everReadBy: Fixture.borealis) == [.alliance])
        #expect(later.channels(everReadBy: Fixture.scout).isEmpty)
        #expect(roster.channel(Fixture.luxury)?.marking == .amberStrict)
    }

    @Test("a member writes where its newest epoch's log is open")
    func writing() {
        #expect(roster.mayWrite(Fixture.aurelle, Fixture.luxury))
        #expect(!roster.mayWrite(Fixture.borealis, Fixture.luxury))
        #expect(!later.mayWrite(Fixture.aurelle, Fixture.luxury))
        #expect(!later.mayWrite(Fixture.scout, .alliance))
        #expect(later.mayWrite(Fixture.borealis, .alliance))
        #expect(
            later.currentLog(of: Fixture.borealis, in: .alliance)?.origin
                == Fixture.origin(Fixture.borealis, epoch: 2))
    }

    @Test("a log's scope is open, up to its end, or never")
    func scopes() {
        #expect(roster.scope(of: Fixture.origin(Fixture.scout)) == .open)
        let scope = later.scope(of: Fixture.origin(Fixture.scout))
        #expect(scope == .until(size: 7, root: Digest.sha256([7])))
        #expect(scope.admits(6) && !scope.admits(7))
        #expect(later.scope(of: Fixture.origin(Fixture.aurelle, Fixture.luxury)) == .never)
        #expect(later.scope(of: Fixture.origin(Fixture.borealis)).admits(6))
        #expect(later.scope(of: Fixture.origin(Fixture.borealis, epoch: 2)) == .open)
        #expect(LogScope.open.admits(.max) && !LogScope.never.admits(0))
    }

    @Test("a log the roster knows nothing of is never in scope and has no key")
    func unknownLogs() {
        let unknown = [
            Fixture.origin(Fixture.borealis, Fixture.luxury),
            Fixture.origin(Fixture.aurelle, epoch: 2),
            Fixture.origin(MemberID(unchecked: "stranger")),
            LogOrigin(
                alliance: AllianceID(unchecked: "other"), channel: .alliance,
                member: Fixture.aurelle, epoch: Epoch(1)),
        ]
        for origin in unknown {
            #expect(roster.scope(of: origin) == .never, "\(origin)")
            #expect(roster.logKey(for: origin) == nil, "\(origin)")
        }
    }

    @Test("a log's key is the epoch's, under the origin's name, and stays known when it has ended")
    func logKeys() throws {
        for origin in [Fixture.origin(Fixture.scout), Fixture.origin(Fixture.borealis)] {
            let seed: UInt8 = origin.member == Fixture.scout ? 40 : 30
            let signer = try Fixture.signer(origin.description, seed: seed)
            #expect(roster.logKey(for: origin) == signer.verifierKey)
            #expect(later.logKey(for: origin) == signer.verifierKey)
        }
        let second = Fixture.origin(Fixture.borealis, epoch: 2)
        #expect(
            try later.logKey(for: second)
                == Fixture.signer(second.description, seed: 77).verifierKey)
    }

    @Test("logs travel to readers of their channel: open and ended ones, no void ones")
    func logsReadable() {
        #expect(
            later.logs(readableBy: Fixture.hub).map(\.origin) == [
                Fixture.origin(Fixture.aurelle), Fixture.origin(Fixture.borealis),
                Fixture.origin(Fixture.borealis, epoch: 2), Fixture.origin(Fixture.hub),
                Fixture.origin(Fixture.scout),
            ])
        #expect(later.logs(readableBy: Fixture.scout).isEmpty)
        #expect(
            roster.logs(readableBy: Fixture.aurelle).contains {
                $0.origin == Fixture.origin(Fixture.aurelle, Fixture.luxury)
            })
        #expect(roster.logs.count == 5 && later.logs.count == 6)
        #expect(later.logs.map(\.origin) == later.logs.map(\.origin).sorted())
    }

    @Test("a member has several TLS keys during renewal, and none once it has ended")
    func tlsKeys() {
        #expect(roster.acceptsTLSKey(Fixture.borealis, spkiDigest: Fixture.tlsKey(30)))
        #expect(!roster.acceptsTLSKey(Fixture.aurelle, spkiDigest: Fixture.tlsKey(30)))
        #expect(!later.acceptsTLSKey(Fixture.borealis, spkiDigest: Fixture.tlsKey(30)))
        #expect(later.acceptsTLSKey(Fixture.borealis, spkiDigest: Fixture.tlsKey(31)))
        #expect(later.acceptsTLSKey(Fixture.borealis, spkiDigest: Fixture.tlsKey(32)))
        #expect(roster.acceptsTLSKey(Fixture.scout, spkiDigest: Fixture.tlsKey(40)))
        #expect(!later.acceptsTLSKey(Fixture.scout, spkiDigest: Fixture.tlsKey(40)))
    }

    @Test("answer and cosigner keys are those that have not ended")
    func answerKeys() throws {
        let answer = try Fixture.signer("ipacc.example/answer/scout", seed: 42).verifierKey
        #expect(roster.answerKeys(of: Fixture.scout) == [answer])
        #expect(roster.cosignerKeys(of: Fixture.scout).map(\.algorithm) == [.cosignatureV1])
        #expect(later.answerKeys(of: Fixture.scout).isEmpty)
        #expect(later.cosignerKeys(of: Fixture.scout).isEmpty)
    }

    @Test(
        "a member answers with the newest of its keys that is open, and with none that waits or has ended"
    )
    func answerKeyInUse() throws {
        let first = try #require(roster.answerKeys(of: Fixture.scout).first)
        let further = try Fixture.signer("ipacc.example/answer/scout", seed: 43).verifierKey
        func inUse(_ roster: VerifiedRoster) -> VerifierKey? {
            roster.answerKey(of: Fixture.scout, among: [first, further])
        }
        #expect(inUse(roster) == first)
        var chain = try fixture.chain()
        var naming = try fixture.draft()
        var descriptor = try Fixture.descriptor(
            Fixture.scout, seed: 40, roles: [.investigator])
        descriptor.answerKey = further
        try naming.admit(descriptor, tlsKey: Fixture.tlsKey(40))
        _ = try chain.accept(naming.signed(by: fixture.authority))
        let named = try #require(chain.newest)
        #expect(inUse(named) == further)
        #expect(named.answerKeys(of: Fixture.scout) == [first, further])
        var ending = try fixture.draft(after: named, day: 11)
        try ending.endKey(further, of: Fixture.scout)
        _ = try chain.accept(ending.signed(by: fixture.authority))
        #expect(try inUse(#require(chain.newest)) == first)
    }

    @Test("an author's own cosigner is no witness of its logs")
    func witnesses() throws {
        let hub = try #require(try Fixture.hubDescriptor().cosignerKey)
        #expect(roster.witnesses(of: Fixture.origin(Fixture.aurelle)) == [hub])
        #expect(roster.witnesses(of: Fixture.origin(Fixture.hub)).isEmpty)
        var draft = try fixture.draft()
        try draft.endWitness(hub)
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))
        #expect(chain.newest?.witnesses(of: Fixture.origin(Fixture.aurelle)).isEmpty == true)
    }
}

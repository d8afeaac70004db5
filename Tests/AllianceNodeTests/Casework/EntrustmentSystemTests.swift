import AllianceNames
import AllianceNode
import CRDT
import Casework
import Credentials
import Foundation
import MergedView
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Reports that one member publishes for another, between running nodes over TLS. `brand` takes no
/// connections: what is said to it goes through the hub.
@Suite("A report through another member, between running nodes over TLS", .serialized)
struct EntrustmentSystemTests {
    fileprivate static let person = Colleague(
        PersonID(unchecked: "ina"), [.view, .draft, .report, .approve])

    /// - Parameters:
    ///   - asker: who is not to be named.
    ///   - publisher: who is asked.
    private func published(_ asker: CaseworkParty, _ publisher: CaseworkParty, _ domain: String)
        async throws
    {
        let id = try await asker.entrust([domain, "left-out.example"], to: publisher.member)
        try await eventually { try await publisher.stage(id) == .waiting }
        try await eventually { try await asker.stage(id) == .waiting }
        let asked = try #require(try await publisher.sheet(id)).entrustment
        #expect(asked.partner == asker.member && asked.message == "please")
        let log = publisher.running.opened.writer.origin(in: .alliance)
        let before = try publisher.running.opened.logs.state(of: log)?.size ?? 0

        // The publisher's person makes a draft of it, leaves a row out, words it otherwise, and publishes.
        let taken = try await publisher.desk.takeOn(
            id, revision: asked.revision, by: Self.person)
        let draft = try #require(taken.draft)
        #expect(try publisher.running.opened.logs.state(of: log)?.size ?? 0 == before)
        _ = try await publisher.desk.rewrite(draft, revision: 1, by: Self.person) { content in
            content.reports = Array(content.reports.prefix(1))
            content.reports[0].note = "bought, we are told"
        }
        // It stays where it was asked for.
        await #expect(throws: CaseworkError.text(field: "channel")) {
            try await publisher.desk.rewrite(draft, revision: 2, by: Self.person) {
                $0.channel = OutboundWorld.desk
            }
        }
        _ = try await publisher.desk.publish(draft, revision: 2, by: Self.person)
        try await eventually { try await asker.stage(id) == .published }
        // Who asked sees it in its own copy of the publisher's log.
        try await eventually {
            try await asker.sheet(id)?.rows.first?.relation == .changed
        }
        let sheet = try #require(try await asker.sheet(id))
        #expect(sheet.rows.map(\.relation) == [.changed, nil])
        #expect(sheet.entrustment.entries?.log == log)

        // It counts for the publisher alone, and nothing of who asked stands in it.
        let indicator = try Indicator(.domain, parsing: domain)
        for node in [asker, publisher] {
            let opened = node.running.opened
            try opened.merger.catchUp()
            let state = try opened.view.state(
                of: indicator, in: [.alliance], scope: opened.scope(), at: opened.clock.now())
            #expect(state.asserting.count == 1)
            #expect(state.reports.map(\.member) == [publisher.member])
        }

        // And it is taken back on request.
        let own = try await asker.desk.askWithdrawal(
            id, revision: sheet.entrustment.revision, by: Self.person)
        #expect(own.wantsWithdrawal)
        try await eventually {
            try await publisher.sheet(id)?.entrustment.wantsWithdrawal == true
        }
        let drafted = try await publisher.desk.sheet(draft, for: Self.person) as DraftSheet
        _ = try await publisher.desk.withdraw(
            draft, revision: drafted.draft.revision, by: Self.person)
        try await eventually { try await asker.stage(id) == .withdrawn }
    }

    @Test(
        "directly, and with the hub as the only way; published in the publisher's name, counted once, withdrawn on request",
        .timeLimit(.minutes(30)))
    func throughAnother() async throws {
        let world = try OutboundWorld()
        let hub = try await CaseworkParty(world.home("hub"))
        let brand = try await CaseworkParty(world.home("brand"))
        let customs = try await CaseworkParty(world.home("customs"))
        // Asked directly, told through the hub; and the other way round.
        try await published(brand, customs, "brand-asks.example")
        try await published(customs, brand, "customs-asks.example")
        // Nobody but the two has anything of it.
        #expect(
            try await hub.desk.entrustments(
                for: Self.person, on: nil, after: nil, limit: 2
            ).isEmpty)
        for party in [customs, brand, hub] { try await party.stop() }
    }

    @Test(
        "who says no is heard; what cannot be brought now is brought when it can, over restarts of both",
        .timeLimit(.minutes(30)))
    func refusedAndRestarted() async throws {
        let world = try OutboundWorld()
        let hub = try await CaseworkParty(world.home("hub"))
        var customs = try await CaseworkParty(world.home("customs"))
        // The publisher is away, and who asked is stopped before it comes back.
        let brandsID = MemberID(unchecked: "brand")
        let id = try await customs.entrust(["shop.example"], to: brandsID)
        #expect(try await customs.stage(id) == .sent)
        try await customs.stop()
        var brand = try await CaseworkParty(world.home("brand"))
        customs = try await CaseworkParty(world.home("customs"))
        try await eventually { try await brand.stage(id) == .waiting }
        try await brand.stop()
        // What it acknowledged it still has.
        brand = try await CaseworkParty(world.home("brand"))
        let asked = try #require(try await brand.sheet(id)).entrustment
        #expect(asked.stage == .waiting)
        _ = try await brand.desk.refuse(
            id, revision: asked.revision, reason: "not convincing", by: Self.person)
        try await eventually { try await customs.stage(id) == .refused }
        #expect(try await customs.sheet(id)?.entrustment.reason == "not convincing")
        let log = brand.running.opened.writer.origin(in: .alliance)
        #expect(try brand.running.opened.logs.state(of: log)?.size ?? 0 == 0)
        // What waits and is wanted back is gone at once.
        let other = try await customs.entrust(["other.example"], to: brandsID)
        try await eventually { try await customs.stage(other) == .waiting }
        _ = try await customs.desk.askWithdrawal(
            other, revision: try #require(try await customs.sheet(other)).entrustment.revision,
            by: Self.person)
        try await eventually { try await brand.stage(other) == .withdrawn }
        try await eventually { try await customs.stage(other) == .withdrawn }
        for party in [customs, brand, hub] { try await party.stop() }
    }

    @Test(
        "who asked is told once nothing stands any more, by whatever way and long after the draft is gone"
    )
    func withdrawnOtherwise() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let own = try OpenedNode(alliance.home("own"))
        let other = try OpenedNode(alliance.home("other"))
        let desk = try own.caseworkDesk(secondLook: .never, calls: .concurrent(label: "test"))
        let letters = EntrustmentLetters(desk)
        let asker = other.writer.origin(in: .alliance)
        let rows = try ["shop.example", "mirror.example"].map {
            try EntrustedRow(
                entrusting: IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: $0), basis: .testBuy,
                    confidence: 70, tlp: .amber), in: asker, to: own.member,
                salt: [UInt8](repeating: 1, count: 32), signedBy: other.keys.logSigner(for: asker))
        }
        var generator = SystemRandomNumberGenerator()
        let id = CaseworkID(from: &generator)
        func say(_ letter: EntrustmentLetter) throws {
            let answer = try desk.take(letter.bytes, from: other.member)
            #expect(LetterReceipt(parsing: answer) == .taken)
        }
        /// What is said to who asked since the last time.
        func said() async throws -> [[UInt8]] {
            try await letters.prepare()
            var said: [[UInt8]] = []
            while let letter = try await letters.due().first {
                said.append(letter.content)
                try await letters.arrived(letter)
            }
            return said
        }
        try say(.request(id, channel: .alliance, message: "", rows: rows))
        let taken = try await desk.takeOn(id, revision: 1, by: Self.person)
        let draft = try #require(taken.draft)
        let published = try await desk.publish(draft, revision: 1, by: Self.person)
        let entries = try #require(published.entries)
        #expect(try await said() == [EntrustmentLetter.publication(id, entries, count: 2).bytes])

        // The draft goes after 400 days; what was published stands, and so it does in a view that is folded anew.
        let store = try SQLiteCaseworkStore(path: own.home.caseworkDatabase)
        let late = own.clock.now() + DraftLimits.publishedMilliseconds + 1
        #expect(try store.removeOldDrafts(at: late) == 1)
        try store.close()
        try say(.withdrawalRequest(id))
        func takeBack(_ index: UInt64) async throws {
            try await own.report(
                [.retract(Retraction(dots: [.init(origin: entries.log, index: index)]))],
                to: .alliance)
        }
        #expect(try await said().isEmpty)
        try await takeBack(entries.first)
        #expect(try await said().isEmpty, "a part of it stands")
        try own.view.erase()
        #expect(try await said().isEmpty)
        try own.merger.catchUp()
        #expect(try await said().isEmpty)
        try await takeBack(entries.first + 1)
        #expect(try await said() == [EntrustmentLetter.withdrawal(id).bytes])
        #expect(try await desk.entrusted(id, for: Self.person).entrustment.stage == .withdrawn)
        #expect(try await said().isEmpty)
        try own.close()
        try other.close()
    }

    @Test("what a member sends that is not its own, or not for this node, is refused and not kept")
    func hostile() async throws {
        let alliance = try await ErasureAlliance(["own", "other", "third"])
        let own = try OpenedNode(alliance.home("own"))
        let other = try OpenedNode(alliance.home("other"))
        let desk = try own.caseworkDesk(secondLook: .never, calls: .concurrent(label: "test"))
        var generator = SystemRandomNumberGenerator()
        func rows(
            from signer: OpenedNode, to publisher: MemberID, channel: ChannelID = .alliance,
            as object: OriginalObject? = nil, note: String? = nil
        ) throws -> [EntrustedRow] {
            let origin = signer.writer.origin(in: channel)
            return [
                try EntrustedRow(
                    entrusting: IndicatorAssertion(
                        indicator: try Indicator(.domain, parsing: "shop.example"),
                        basis: .testBuy, confidence: 70, tlp: .amber, note: note,
                        originalObject: object),
                    in: origin, to: publisher,
                    salt: [UInt8](repeating: 1, count: 32),
                    signedBy: signer.keys.logSigner(for: origin))
            ]
        }
        func receipt(_ letter: EntrustmentLetter, from sender: MemberID) throws -> LetterReceipt? {
            LetterReceipt(parsing: try desk.take(letter.bytes, from: sender))
        }
        let id = CaseworkID(from: &generator)
        func request(_ rows: [EntrustedRow], _ channel: ChannelID = .alliance) -> EntrustmentLetter
        {
            .request(id, channel: channel, message: "", rows: rows)
        }
        let third = MemberID(unchecked: "third")
        let hidden = OriginalObject(
            mediaType: "application/stix+json;version=2.1",
            bytes: Array(#"{"type":"indicator","name":"a libel"}"#.utf8))
        for (letter, sender, what) in [
            (request(try rows(from: other, to: own.member)), third, "another's opening"),
            (request(try rows(from: other, to: third)), other.member, "for another publisher"),
            (
                request(try rows(from: other, to: own.member), ChannelID(unchecked: "no-such")),
                other.member, "a channel that is not there"
            ),
            (
                request(try rows(from: other, to: own.member, as: hidden)), other.member,
                "an object that no page shows"
            ),
            (
                request(try rows(from: other, to: own.member, note: "no\u{2060}te")), other.member,
                "a character that nobody sees"
            ),
            (.withdrawalRequest(id), other.member, "what was never asked"),
            (.refusal(id, reason: ""), other.member, "an answer to nothing"),
            (.withdrawal(id), other.member, "an answer to nothing"),
        ] {
            guard case .refused = try receipt(letter, from: sender) else {
                Issue.record("taken: \(what)")
                continue
            }
        }
        for text in ["", "{", "[]", "{\"topic\":\"entrust\"}"] {
            guard
                case .refused? = LetterReceipt(
                    parsing: try desk.take(Array(text.utf8), from: other.member))
            else {
                Issue.record("taken: \(text)")
                continue
            }
        }
        #expect(
            try await desk.entrustments(
                for: Self.person, on: nil, after: nil, limit: 2
            ).isEmpty)
        let right = request(try rows(from: other, to: own.member))
        #expect(try receipt(right, from: other.member) == .taken)
        #expect(try receipt(right, from: other.member) == .taken)
        #expect(
            try await desk.entrustments(
                for: Self.person, on: nil, after: nil, limit: 2
            ).count == 1)
        // Another member says of it what only who asked may say.
        guard case .refused = try receipt(.withdrawalRequest(id), from: third) else {
            Issue.record("a stranger took it back")
            return
        }
        #expect(try await desk.entrusted(id, for: Self.person).entrustment.stage == .waiting)
        try own.close()
        try other.close()
    }

    @Test(
        "a draft that was kept before what nobody sees was refused is neither signed nor handed on")
    func keptBefore() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let own = try OpenedNode(alliance.home("own"))
        let desk = try own.caseworkDesk(secondLook: .never, calls: .concurrent(label: "test"))
        let content = DraftContent(
            channel: .alliance, title: "",
            reports: [
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: "shop.example"), basis: .testBuy,
                    confidence: 70, tlp: .amber, note: "bought\u{202e}")
            ])
        let unseen = CaseworkError.row(1, "'note' has a character that nobody sees, U+202E")
        await #expect(throws: unseen) { try await desk.begin(content, by: Self.person) }
        // The store itself keeps what it is given with a request.
        var generator = SystemRandomNumberGenerator()
        let (id, draft) = (
            CaseworkID(from: &generator),
            Draft(
                id: CaseworkID(from: &generator), author: Self.person.id, content: content,
                createdAt: own.clock.now())
        )
        let store = try SQLiteCaseworkStore(path: own.home.caseworkDatabase)
        let other = MemberID(unchecked: "other")
        try store.receive(
            Entrustment(
                id: id, side: .theirs, partner: other, channel: .alliance, rowCount: 1,
                message: "", createdAt: own.clock.now()), [])
        try store.change(
            entrustment: id, revision: nil, at: own.clock.now(), draft: (draft, content)
        ) {
            try $0.takeOn(as: draft.id, by: Self.person)
            return nil
        }
        try store.close()
        await #expect(throws: unseen) {
            try await desk.publish(draft.id, revision: 1, by: Self.person)
        }
        await #expect(throws: unseen) {
            try await desk.entrust(
                draft.id, revision: 1, to: other, message: "", by: Self.person)
        }
        let log = own.writer.origin(in: .alliance)
        #expect(try own.logs.state(of: log)?.size ?? 0 == 0)
        try own.close()
    }
}

extension CaseworkParty {
    /// Writes a draft of these and has another member asked to publish it.
    fileprivate func entrust(_ domains: [String], to publisher: MemberID) async throws -> CaseworkID
    {
        let content = DraftContent(
            channel: .alliance, title: "for our files only",
            reports: try domains.map {
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: $0), basis: .testBuy,
                    confidence: 80, tlp: .amber, note: "bought")
            })
        let draft = try await desk.begin(content, by: EntrustmentSystemTests.person)
        return try await desk.entrust(
            draft.id, revision: 1, to: publisher, message: "please",
            by: EntrustmentSystemTests.person
        ).id
    }

    fileprivate func sheet(_ id: CaseworkID) async throws -> EntrustedSheet? {
        do {
            return try await desk.entrusted(id, for: EntrustmentSystemTests.person)
        } catch CaseworkError.notThere {
            return nil
        }
    }

    fileprivate func stage(_ id: CaseworkID) async throws -> Entrustment.Stage? {
        try await sheet(id)?.entrustment.stage
    }
}

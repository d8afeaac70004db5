import AllianceNames
import Complaints
import Statements
import Testing

/// What measures come to that platforms say, in whatever order they are read.
@Suite struct TakenMeasureTests {
    private static let party = MisuseMeasure.Party.member(MemberID(unchecked: "brand"))

    private static func id(_ member: String, _ index: UInt64) throws -> EntryReference {
        EntryReference(
            origin: try LogOrigin(parsing: "x.example/desk-brand/\(member)/e1"), index: index)
    }

    private static func taken(
        _ measure: LadderStep.Measure, _ member: String, _ index: UInt64, from: UInt64,
        until: UInt64? = nil, facts: [MisuseMeasure.Fact] = []
    ) throws -> TakenMeasure.Stated {
        TakenMeasure.Stated(
            MisuseMeasure(
                against: party, .taken(measure, from: from, until: until, facts: facts),
                text: "why", reviewer: "p1"), at: try id(member, index), time: .pending)
    }

    private static func lifted(
        _ measure: EntryReference, by member: String, _ index: UInt64, _ text: String = "error"
    ) throws -> TakenMeasure.Stated {
        TakenMeasure.Stated(
            MisuseMeasure(against: party, .lifted(measure), text: text, reviewer: "p1"),
            at: try id(member, index), time: .witnessed(7))
    }

    @Test("a measure is ended by who took it only, once, and then counts as if it had not been")
    func lifting() throws {
        let first = try Self.taken(.warning, "hub", 1, from: 10)
        let second = try Self.taken(.suspension, "hub", 2, from: 20, until: 90)
        let stated = [
            try Self.lifted(second.id, by: "hub", 5, "again"), second,
            try Self.lifted(first.id, by: "brand", 0), first,
            try Self.lifted(second.id, by: "hub", 4, "an error"),
        ]
        for order in [stated, stated.reversed()] {
            let all = TakenMeasure.all(of: order)
            #expect(all.map(\.id) == [first.id, second.id])
            #expect(all[0].lifted == nil)
            #expect(all[1].lifted?.text == "an error" && all[1].lifted?.time == .witnessed(7))
            #expect(all.steps == [LadderStep(.warning, from: 10)])
            #expect(all.suspendedUntil(at: 30) == nil)
        }
    }

    @Test("who is suspended is so from its beginning to its end, by the measure that ends last")
    func suspended() throws {
        let all = TakenMeasure.all(of: [
            try Self.taken(.warning, "hub", 0, from: 1),
            try Self.taken(.suspension, "hub", 1, from: 20, until: 90),
            try Self.taken(.suspension, "hub", 2, from: 30, until: 60),
        ])
        for (time, until) in [(19, nil), (20, 90), (40, 90), (89, 90), (90, nil)]
            as [(UInt64, UInt64?)]
        {
            #expect(all.suspendedUntil(at: time) == until, "\(time)")
        }
        let ended = TakenMeasure.all(of: [try Self.taken(.termination, "hub", 0, from: 5)])
        #expect(ended.suspendedUntil(at: 4) == nil && ended.suspendedUntil(at: 6) == .max)
    }

    @Test("that it was meant is remembered from what a person found, and not from what was lifted")
    func intent() throws {
        let found = try Self.taken(.warning, "hub", 1, from: 10, facts: [.init("intent", 4)])
        #expect(TakenMeasure.all(of: [found]).isIntentEstablished(since: 10))
        #expect(!TakenMeasure.all(of: [found]).isIntentEstablished(since: 11))
        let lifted = [found, try Self.lifted(found.id, by: "hub", 2)]
        #expect(!TakenMeasure.all(of: lifted).isIntentEstablished(since: 10))
        let suspected = try Self.taken(.warning, "hub", 1, from: 10, facts: [.init("intent", 2)])
        #expect(!TakenMeasure.all(of: [suspected]).isIntentEstablished(since: 0))
    }

    @Test("nothing stricter than what is proposed may be taken, and for no longer")
    func refusals() {
        let party = LadderParty.complainant(.member(MemberID(unchecked: "brand")))
        func standing(_ step: LadderStep?) -> LadderStanding {
            LadderStanding(
                of: party, current: nil,
                proposal: step.map { LadderProposal(step: $0, facts: [], earlier: []) }, facts: [])
        }
        let warn = standing(LadderStep(.warning, from: 5))
        #expect(warn.refusal(of: .warning, until: nil, now: 5) == nil)
        #expect(warn.refusal(of: .notice, until: nil, now: 5) == nil)
        #expect(warn.refusal(of: .suspension, until: 9, now: 5) == .tooStrict(.warning))
        #expect(warn.refusal(of: .warning, until: 9, now: 5) == .hasNoEnd)
        let suspend = standing(LadderStep(.suspension, from: 5, until: 100))
        #expect(suspend.refusal(of: .suspension, until: nil, now: 5) == nil)
        #expect(suspend.refusal(of: .suspension, until: 100, now: 5) == nil)
        #expect(suspend.refusal(of: .suspension, until: 101, now: 5) == .end)
        #expect(suspend.refusal(of: .suspension, until: 5, now: 5) == .end)
        #expect(standing(nil).refusal(of: .notice, until: nil, now: 5) == .notDue)
    }

    @Test("a platform speaks of its own accounts only, and of nothing that it proposed itself")
    func parties() throws {
        let (hub, other) = (MemberID(unchecked: "hub"), MemberID(unchecked: "other"))
        let seller = try Indicator(.sellerAccount, parsing: "bazario:shop")
        for party in [
            LadderParty.complainant(.member(other)), .complainant(.hosted("maison", at: hub)),
            .seller(seller),
        ] {
            let named = try #require(party.named(by: hub))
            #expect(LadderParty(named, by: hub) == party)
        }
        #expect(LadderParty.complainant(.hosted("maison", at: other)).named(by: hub) == nil)
        #expect(LadderParty.complainant(.screening(hub)).named(by: hub) == nil)
    }
}

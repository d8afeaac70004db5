import AllianceNames
import JSON
import Roster
import Statements
import Testing
import TransparencyLog

@Suite("retention limits and legal holds in the roster")
struct RetentionTests {
    private let fixture: AllianceFixture

    init() throws { fixture = try AllianceFixture() }

    private static let day: UInt64 = 86_400_000

    private func report(
        _ isPerson: Bool?, lastSeen: UInt64? = nil, validUntil: UInt64? = nil
    ) throws -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: try Indicator(.email, parsing: "seller@shop.example"),
                basis: .testBuy, confidence: 50, tlp: .amber, lastSeen: lastSeen,
                validUntil: validUntil, naturalPerson: isPerson))
    }

    @Test("count from until when a report holds, else from when it was last seen or said")
    func start() throws {
        let rules = Roster.Retention([
            .init(kind: .assertIndicator, naturalPersonsOnly: true, days: 10),
            .init(kind: .sight, naturalPersonsOnly: false, days: 3),
        ])
        let ten = 10 * Self.day
        #expect(try rules.end(of: report(true), issuedAt: 7) == 7 + ten)
        #expect(try rules.end(of: report(true, lastSeen: 9), issuedAt: 7) == 9 + ten)
        #expect(
            try rules.end(of: report(true, lastSeen: 9, validUntil: 11), issuedAt: 7) == 11 + ten)
        #expect(try rules.end(of: report(true, validUntil: .max), issuedAt: 7) == .max)
        #expect(try rules.end(of: report(false), issuedAt: 7) == nil)
        #expect(try rules.end(of: report(nil), issuedAt: 7) == nil)
        let sighting = Statement.sight(
            Sighting(
                indicator: try Indicator(.email, parsing: "a@b.example"), total: 1, first: 1,
                last: 4))
        #expect(rules.end(of: sighting, issuedAt: 7) == 4 + 3 * Self.day)
        #expect(try Roster.Retention().end(of: report(true), issuedAt: 7) == nil)
    }

    @Test("the shortest of several limits counts")
    func shortest() throws {
        let rules = Roster.Retention([
            .init(kind: .assertIndicator, naturalPersonsOnly: false, days: 100),
            .init(kind: .assertIndicator, naturalPersonsOnly: true, days: 2),
        ])
        #expect(try rules.end(of: report(true), issuedAt: 0) == 2 * Self.day)
        #expect(try rules.end(of: report(false), issuedAt: 0) == 100 * Self.day)
    }

    @Test("stand in the roster's text, are carried on, and are absent where there are none")
    func text() throws {
        #expect(!fixture.first.text.contains("retention"))
        #expect(!fixture.first.text.contains("holds"))
        var draft = try fixture.draft()
        let rules = Roster.Retention([
            .init(kind: .assertIndicator, naturalPersonsOnly: true, days: 365)
        ])
        draft.set(retention: rules)
        let origin = AllianceFixture.origin(AllianceFixture.aurelle)
        try draft.hold(
            origin, entries: EntryRanges(parsing: "3,17-20", rangesMax: 8), reference: "case-1")
        #expect(draft.hasChanges)
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let newest = try #require(chain.newest)
        #expect(newest.roster.retention == rules)
        let asked = try EntryRanges(parsing: "2-4,20-21", rangesMax: 8)
        #expect(newest.roster.held(asked, of: origin).description == "3,20")
        #expect(
            newest.roster.held(asked, of: AllianceFixture.origin(AllianceFixture.hub)).isEmpty)
        let next = RosterDraft(
            after: newest, issuedAt: AllianceFixture.day(11), expiresAt: AllianceFixture.day(99))
        #expect(next.roster.retention == rules)
        #expect(next.roster.holds == newest.roster.holds)
        #expect(!next.hasChanges)
    }

    @Test("a hold on all of a log holds what is still to come; one that ended holds nothing")
    func wholeLog() throws {
        let origin = AllianceFixture.origin(AllianceFixture.aurelle)
        var draft = try fixture.draft()
        try draft.hold(origin, entries: nil, reference: "case-2")
        let all = EntryRanges([0..<1_000_000])
        #expect(draft.roster.held(all, of: origin) == all)
        try draft.endHolds(reference: "case-2")
        #expect(draft.roster.held(all, of: origin).isEmpty)
        #expect(refusal { try draft.endHolds(reference: "case-2") }?.keyword == "not-held")
    }

    @Test("a hold is not dropped, and ends once")
    func succession() throws {
        let origin = AllianceFixture.origin(AllianceFixture.aurelle)
        var draft = try fixture.draft()
        try draft.hold(origin, entries: nil, reference: "case-3")
        var chain = try fixture.chain()
        _ = try chain.accept(draft.signed(by: fixture.authority))
        let held = try #require(chain.newest)
        var json = try JSONValue(
            parsing: RosterDraft(
                after: held, issuedAt: AllianceFixture.day(12),
                expiresAt: AllianceFixture.day(99)
            ).finished().text)
        guard case .object(var members) = json else { return }
        members["holds"] = nil
        json = .object(members)
        let note = try fixture.sign(json.printed)
        #expect(refusal { _ = try chain.accept(note) }?.keyword == "dropped")
    }

    @Test(
        "rules out of range are refused",
        arguments: [
            #"{"kind":"retract","of":"all","days":5}"#, #"{"kind":"sight","of":"some","days":5}"#,
            #"{"kind":"sight","of":"all","days":0}"#, #"{"kind":"sight","of":"all","days":36501}"#,
            #"{"kind":"sight","of":"all","days":5,"more":1}"#,
        ])
    func refused(rule: String) throws {
        let found = refusal {
            _ = try fixture.offerFirst { json in
                guard case .object(var members) = json else { return }
                members["retention"] = .array([try JSONValue(parsing: rule)])
                json = .object(members)
            }
        }
        #expect(found != nil)
    }

    @Test("one rule about one thing, and holds of this alliance only")
    func once() throws {
        let rule = Roster.Retention.Rule(kind: .sight, naturalPersonsOnly: false, days: 4)
        var draft = try fixture.draft()
        draft.set(retention: Roster.Retention([rule, rule]))
        #expect(refusal { _ = try draft.finished() }?.keyword == "listed-twice")
        var other = try fixture.draft()
        try other.hold(
            LogOrigin(parsing: "elsewhere/alliance/aurelle/e1"), entries: nil, reference: "c")
        #expect(refusal { _ = try other.finished() }?.keyword == "alliance")
        #expect(
            refusal {
                try other.hold(
                    AllianceFixture.origin(AllianceFixture.hub), entries: nil, reference: "No Name")
            }?.keyword
                == "value")
    }
}

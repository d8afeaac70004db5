import AllianceNames
import AllianceNode
import Complaints
import Credentials
import NodeAPI
import Roster
import Statements
import Testing

/// Figures made of the logs alone, beside those that the desk of a real node has.
@Suite(.timeLimit(.minutes(8))) struct LoggedFiguresTests {
    private static let channels: Set<ChannelID> = [JudgeParty.channel]

    private static func decision(
        _ id: EntryReference, _ verdict: ComplaintDecision.Verdict, _ places: [Int]
    ) -> Statement {
        .complaint(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [.init(listings: places, verdict: verdict, reasons: ["looked"])],
                    maker: .person("r1"))))
    }

    /// Those of something.
    private static func counted(
        _ figures: [FigureKey: ComplaintFigures]
    ) -> [FigureKey: ComplaintFigures] {
        figures.filter { $0.value.listings > 0 }
    }

    @Test("all figures of the desk are those that the logs come to, of all times and of a part")
    func same() async throws {
        let party = try await JudgeParty()
        let platform = try DeskOfParty(party.platform)
        let first = try await party.file(
            JudgeParty.complaint([
                try JudgeParty.listing(1), try JudgeParty.listing(2),
                try JudgeParty.listing(3, at: "other-shop"),
            ]))
        try await party.say(
            [Self.decision(first, .takeDown, [0, 2]), Self.decision(first, .refuse, [1])],
            by: "platform", in: JudgeParty.channel)
        try await party.say(
            [
                .complaint(
                    .outcome(
                        ComplaintOutcome(
                            of: first, listings: [0], kind: .seized, items: 12,
                            value: .init(minorUnits: 480_000, currency: "EUR"))))
            ], by: "platform", in: JudgeParty.channel)
        party.pass(hours: 30)
        _ = try await party.file(
            JudgeParty.complaint([try JudgeParty.listing(4)], ground: .testBuy))
        party.pass(hours: 30)
        let now = party.platform.clock.now()
        let node = party.platform
        for filed in [nil, 0..<now - 40 * 3_600_000, now..<now] as [Range<UInt64>?] {
            let said = try await platform.desk.figures(filed: filed, in: Self.channels)
            let again = try node.loggedFigures(
                FigureQuery(channels: Self.channels, filed: filed, now: node.clock.now()))
            #expect(Self.counted(again) == Self.counted(said))
        }
        let all = try node.loggedFigures(FigureQuery(channels: Self.channels, now: now))
        let figures = try #require(all[.all])
        #expect(figures.listings == 4 && figures.decided == 3 && figures.takenDown == 2)
        // The fourth has waited for longer than it may.
        #expect(figures.due == 4 && figures.closedInTime == 3)
        #expect(figures.seizedValue == ["EUR": 480_000] && figures.seizedItems == 12)
        #expect(all[FigureKey(marketplace: "other-shop")]?.takenDown == 1)
        #expect(try node.loggedFigures(FigureQuery(channels: [], now: now)).isEmpty)
        try platform.close()
        try party.close()
    }

    @Test(
        "when witnesses change, what was confirmed stays confirmed, and who is none any more confirms nothing"
    )
    func otherWitness() async throws {
        let party = try await JudgeParty()
        let platform = try DeskOfParty(party.platform)
        let node = party.platform
        let first = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        try await party.say(
            [Self.decision(first, .takeDown, [0])], by: "platform", in: JudgeParty.channel)
        func figures() async throws -> [FigureKey: ComplaintFigures] {
            let said = try await platform.desk.figures(filed: nil, in: Self.channels)
            let again = try node.loggedFigures(
                FigureQuery(channels: Self.channels, now: node.clock.now()))
            #expect(Self.counted(again) == Self.counted(said))
            return again
        }
        #expect(try await figures()[.all]?.listings == 1)

        try party.alliance.publish { draft in
            try draft.makeWitness(MemberID(parsing: "m1"))
            try draft.endWitness(MemberID(parsing: "w1"))
        }
        for node in party.nodes.values { try node.takeUpRosterFile() }
        party.pass(hours: 2)
        let second = try await party.file(
            JudgeParty.complaint([try JudgeParty.listing(2)]), isConfirmed: false)
        try party.confirm(second.origin, by: "w1")
        #expect(try await figures()[.all]?.listings == 1)
        try party.confirm(second.origin, by: "m1")
        let now = try #require(try await figures()[.all])
        #expect(now.listings == 2 && now.closedInTime == 1 && now.decided == 1)
        try platform.close()
        try party.close()
    }

    @Test("what is not confirmed is in no figure")
    func pending() async throws {
        let party = try await JudgeParty()
        _ = try await party.file(
            JudgeParty.complaint([try JudgeParty.listing(1)]), isConfirmed: false)
        let node = party.platform
        let figures = try node.loggedFigures(
            FigureQuery(channels: Self.channels, now: node.clock.now()))
        #expect(figures.values.allSatisfy { $0.listings == 0 && $0.cases == 0 })
        try party.close()
    }
}

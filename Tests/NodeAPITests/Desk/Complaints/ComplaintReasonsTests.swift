import Complaints
import DSA
import JSON
import NodeAPI
import Statements
import Testing

@Suite struct ComplaintReasonsTests {
    private static func reasons(
        _ given: ComplaintReasons.Given, isPlatform: Bool
    ) async throws -> ComplaintReasons {
        let desk = FixedComplaints(isPlatform: isPlatform)
        let detail = try #require(await desk.complaint(FixedComplaints.entry(4)))
        var reasons = ComplaintReasons()
        reasons.add(detail, given)
        return reasons
    }

    @Test(
        "of what was taken down there is one statement, the same every time, with what the node knows"
    )
    func known() async throws {
        let first = try await Self.reasons(.init(), isPlatform: true)
        let again = try await Self.reasons(.init(), isPlatform: true)
        #expect(first.statements == again.statements && first.omitted.isEmpty)
        let statement = try #require(first.statements.first)
        #expect(first.statements.count == 1, "what was refused has none")
        #expect(statement.territory == ["DE"], "countries elsewhere are not stated")
        #expect(
            statement.puid
                == StatementOfReasons.puid(
                    of: try FixedComplaints.entry(2, by: FixedComplaints.platform), place: 0))
        #expect(StatementRules.breaches(of: statement.json).isEmpty)
        #expect(!first.json.compact.contains("script"), "nothing that people wrote is in it")
    }

    @Test("what the node does not know has to be said, and is named where it is not")
    func given() async throws {
        let none = try await Self.reasons(.init(), isPlatform: false)
        #expect(none.statements.isEmpty && none.omitted.map(\.why) == [.noDate])
        let time = FixedComplaints.time
        let dated = try await Self.reasons(.init(listedAt: time), isPlatform: false)
        #expect(dated.omitted.map(\.why) == [.noCountry])
        let elsewhere = try await Self.reasons(
            .init(countries: ["US"], listedAt: time), isPlatform: false)
        #expect(elsewhere.omitted.map(\.why) == [.elsewhere])
        let whole = try await Self.reasons(
            .init(countries: ["FR"], listedAt: time, language: "FR", isTrustedFlagger: true),
            isPlatform: false)
        #expect(whole.statements.map(\.territory) == [["FR"]] && whole.omitted.isEmpty)
        #expect(whole.statements.first?.source == .trustedFlagger)
    }

    @Test("what was released is what was decided when it was held, and no more; the rest is named")
    func asHeld() async throws {
        let all = try await Self.reasons(.init(), isPlatform: true)
        let decided = FixedComplaints.time + 3_600_000
        #expect(all.asHeld(at: decided, rows: 1).statements == all.statements)
        for (time, rows) in [(decided - 1, 1), (decided, 0)] {
            let held = all.asHeld(at: time, rows: rows)
            #expect(held.statements.isEmpty)
            #expect(held.omitted.map(\.why) == [.notReleased] && held.omitted[0].place == 0)
        }
    }

    /// A complaint of one listing that was taken down.
    private static func detail(_ index: UInt64, decidedAt: UInt64) throws -> ComplaintDetail {
        let id = try FixedComplaints.entry(index)
        var events = CaseEvents(of: id)
        events.insert(
            .complaint(try FixedComplaints.complaint()), at: id,
            time: .witnessed(FixedComplaints.time))
        let parts = [
            ComplaintDecision.Part(listings: [0], verdict: .takeDown, reasons: ["mark"])
        ]
        events.insert(
            .decision(ComplaintDecision(of: id, parts: parts, maker: .person("r1"))),
            at: try FixedComplaints.entry(index, by: FixedComplaints.platform),
            time: .witnessed(decidedAt))
        let reading = events.reading(CaseParties(platforms: [FixedComplaints.platform]))
        return ComplaintDetail(
            id: id, reading: reading, right: nil, judgements: [],
            deadlines: try #require(reading.state).deadlines(), said: [:])
    }

    @Test("of more than were released the earliest decided are handed out, and in their own order")
    func earliestDecided() throws {
        let time = FixedComplaints.time + 3_600_000
        let given = ComplaintReasons.Given(countries: ["DE"], listedAt: FixedComplaints.time)
        var all = ComplaintReasons()
        for (index, decidedAt) in [(11, time + 3), (12, time + 1), (13, time + 2)] {
            all.add(try Self.detail(UInt64(index), decidedAt: decidedAt), given)
        }
        try #require(all.statements.count == 3 && all.omitted.isEmpty)
        func held(_ rows: Int) -> ComplaintReasons { all.asHeld(at: time + 3, rows: rows) }
        #expect(held(1).statements == [all.statements[1]])
        #expect(held(2).statements == Array(all.statements[1...]))
        #expect(held(2).omitted.map(\.complaint) == [try FixedComplaints.entry(11)])
        #expect(held(3).statements == all.statements)
    }
}

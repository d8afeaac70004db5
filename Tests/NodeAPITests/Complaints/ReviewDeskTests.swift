import Complaints
import Foundation
import NodeAPI
import Peering
import Statements
import Synchronization
import Testing

/// The reviewer's desk: what waits by urgency, groups decided at once with exceptions, objections for another person.
@Suite struct ReviewDeskTests {
    private static func judged(
        _ console: ComplaintConsole, _ id: EntryReference, sellers: [String]
    ) throws {
        let judgements = try sellers.enumerated().map { place, seller in
            ListingJudgement(
                place: place, review: .unclear, table: "2026-11-27",
                contributions: [
                    .init(feature: "mark-plain", logOddsThousandths: 1_596, isDisclosable: true),
                    .init(
                        feature: "pending-members", logOddsThousandths: 500, isDisclosable: false),
                ],
                capture: ListingCapture(
                    title: "Bag",
                    seller: try Indicator(.sellerAccount, parsing: "bazario:\(seller)"),
                    capturedAt: FoldedComplaints.start, countries: ["DE"]))
        }
        console.complaints.world.withLock { $0.judgements[id] = judgements }
    }

    private static func filed(_ console: ComplaintConsole, _ count: Int) throws -> EntryReference {
        console.complaints.said(
            .complaint(try ComplaintConsole.complaint(count, saying: "x")),
            by: FoldedComplaints.brand)
    }

    @Test("the queue has the most urgent first, and leads to the desk of each")
    func queue() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let old = try Self.filed(console, 2)
        console.complaints.wait(22.5)
        let new = try Self.filed(console, 3)
        let page = try await console.get("/console/review")
        let first = try #require(
            page.text.range(of: HTML.text(ComplaintLink.href(old, at: "/console/review")).markup))
        let second = try #require(
            page.text.range(of: HTML.text(ComplaintLink.href(new, at: "/console/review")).markup))
        #expect(first.lowerBound < second.lowerBound)
        #expect(page.text.contains("overdue soon") && page.text.contains("1 h 30 min left"))
        #expect(console.complaints.world.withLock { $0.queued.last?.1 } == "vera")
        _ = try await console.get("/console/review?kind=objection")
        #expect(console.complaints.world.withLock { $0.queued.last?.0.kinds } == [.objection])
        await #expect(throws: PeerProblem.self) { try await console.get("/console/review?kind=x") }
        let brand = try ComplaintConsole(isPlatform: false)
        await #expect(throws: PeerProblem.self) { try await brand.get("/console/review") }
    }

    @Test("what is drawn for a second look is decided again, and not sent back")
    func secondLook() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console, 2)
        console.complaints.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [.init(listings: [0, 1], verdict: .takeDown, reasons: ["clear"])],
                    maker: .automatic)), by: FoldedComplaints.hub)
        console.complaints.world.withLock {
            $0.judgements[id] = [ListingJudgement(place: 0, isAuditSample: true)]
        }
        let desk = try await console.get(ComplaintLink.href(id, at: "/console/review"))
        #expect(desk.text.contains("drawn to be looked at again"))
        #expect(desk.text.contains("name=\"p0\"") && !desk.text.contains("name=\"p1\""))
        #expect(!desk.text.contains("value=\"return\""))
        let answer = try await console.submit(
            "/console/review/decide",
            ComplaintConsole.naming(id) + [
                ("by", "seller"), ("answers", ""), ("p0", "yes"), ("verdict", "refuse"),
                ("scope", "listing"), ("r-genuine-goods", "yes"), ("explanation", ""),
            ])
        #expect(answer.status == 303)
        let listing = try #require(console.complaints.state(id)).listings[0]
        #expect(listing.stage == .reinstated && listing.isAffirmed == false)
    }

    @Test(
        "a group is decided at once but for what was unticked, with its score, and the next one comes"
    )
    func group() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console, 4)
        try Self.judged(console, id, sellers: ["a", "a", "a", "b"])
        let desk = try await console.get(ComplaintLink.href(id, at: "/console/review"))
        // One form for each seller, the larger group first, with keys.
        #expect(desk.text.components(separatedBy: "action=\"/console/review/decide\"").count == 3)
        #expect(desk.text.contains("accesskey=\"t\"") && desk.text.contains("accesskey=\"s\""))
        let all = try await console.get(ComplaintLink.href(id, at: "/console/review") + "&by=all")
        #expect(all.text.components(separatedBy: "action=\"/console/review/decide\"").count == 2)
        let form =
            ComplaintConsole.naming(id) + [
                ("by", "seller"), ("answers", ""), ("p0", "yes"), ("p2", "yes"),
                ("verdict", "take-down"), ("scope", "listing"), ("r-counterfeit", "yes"),
                ("explanation", "Seams are glued."),
            ]
        let answer = try await console.submit("/console/review/decide", form)
        #expect(answer.status == 303)
        let next = ComplaintLink.href(id, at: "/console/review") + "&by=seller&done=1"
        #expect(ComplaintConsole.location(answer) == "https://hub" + next)
        let state = try #require(console.complaints.state(id))
        #expect(state.listings.map(\.stage) == [.takenDown, .filed, .takenDown, .filed])
        let ruling = try #require(state.listings[2].ruling)
        #expect(ruling.maker == .person("d-vera") && ruling.reasons == ["counterfeit"])
        #expect(ruling.explanation == "Seams are glued.")
        // What both sides may know of the score is part of the decision, and no more.
        #expect(ruling.score?.contributions.map(\.feature) == ["mark-plain"])
        #expect(try await console.get(next).text.contains("Decided. This is next."))
    }

    @Test("nothing is decided without a listing, a verdict and a reason")
    func incomplete() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console, 1)
        let whole = [("p0", "yes"), ("verdict", "refuse"), ("r-genuine-goods", "yes")]
        let more = [("group", "0"), ("explanation", "Bought of <the> owner.")]
        let ticks = ["id=\"p0\"", "id=\"g0-verdict-refuse\"", "id=\"g0-r-genuine-goods\""]
        for left in whole.indices {
            var fields = ComplaintConsole.naming(id) + whole + more
            fields.remove(at: left + 2)
            let refused = try await console.submit("/console/review/decide", fields)
            #expect(refused.status == 400, "\(whole[left])")
            // All else that was chosen and typed stands there still.
            #expect(refused.text.contains("Bought of &lt;the&gt; owner.</textarea>"))
            for (place, tick) in ticks.enumerated() {
                let start = try #require(refused.text.firstRange(of: tick)).lowerBound
                let input = refused.text[start...].prefix { $0 != ">" }
                #expect(input.contains(" checked") == (place != left), "\(tick) \(whole[left])")
            }
        }
        let stray = try await console.submit(
            "/console/review/decide",
            ComplaintConsole.naming(id) + [("p7", "yes")] + whole.dropFirst() + more)
        #expect(stray.status == 400 && stray.text.contains("Bought of &lt;the&gt; owner."))
        #expect(console.complaints.state(id)?.listings[0].stage == .filed)
    }

    @Test("what is refused of a group stands there again, whatever others have decided meanwhile")
    func refusedGroup() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console, 4)
        try Self.judged(console, id, sellers: ["a", "a", "a", "b"])
        func decide(_ fields: [(String, String)]) async throws -> DeskAnswer {
            try await console.submit(
                "/console/review/decide", ComplaintConsole.naming(id) + [("by", "seller")] + fields)
        }
        func typed(_ answer: DeskAnswer, in group: Int) throws -> Bool {
            let start = try #require(
                answer.text.firstRange(of: "name=\"group\" value=\"\(group)\""))
            return String(answer.text[start.upperBound...])
                .components(separatedBy: "</form>")[0].contains("Stitched by hand.")
        }
        let ofB = [("group", "3"), ("p3", "yes"), ("explanation", "Stitched by hand.")]
        let both = try await decide(ofB)
        #expect(both.status == 400)
        #expect(try typed(both, in: 3) && !typed(both, in: 0))
        // The other seller's listings are decided, so that this group is the first now.
        _ = try await decide(
            [("p0", "yes"), ("p1", "yes"), ("p2", "yes")] + [
                ("verdict", "take-down"), ("r-counterfeit", "yes"),
            ])
        #expect(try typed(try await decide(ofB), in: 3))
        // Somebody has decided the group itself: there is no form for it, and what was typed is told with the reason.
        _ = try await decide([("p3", "yes"), ("verdict", "refuse"), ("r-genuine-goods", "yes")])
        let gone = try await decide(ofB)
        #expect(gone.status == 400 && gone.text.contains("Stitched by hand."))
        #expect(!gone.text.contains("action=\"/console/review/decide\""))
    }

    @Test("three hundred listings are decided by one form")
    func many() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console, Complaint.listingsMax)
        let ticked = (0..<Complaint.listingsMax).map { ("p\($0)", "yes") }
        let answer = try await console.submit(
            "/console/review/decide",
            ComplaintConsole.naming(id) + ticked + [
                ("verdict", "return"), ("r-evidence-missing", "yes"), ("by", "all"),
            ])
        #expect(ComplaintConsole.location(answer) == "https://hub/console/review?done=1")
        let stages = try #require(console.complaints.state(id)).listings.map(\.stage)
        #expect(stages.allSatisfy { $0 == .returned } && stages.count == Complaint.listingsMax)
    }

    @Test("an objection shows who decided first, and is for another person")
    func objection() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let id = try Self.filed(console, 1)
        _ = try await console.submit(
            "/console/review/decide",
            ComplaintConsole.naming(id) + [
                ("p0", "yes"), ("verdict", "take-down"), ("r-counterfeit", "yes"),
            ])
        console.complaints.wait(1)
        let counter = console.complaints.said(
            .counterNotice(
                CounterNotice(
                    to: id, reason: .genuineGoods, text: "Bought of the owner.",
                    goodFaithStatement: "so")), by: FoldedComplaints.hub)
        let address = ComplaintLink.href(id, at: "/console/review")
        let same = try await console.get(address)
        #expect(same.text.contains("another person has to"))
        #expect(same.text.contains("Bought of the owner.") && same.text.contains("Decided before"))
        #expect(!same.text.contains("action=\"/console/review/decide\""))
        let queue = try await console.get("/console/review").text
        #expect(!queue.contains(HTML.text(address).markup) && queue.contains("Nothing waits."))
        let other = try await console.get(address, as: "wim")
        #expect(other.text.contains("name=\"answers\" value=\"\(counter)\""))
        _ = try await console.submit(
            "/console/review/decide",
            ComplaintConsole.naming(id) + [
                ("p0", "yes"), ("verdict", "refuse"), ("r-objection-founded", "yes"),
                ("answers", counter.description),
            ], as: "wim")
        #expect(console.complaints.state(id)?.listings[0].stage == .reinstated)
    }
}

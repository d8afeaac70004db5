import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Statements
import Testing
import TransparencyLog

/// What is said in a complaint's course at real nodes, by either side and by sellers through their links.
@Suite(.timeLimit(.minutes(8))) struct ComplaintSayingTests {
    private struct Sides {
        let party: JudgeParty
        let brand: DeskOfParty
        let platform: DeskOfParty
        let id: EntryReference

        func decide(
            _ verdict: ComplaintDecision.Verdict, _ places: [Int] = [0],
            answering: EntryReference? = nil, by person: String?
        ) async throws -> String? {
            let decision = ComplaintDecision(
                of: id, answering: answering,
                parts: [.init(listings: places, verdict: verdict, reasons: ["looked"])],
                maker: .automatic)
            return try await say(.decision(decision), by: person)
        }

        func say(
            _ said: ComplaintStatement, by person: String? = nil
        ) async throws -> String? {
            let desk = platform.desk
            return try await DeskOfParty.keyword {
                try await desk.say(said, by: person, for: nil)
            }
        }

        func counter(_ places: [Int] = []) -> ComplaintStatement {
            .counterNotice(
                CounterNotice(
                    to: id, listings: places, reason: .genuineGoods, text: "they are real",
                    goodFaithStatement: "I believe so."))
        }

        func state() async throws -> CaseState {
            try #require(try await platform.desk.complaint(id)?.reading.state)
        }
    }

    private static func with(
        listings: Int = 2, _ body: (Sides) async throws -> Void
    ) async throws {
        let party = try await JudgeParty()
        let brand = try DeskOfParty(party.node("brand"))
        let platform = try DeskOfParty(party.platform)
        let id = try await brand.file(
            JudgeParty.complaint(try (0..<listings).map { try JudgeParty.listing($0) }))
        try party.bring(from: "brand", to: "platform")
        try party.confirmAll()
        try await body(Sides(party: party, brand: brand, platform: platform, id: id))
        try brand.close()
        try platform.close()
        try party.close()
    }

    @Test("what the state refuses is not signed, and the reason is told")
    func refused() async throws {
        try await Self.with { sides in
            let desk = sides.brand.desk
            func brandSays(_ said: ComplaintStatement) async throws -> String? {
                try await DeskOfParty.keyword { try await desk.say(said, by: nil, for: nil) }
            }
            let id = sides.id
            let before = [try sides.brand.signed(), try sides.platform.signed()]
            #expect(
                try await brandSays(.appeal(ComplaintAppeal(of: id, text: "look again")))
                    == "409 stage")
            #expect(
                try await brandSays(
                    .decision(
                        ComplaintDecision(
                            of: id,
                            parts: [.init(listings: [0], verdict: .refuse, reasons: ["no"])],
                            maker: .automatic))) == "409 not-the-platform")
            #expect(
                try await sides.say(.withdrawal(ComplaintWithdrawal(of: id)))
                    == "409 not-the-complainant")
            #expect(try await sides.decide(.takeDown, [7], by: "anna") == "409 listing-unknown")
            #expect(
                try await sides.say(
                    .complaint(JudgeParty.complaint([try JudgeParty.listing(9)])))
                    == "422 not-in-a-course")
            let nowhere = EntryReference(origin: id.origin, index: 99)
            #expect(
                try await brandSays(.withdrawal(ComplaintWithdrawal(of: nowhere)))
                    == "404 no-complaint")
            let after = [try sides.brand.signed(), try sides.platform.signed()]
            #expect(before == after)
            #expect(
                try await brandSays(.withdrawal(ComplaintWithdrawal(of: id, listings: [1]))) == nil)
            #expect(try sides.brand.signed() == before[0] + 1)
        }
    }

    @Test("a person decides under a name that tells nothing, and another decides the objection")
    func persons() async throws {
        try await Self.with { sides in
            #expect(try await sides.decide(.takeDown, [0, 1], by: "anna") == nil)
            let name = sides.platform.desk.decider("anna")
            #expect(name.count == 32 && !name.contains("anna"))
            #expect(try await sides.state().listings[0].ruling?.maker == .person(name))
            #expect(try await sides.say(sides.counter()) == nil)
            try sides.party.confirmAll()
            let open = try #require(try await sides.state().listings[0].openObjection).entry
            var query = ReviewQuery(
                channels: [JudgeParty.channel], now: sides.platform.desk.now())
            query.kinds = [.objection]
            let desk = sides.platform.desk
            #expect(try await desk.queue(query, for: "anna").isEmpty)
            #expect(try await desk.queue(query, for: "ben").count == 2)
            #expect(try await sides.brand.desk.queue(query, for: "ben").isEmpty)
            #expect(
                try await sides.decide(.refuse, answering: open, by: "anna") == "409 same-person")
            #expect(try await sides.decide(.refuse, answering: open, by: nil) == "409 automatic")
            #expect(try await sides.decide(.refuse, answering: open, by: "ben") == nil)
            #expect(try await sides.state().listings.map(\.stage) == [.reinstated, .contested])
        }
    }

    @Test("a person decides again what was decided without one where the sample has it, by name")
    func secondLook() async throws {
        try await Self.with { sides in
            #expect(try await sides.decide(.takeDown, [0, 1], by: nil) == nil)
            let register = sides.platform.complaints.register
            try register.catchUp()
            try register.note(
                [
                    ListingJudgement(place: 0, isAuditSample: true),
                    ListingJudgement(place: 1),
                ], of: sides.id)
            let desk = sides.platform.desk
            var query = ReviewQuery(channels: [JudgeParty.channel], now: desk.now())
            query.kinds = [.sample]
            #expect(try await desk.queue(query, for: "anna").map(\.place) == [0])
            // Who chose what to look at would choose the figure.
            #expect(try await sides.decide(.takeDown, [1], by: "anna") == "409 stage")
            #expect(try await sides.decide(.takeDown, [0], by: nil) == "409 stage")
            #expect(try await sides.decide(.takeDown, [0], by: "anna") == nil)
            let listing = try await sides.state().listings[0]
            #expect(listing.isAffirmed == true && listing.deciders == [desk.decider("anna")])
            #expect(try await desk.queue(query, for: "anna").isEmpty)
            try sides.party.confirmAll()
            let figures = try await desk.figures(filed: nil, in: [JudgeParty.channel])
            #expect(figures[.all]?.affirmedShare == .init(part: 1, whole: 1))
        }
    }

    @Test("who reinstates is named like who decides")
    func reinstated() async throws {
        try await Self.with { sides in
            #expect(try await sides.decide(.takeDown, by: "anna") == nil)
            let back = Reinstatement(
                under: sides.id, listings: [0], reason: .ownReview, reviewer: "to be named")
            #expect(try await sides.say(.reinstatement(back), by: "ben") == nil)
            let said = try #require(try await sides.platform.desk.complaint(sides.id)).said
            let reviewers = said.values.compactMap { statement -> String? in
                guard case .reinstatement(let said) = statement else { return nil }
                return said.reviewer
            }
            #expect(reviewers == [sides.platform.desk.decider("ben")])
        }
    }

    @Test("figures and lists are of the desks that this member reads")
    func figures() async throws {
        try await Self.with { sides in
            #expect(try await sides.decide(.takeDown, [0, 1], by: "anna") == nil)
            try sides.party.confirmAll()
            let desk = sides.platform.desk
            let all = try await desk.figures(filed: nil, in: [JudgeParty.channel, .alliance])
            #expect(!all.isEmpty)
            #expect(try await desk.figures(filed: nil, in: [.alliance]).isEmpty)
        }
    }

    // MARK: Sellers

    @Test("a seller's link shows its own listings, and nothing once it has ended")
    func links() async throws {
        try await Self.with(listings: 3) { sides in
            let desk = sides.platform.desk
            func link(_ places: [Int]) async throws -> String? {
                try await DeskOfParty.keyword {
                    try await desk.sellerLink(of: sides.id, places: places)
                }
            }
            #expect(try await link([1]) == "409 nothing-to-answer")
            #expect(try await sides.decide(.takeDown, [0, 1, 2], by: "anna") == nil)
            #expect(try await link([1]) == "409 nothing-to-answer", "nobody has confirmed it yet")
            try sides.party.confirmAll()
            #expect(try await link([]) == "422 listing-unknown")
            #expect(try await link([3]) == "422 listing-unknown")
            let made = try await desk.sellerLink(of: sides.id, places: [2, 1])
            let token = String(made.path.dropFirst("/seller?token=".count))
            #expect(made.path == "/seller?token=\(token)")
            #expect(made.endsAt - desk.now() <= ComplaintDesk.linkMillisecondsMax)
            let shown = try #require(try await desk.sellerCase(token))
            #expect(shown.listings.map(\.place) == [1, 2] && shown.id == sides.id)
            #expect(shown.right == JudgeParty.right.key)
            #expect(try await desk.sellerCase(token + "A") == nil)
            #expect(try await sides.brand.desk.sellerCase(token) == nil, "another node's")
            #expect(try await sides.say(sides.counter([1])) == nil)
            #expect(try await desk.sellerCase(token)?.listings.first?.stage == .contested)
            sides.party.pass(hours: 24 * 30)
            #expect(try await desk.sellerCase(token) == nil)
        }
    }

    @Test("no link is of listings of several sellers")
    func severalSellers() async throws {
        try await Self.with(listings: 3) { sides in
            #expect(try await sides.decide(.takeDown, [0, 1, 2], by: "anna") == nil)
            try sides.party.confirmAll()
            let judged = try [(0, "one"), (1, "two"), (2, "two")].map { place, seller in
                var capture = ListingCapture(
                    title: "Bag", capturedAt: sides.platform.desk.now(), countries: ["DE"])
                capture.seller = try Indicator(.sellerAccount, parsing: "bazario:\(seller)")
                return ListingJudgement(place: place, capture: capture)
            }
            let register = sides.platform.complaints.register
            try register.catchUp()
            try register.note(judged, of: sides.id)
            let desk = sides.platform.desk
            func link(_ places: [Int]) async throws -> String? {
                try await DeskOfParty.keyword {
                    try await desk.sellerLink(of: sides.id, places: places)
                }
            }
            #expect(try await link([0, 1, 2]) == "409 several-sellers")
            #expect(try await link([0, 1]) == "409 several-sellers")
            #expect(try await link([1, 2]) == nil)
            #expect(try await link([0]) == nil)
        }
    }

    @Test("a seller hears nothing of a listing that is held")
    func held() async throws {
        try await Self.with { sides in
            #expect(try await sides.decide(.takeDown, [0, 1], by: "anna") == nil)
            let desk = sides.platform.desk
            let hold = OperationHold(
                on: sides.id, listings: [0], until: desk.now() + 24 * 3_600_000)
            #expect(try await sides.say(.operationHold(hold)) == nil)
            try sides.party.confirmAll()
            #expect(
                try await DeskOfParty.keyword {
                    try await desk.sellerLink(of: sides.id, places: [0])
                } == "409 nothing-to-answer")
            #expect(try await !desk.sellerLink(of: sides.id, places: [1]).path.isEmpty)
        }
    }
}

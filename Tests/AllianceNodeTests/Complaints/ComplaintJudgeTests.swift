import AllianceNode
import ComplaintScoring
import Complaints
import Statements
import Testing

/// Complaints before the judge of a platform's real node, with what members say in its view: which way each listing goes.
@Suite(.timeLimit(.minutes(8))) struct ComplaintJudgeTests {
    @Test("what is clear is decided in the log, with the score that it rests on, and noted")
    func express() async throws {
        let reported = try await JudgeParty.reportedListing(by: ["m1", "m2"])
        let (party, shown, register) = (reported.party, reported.shown, reported.register)
        let upkeep = try party.upkeep(register, shown)
        let id = try await party.file(JudgeParty.complaint([reported.listing]))
        try await upkeep.round()
        #expect(try party.decided() == 1)
        try register.catchUp()
        let state = try #require(register.reading(of: id)?.state)
        let ruling = try #require(state.listings[0].ruling)
        #expect(state.listings[0].stage == .takenDown)
        #expect(ruling.isAutomatic)
        #expect(ruling.reasons == ["score-above-threshold"])
        // 2 x 5,000 + 500 - 2,000
        #expect(ruling.score?.logOddsThousandths == 8_500)
        #expect(ruling.score?.table == "test")
        let judgement = try #require(register.judgements(of: id).first)
        #expect(judgement.review == nil)
        #expect(judgement.capture?.seller == reported.seller)
        #expect(judgement.harm > 0)
        #expect(upkeep.judge.counts.now.express == 1)
        // Nothing is left to do, and nothing is said twice.
        try await upkeep.round()
        try await upkeep.round()
        #expect(try party.decided() == 1)
        #expect(register.unjudged(limit: 10).isEmpty)
        try party.close()
    }

    @Test("what is to be mended goes back listing by listing, with a code and what mends it")
    func returned() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let listings = try (1...3).map { try JudgeParty.listing($0) }
        shown.show(listings[0])
        shown.show(listings[1], countries: ["US"])
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint(listings))
        try register.catchUp()
        let judge = try party.judge(register, shown)
        let outcome = try await judge.judge(id)
        #expect(outcome.lanes[0] == .review(.unclear))
        #expect(outcome.decisions.count == 1)
        try register.catchUp()
        let state = try #require(register.reading(of: id)?.state)
        #expect(state.listings.map(\.stage) == [.filed, .returned, .returned])
        #expect(state.listings[1].ruling?.reasons == ["country-not-covered"])
        #expect(state.listings[2].ruling?.reasons == ["listing-unknown"])
        #expect(state.listings[1].ruling?.explanation.contains("leave it out") == true)
        #expect(state.listings[1].ruling?.isAutomatic == true)
        #expect(register.judgements(of: id).map(\.review) == [.unclear, nil, nil])

        // Of the complaint as a whole: all of it goes back, in one part.
        let other = try await party.file(
            JudgeParty.complaint([try JudgeParty.listing(9)], ground: .testBuy))
        shown.show(try JudgeParty.listing(9))
        try register.catchUp()
        _ = try await judge.judge(other)
        try register.catchUp()
        let whole = try #require(register.reading(of: other)?.state?.listings[0])
        #expect(whole.stage == .returned)
        #expect(whole.ruling?.reasons == ["evidence-missing"])
        #expect(whole.ruling?.explanation.contains("Add test-buy-report") == true)
        try party.close()
    }

    @Test("to know nothing is no reason to refuse, and what speaks against a complaint is one")
    func refused() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (plain, fitting) = (try JudgeParty.listing(1), try JudgeParty.listing(2))
        shown.show(plain, title: "Verelle bag", seller: try JudgeParty.seller("new"))
        shown.show(
            fitting, title: "Strap compatible with Verelle bags",
            seller: try JudgeParty.seller("new"))
        let policy = ComplaintJudge.Policy(auditedPerMillion: 0)
        let nothing = try await party.judged(plain, shown, policy: policy)
        #expect(nothing.lane == .review(.unclear))
        #expect(try #require(nothing.judgement).logOddsThousandths <= -2_945)
        let against = try await party.judged(fitting, shown, policy: policy)
        #expect(against.lane == .express(.refuse))
        #expect(JudgeParty.value(.markDescriptive, of: against.judgement) ?? 0 < 0)
        try party.close()
    }

    @Test("what the marketplace tells of an offer and its seller counts")
    func offers() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let listing = try JudgeParty.listing(1)
        shown.show(
            listing, seller: try JudgeParty.seller("new"),
            offer: .init(
                quantity: 400, marketMinorUnits: 49_900,
                sellerSince: party.platform.clock.now() - 7 * CaseRules.dayMilliseconds,
                sellerSales: 2))
        let policy = ComplaintJudge.Policy(auditedPerMillion: 0)
        let judgement = try #require(
            try await party.judged(listing, shown, policy: policy).judgement)
        for feature in [ScoreFeature.quantity, .priceBelow, .sellerYoung] {
            #expect(JudgeParty.value(feature, of: judgement) ?? 0 > 0, "\(feature)")
        }
        try party.close()
    }

    @Test("a whole shop, and a listing that came back before, are for a person")
    func forPersons() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller)
        shown.show(seller)
        shown.show(listing, seller: seller)
        let shop = try await party.judged(seller, shown)
        #expect(shop.lane == .review(.storefront))

        let register = party.register()
        let judge = try party.judge(register, shown)
        let first = try await party.file(JudgeParty.complaint([listing]))
        try register.catchUp()
        #expect(try await judge.judge(first).lanes[0] == .express(.takeDown))
        try await party.say(
            [
                .complaint(
                    .reinstatement(
                        Reinstatement(
                            under: first, reason: .ownReview, text: "wrong", reviewer: "r1"))
                )
            ], by: "platform", in: JudgeParty.channel)
        let again = try await party.file(JudgeParty.complaint([listing]))
        try register.catchUp()
        #expect(try await judge.judge(again).lanes[0] == .review(.reinstatedBefore))
        try party.close()
    }

    @Test("three hundred listings go their ways together, in as many statements as they need")
    func many() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let listings = try (0..<Complaint.listingsMax).map { try JudgeParty.listing($0) }
        let bad = try (0..<3).map { try JudgeParty.seller("bad-\($0)") }
        for seller in bad { try await party.report(seller) }
        for (number, listing) in listings.enumerated() {
            switch number % 3 {
            case 0: shown.show(listing, seller: bad[number % bad.count])
            case 1:
                shown.show(
                    listing, title: "Verelle bag \(number)",
                    seller: try JudgeParty.seller("honest-\(number)"))
            default: break
            }
        }
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint(listings))
        try register.catchUp()
        let outcome = try await party.judge(register, shown).judge(id)
        #expect(outcome.lanes.count == listings.count)
        try register.catchUp()
        let state = try #require(register.reading(of: id)?.state)
        for listing in state.listings {
            let expected: ListingStage = [.takenDown, .filed, .returned][listing.place % 3]
            #expect(listing.stage == expected, "\(listing.place)")
        }
        // What is answered alike is one part.
        #expect(outcome.decisions.count == 1)
        #expect(register.judgements(of: id).count == listings.count)
        try party.close()
    }
}

import AllianceNames
import AllianceNode
import ComplaintScoring
import Complaints
import Statements
import Testing
import TransparencyLog

/// Whose word counts before the judge of a platform's real node.
@Suite(.timeLimit(.minutes(8))) struct ComplaintJudgeSourcesTests {
    @Test(
        "the owner's own word, a grey-market report, and what somebody objects to take nothing down"
    )
    func whoseWord() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (own, grey, disputed, weak) = (
            try JudgeParty.seller("own"), try JudgeParty.seller("grey"),
            try JudgeParty.seller("disputed"), try JudgeParty.seller("weak")
        )
        try await party.report(own, by: ["brand"])
        try await party.report(
            grey, attributes: [Attribute(name: "goods", value: "grey-market")])
        try await party.report(disputed, by: ["m1", "m2"])
        try await party.say(
            [.dispute(Dispute(indicator: disputed, reason: .falsePositive))], by: "m3",
            in: .alliance)
        try await party.report(weak, confidence: 40)
        for (number, seller) in [own, grey, disputed, weak].enumerated() {
            let listing = try JudgeParty.listing(number)
            shown.show(listing, seller: seller)
            let (lane, judgement) = try await party.judged(listing, shown)
            #expect(lane == .review(.unclear), "\(seller)")
            #expect(JudgeParty.value(.sellerMembers, of: judgement) == nil, "\(seller)")
            if seller == grey { #expect(JudgeParty.value(.greyReports, of: judgement) == 0) }
            if seller == disputed {
                #expect(JudgeParty.value(.pendingMembers, of: judgement) == 10_000)
            }
        }
        #expect(try party.decided() == 0)
        try party.close()
    }

    @Test("the owner's word does not count where another files, of a right of any kind")
    func ownersOfDesigns() async throws {
        let party = try await JudgeParty()
        let right = Right(
            kind: .copyright, office: "FR", registrationNumber: "C 77", title: "Verelle scarf",
            jurisdictions: ["FR"])
        try await party.say([.right(right)], by: "brand", in: .alliance)
        let shown = ShownListings(party.platform.clock.now, right: right)
        let (own, other) = (try JudgeParty.seller("own"), try JudgeParty.seller("other"))
        try await party.report(own, by: ["brand"])
        try await party.report(other, by: ["m1"])
        let listings = [try JudgeParty.listing(1), try JudgeParty.listing(2)]
        shown.show(listings[0], seller: own, countries: ["FR"])
        shown.show(listings[1], seller: other, countries: ["FR"])
        let register = party.register()
        let id = try await party.say(
            [
                .complaint(
                    .complaint(
                        Complaint(
                            right: .init(office: "FR", number: "C 77"), ground: .copyright,
                            listings: listings,
                            evidence: [
                                EvidenceFile(
                                    digest: .sha256([1]), mediaType: "image/png", byteCount: 1,
                                    role: .originalWork)
                            ], goodFaithStatement: "In good faith.", declaredBy: "An agent",
                            hostedAccount: "agent", onBehalfOf: "brand")))
            ], by: "platform", in: JudgeParty.channel)
        try register.catchUp()
        _ = try await party.judge(register, shown).judge(id)
        let judgements = register.judgements(of: id).sorted { $0.place < $1.place }
        #expect(judgements.count == 2)
        #expect(JudgeParty.value(.sellerMembers, of: judgements.first) == nil)
        #expect(JudgeParty.value(.sellerMembers, of: judgements.last) == 5_000)
        try party.close()
    }

    @Test("reports that are not cosigned decide nothing, and are looked at again once they are")
    func pendingReports() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller, by: ["m1", "m2"], isConfirmed: false)
        shown.show(listing, seller: seller)
        let register = party.register()
        let upkeep = try party.upkeep(register, shown)
        let id = try await party.file(JudgeParty.complaint([listing]))
        try await upkeep.round()
        let judgement = try #require(register.judgements(of: id).first)
        #expect(judgement.review == .unclear)
        // It says which case a person opens first: 2 x 5,000.
        #expect(JudgeParty.value(.pendingMembers, of: judgement) == 10_000)
        #expect(judgement.contributions.contains { !$0.isDisclosable })
        for member in ["m1", "m2"] {
            try party.confirm(party.node(member).writer.origin(in: .alliance))
        }
        try await upkeep.round()
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).first?.review == nil)
        try party.close()
    }

    @Test("shops that others have linked count, and a complainant ties nobody to anybody")
    func linked() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let bad = try JudgeParty.seller("bad")
        try await party.report(bad)
        for (number, author) in ["brand", "m1"].enumerated() {
            let seller = try JudgeParty.seller("linked-\(author)")
            let listing = try JudgeParty.listing(number)
            try await party.say(
                [.link(try OperatorLink(bad, seller, basis: .inspection, confidence: 90))],
                by: author, in: .alliance)
            shown.show(listing, seller: seller)
            let (lane, judgement) = try await party.judged(listing, shown)
            if author == "brand" {
                #expect(lane == .review(.unclear))
                #expect(JudgeParty.value(.linkedMembers, of: judgement) == nil)
            } else {
                #expect(lane == .express(.takeDown))
                #expect(JudgeParty.value(.linkedMembers, of: judgement) == 15_000)
            }
        }
        try party.close()
    }

    @Test("a link that is marked for few ties nobody to anybody")
    func markedLink() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let bad = try JudgeParty.seller("bad")
        try await party.report(bad)
        let seller = try JudgeParty.seller("linked")
        let listing = try JudgeParty.listing(1)
        try await party.say(
            [
                .link(
                    try OperatorLink(bad, seller, basis: .inspection, confidence: 90, tlp: .red))
            ], by: "m1", in: .alliance)
        shown.show(listing, seller: seller)
        let (lane, judgement) = try await party.judged(listing, shown)
        #expect(lane == .review(.unclear))
        #expect(JudgeParty.value(.linkedMembers, of: judgement) == nil)
        try party.close()
    }

    @Test("a report that is marked for few is shown to people and decides nothing")
    func marked() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller, .red)
        shown.show(listing, seller: seller)
        let (lane, judgement) = try await party.judged(listing, shown)
        #expect(lane == .review(.unclear))
        let told = judgement?.contributions.first {
            $0.feature == ScoreFeature.sellerMembers.rawValue
        }
        #expect(told?.logOddsThousandths == 15_000)
        #expect(told?.isDisclosable == false)
        try party.close()
    }
}

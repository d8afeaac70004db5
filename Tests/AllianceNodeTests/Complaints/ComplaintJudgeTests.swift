import AllianceNames
import AllianceNode
import CRDT
import ComplaintScoring
import Complaints
import Replication
import SQLiteStore
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Complaints before the judge of a platform's real node, with what members say in its view.
@Suite(.timeLimit(.minutes(8))) struct ComplaintJudgeTests {
    /// A complaint of one listing, and how it went.
    private static func judged(
        _ party: JudgeParty, _ listing: Indicator, _ shown: ShownListings,
        ground: Complaint.Ground = .markInListing, policy: ComplaintJudge.Policy? = nil
    ) async throws -> (lane: Lane?, judgement: ListingJudgement?) {
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint([listing], ground: ground))
        try register.catchUp()
        let outcome = try await party.judge(register, shown, policy: policy).judge(id)
        return (outcome.lanes[0], register.judgements(of: id).first)
    }

    private static func value(_ feature: ScoreFeature, of judgement: ListingJudgement?) -> Int? {
        judgement?.contributions.first { $0.feature == feature.rawValue }?.logOddsThousandths
    }

    @Test("what is clear is decided in the log, with the score that it rests on, and noted")
    func express() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller, by: ["m1", "m2"])
        shown.show(listing, seller: seller)
        let register = party.register()
        let upkeep = try party.upkeep(register, shown)
        let id = try await party.file(JudgeParty.complaint([listing]))
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
        #expect(judgement.capture?.seller == seller)
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

    @Test("what nobody has confirmed waits for a person, and is decided once it is confirmed")
    func notWitnessed() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller, by: ["m1", "m2"])
        shown.show(listing, seller: seller)
        let register = party.register()
        let upkeep = try party.upkeep(register, shown)
        let id = try await party.file(JudgeParty.complaint([listing]), isConfirmed: false)
        try await upkeep.round()
        #expect(register.judgements(of: id).map(\.review) == [.notWitnessed])
        #expect(try party.decided() == 0)
        try await upkeep.round()
        #expect(try party.decided() == 0)
        try party.confirm(id.origin)
        try await upkeep.round()
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).map(\.review) == [nil])
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
        #expect(Self.value(.pendingMembers, of: judgement) == 10_000)
        #expect(judgement.contributions.contains { !$0.isDisclosable })
        for member in ["m1", "m2"] {
            try party.confirm(party.node(member).writer.origin(in: .alliance))
        }
        try await upkeep.round()
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).first?.review == nil)
        try party.close()
    }

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
            let (lane, judgement) = try await Self.judged(party, listing, shown)
            #expect(lane == .review(.unclear), "\(seller)")
            #expect(Self.value(.sellerMembers, of: judgement) == nil, "\(seller)")
            if seller == grey { #expect(Self.value(.greyReports, of: judgement) == 0) }
            if seller == disputed {
                #expect(Self.value(.pendingMembers, of: judgement) == 10_000)
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
        #expect(Self.value(.sellerMembers, of: judgements.first) == nil)
        #expect(Self.value(.sellerMembers, of: judgements.last) == 5_000)
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
        let (lane, judgement) = try await Self.judged(party, listing, shown)
        #expect(lane == .review(.unclear))
        #expect(Self.value(.linkedMembers, of: judgement) == nil)
        try party.close()
    }

    @Test("what is said while marketplaces are asked counts, and what is decided then stays")
    func meanwhile() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller)
        shown.show(listing, seller: seller)
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint([listing]))
        try register.catchUp()
        shown.meanwhile {
            try await party.say(
                [
                    .complaint(
                        .evidenceRequest(
                            EvidenceRequest(
                                on: id, text: "a photograph",
                                due: party.platform.clock.now() + 3_600_000)))
                ], by: "platform", in: JudgeParty.channel)
            try register.catchUp()
        }
        let judge = try party.judge(register, shown)
        #expect(try await judge.judge(id).lanes[0] == .review(.unclear))
        shown.meanwhile {
            try await party.say(
                [
                    .complaint(
                        .decision(
                            ComplaintDecision(
                                of: id,
                                parts: [
                                    .init(listings: [0], verdict: .refuse, reasons: ["unclear"])
                                ], maker: .person("r1"))))
                ], by: "platform", in: JudgeParty.channel)
            try register.catchUp()
        }
        #expect(try await judge.judge(id).lanes.isEmpty)
        #expect(try party.decided() == 2)
        try party.close()
    }

    @Test("a report that is marked for few is shown to people and decides nothing")
    func marked() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller, .red)
        shown.show(listing, seller: seller)
        let (lane, judgement) = try await Self.judged(party, listing, shown)
        #expect(lane == .review(.unclear))
        let told = judgement?.contributions.first {
            $0.feature == ScoreFeature.sellerMembers.rawValue
        }
        #expect(told?.logOddsThousandths == 15_000)
        #expect(told?.isDisclosable == false)
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
            let (lane, judgement) = try await Self.judged(party, listing, shown)
            if author == "brand" {
                #expect(lane == .review(.unclear))
                #expect(Self.value(.linkedMembers, of: judgement) == nil)
            } else {
                #expect(lane == .express(.takeDown))
                #expect(Self.value(.linkedMembers, of: judgement) == 15_000)
            }
        }
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
        let nothing = try await Self.judged(party, plain, shown, policy: policy)
        #expect(nothing.lane == .review(.unclear))
        #expect(try #require(nothing.judgement).logOddsThousandths <= -2_945)
        let against = try await Self.judged(party, fitting, shown, policy: policy)
        #expect(against.lane == .express(.refuse))
        #expect(Self.value(.markDescriptive, of: against.judgement) ?? 0 < 0)
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
            try await Self.judged(party, listing, shown, policy: policy).judgement)
        for feature in [ScoreFeature.quantity, .priceBelow, .sellerYoung] {
            #expect(Self.value(feature, of: judgement) ?? 0 > 0, "\(feature)")
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
        let shop = try await Self.judged(party, seller, shown)
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

    @Test(
        "a decision that was signed before the node stopped is noted after it, and not made again")
    func crash() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller)
        shown.show(listing, seller: seller)
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint([listing]))
        try register.catchUp()
        let policy = try JudgeParty.policy(auditedPerMillion: 1_000_000)
        let stopping = StumblingRegister(register)
        await #expect(throws: StumblingRegister.Stopped.self) {
            _ = try await party.judge(stopping, shown, policy: policy).judge(id)
        }
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).isEmpty)

        let upkeep = try party.upkeep(register, shown, policy: policy)
        for _ in 0..<3 { try await upkeep.round() }
        #expect(try party.decided() == 1)
        let judgement = try #require(register.judgements(of: id).first)
        #expect(judgement.review == nil)
        #expect(judgement.table == "test")
        #expect(judgement.isAuditSample)
        #expect(register.reading(of: id)?.state?.listings[0].stage == .takenDown)
        try party.close()
    }

    @Test("a decision that could not be noted is noted when the complaint is looked at again")
    func notNoted() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let (seller, listing) = (try JudgeParty.seller("bad"), try JudgeParty.listing(1))
        try await party.report(seller)
        shown.show(listing, seller: seller)
        let register = party.register()
        let id = try await party.file(JudgeParty.complaint([listing]))
        try register.catchUp()
        let policy = try JudgeParty.policy(auditedPerMillion: 1_000_000)
        await #expect(throws: StumblingRegister.Stopped.self) {
            _ = try await party.judge(StumblingRegister(register), shown, policy: policy).judge(id)
        }
        // Whoever looks at a list first takes it up.
        try register.catchUp()
        _ = try await party.judge(register, shown, policy: policy).judge(id)
        #expect(try party.decided() == 1)
        #expect(register.judgements(of: id).map(\.isAuditSample) == [true])
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

    @Test(
        "the sample is drawn by the root of the log before the decision, for anybody to draw again")
    func sample() async throws {
        let party = try await JudgeParty()
        let shown = ShownListings(party.platform.clock.now)
        let seller = try JudgeParty.seller("bad")
        try await party.report(seller)
        let listings = try (0..<200).map { try JudgeParty.listing($0) }
        for listing in listings { shown.show(listing, seller: seller) }
        let register = party.register()
        let share: UInt64 = 250_000
        let judge = try party.judge(
            register, shown, policy: JudgeParty.policy(auditedPerMillion: share))
        var drawn = 0
        for part in [listings.prefix(100), listings.suffix(100)] {
            let id = try await party.file(JudgeParty.complaint(Array(part)))
            try register.catchUp()
            let decision = try #require(try await judge.judge(id).decisions.first)
            // As a stranger computes it, from the entries alone.
            let tree = try Self.leaves(of: decision.origin, at: party.platform)
            let root = MerkleHash.root(ofLeaves: tree.prefix(Int(decision.index)))
            let sample = AuditSample(seed: root, perMillion: share)
            let noted = register.judgements(of: id).filter(\.isAuditSample).map(\.place)
            #expect(noted == (0..<100).filter { sample.draws(decision, place: $0) })
            try register.catchUp()
            #expect(sample.drawn(from: try #require(register.reading(of: id)?.state)) == noted)
            drawn += noted.count
        }
        #expect((20...80).contains(drawn))
        let items = register.queue(Self.samples(at: party.platform))
        #expect(items.count == drawn)
        try party.close()
    }

    private static func samples(at node: OpenedNode) -> ReviewQuery {
        var query = ReviewQuery(channels: [JudgeParty.channel], now: node.clock.now())
        query.kinds = [.sample]
        query.limit = 500
        return query
    }

    private static func leaves(
        of origin: LogOrigin, at node: OpenedNode
    ) throws -> [TransparencyLog.Digest] {
        let size = try node.logs.state(of: origin)?.size ?? 0
        let bundle = try #require(BundleCoordinate(containing: 0, size: size))
        let entries = try #require(try node.logs.entries(of: origin, bundle))
        return EntryBundle.leafHashes(
            of: entries, ranges: try EntryBundle.parse(entries, count: bundle.width))
    }
}

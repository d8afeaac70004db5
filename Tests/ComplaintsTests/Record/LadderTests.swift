import AllianceNames
import Complaints
import Statements
import Testing

@Suite("Ladders")
struct LadderTests {
    static let day: UInt64 = 86_400_000
    static let now = 1_000 * day

    private func abuse(
        _ unfounded: Int, of total: Int, _ gravity: AbuseLadder.Gravity = .none,
        _ intent: AbuseLadder.Intent = .unknown, since: Int = 1, earlier: [LadderStep] = []
    ) -> LadderStep? {
        AbuseLadder.proposal(
            .init(total: total, unfounded: unfounded, gravity: gravity, intent: intent),
            unfoundedSinceLastStep: since, earlier: earlier, at: Self.now)?.step
    }

    static let warned = [LadderStep(.warning, from: now - 40 * day)]

    @Test("number, share, gravity and intent are weighed, each by itself and together")
    func weighing() {
        func weight(
            _ unfounded: Int, _ total: Int, _ gravity: AbuseLadder.Gravity = .none,
            _ intent: AbuseLadder.Intent = .unknown
        ) -> Int {
            AbuseLadder.Record(
                total: total, unfounded: unfounded, gravity: gravity, intent: intent
            ).weight
        }
        #expect([2, 3, 9, 10, 29, 30].map { weight($0, 10_000) } == [0, 1, 1, 2, 2, 3])
        #expect(
            [9, 10, 24, 25, 49, 50].map { weight($0, 100) - weight($0, 10_000) } == [
                0, 1, 1, 2, 2, 3,
            ])
        #expect(AbuseLadder.Gravity.allCases.map { weight(0, 1, $0) } == [0, 1, 2, 4])
        #expect(AbuseLadder.Intent.allCases.map { weight(0, 1, .none, $0) } == [0, 2, 4])
    }

    @Test("everybody may err: a few of many bring nothing")
    func nothing() {
        #expect(abuse(2, of: 4) == nil)
        #expect(abuse(5, of: 1_000) == nil)
        #expect(abuse(0, of: 0) == nil)
    }

    @Test("the first step is a warning, however much there is")
    func warning() {
        #expect(abuse(3, of: 10)?.measure == .warning)
        #expect(abuse(60, of: 60, .livelihood, .established)?.measure == .warning)
        #expect(abuse(1, of: 1, .listings, .established)?.measure == .warning)
    }

    @Test("who was warned and goes on is suspended, for longer each time")
    func suspension() throws {
        var steps = Self.warned
        for (position, days) in AbuseLadder.suspensionDays.enumerated() {
            let step = try #require(abuse(12, of: 30, .shops, earlier: steps))
            #expect(step.measure == .suspension)
            #expect(step.until == Self.now + days * Self.day)
            let from = Self.now - UInt64(30 - position) * Self.day
            steps.append(LadderStep(.suspension, from: from, until: from + Self.day))
        }
        #expect(abuse(12, of: 30, .shops, earlier: steps)?.until == Self.now + 180 * Self.day)
    }

    @Test("one record brings one step, and none while a suspension lasts")
    func once() {
        #expect(abuse(12, of: 30, .shops, since: 0, earlier: Self.warned) == nil)
        let suspended =
            Self.warned + [LadderStep(.suspension, from: Self.now - 1, until: Self.now + 1)]
        #expect(abuse(12, of: 30, .shops, earlier: suspended) == nil)
    }

    @Test("a warning is forgotten after a year: a new one comes before a suspension")
    func forgotten() {
        let old = [LadderStep(.warning, from: Self.now - LadderStep.rememberedMilliseconds)]
        #expect(abuse(12, of: 30, .shops, earlier: old)?.measure == .warning)
    }

    @Test("a proposal says all that was weighed, and what came before")
    func notice() throws {
        let proposal = try #require(
            AbuseLadder.proposal(
                .init(total: 30, unfounded: 12, gravity: .shops, intent: .suspected),
                unfoundedSinceLastStep: 2, earlier: Self.warned, at: Self.now))
        #expect(
            proposal.facts == [
                .init("complaints", 30), .init("unfounded", 12), .init("share-percent", 40),
                .init("gravity", 2), .init("intent", 2), .init("weight", 8),
            ])
        #expect(proposal.earlier == Self.warned)
    }

    private func strikes(_ count: Int, complainants: Int = 2) -> [SellerLadder.Strike] {
        (0..<count).map { number in
            SellerLadder.Strike(
                complaint: EntryReference(origin: Course.log(.brand), index: UInt64(number)),
                complainant: .member(MemberID(unchecked: "brand\(number % complainants)")),
                time: Self.now - UInt64(100 - number) * Self.day)
        }
    }

    private func seller(
        _ strikes: [SellerLadder.Strike], earlier: [LadderStep] = []
    ) -> LadderStep.Measure? {
        SellerLadder.proposal(strikes, earlier: earlier, at: Self.now)?.step.measure
    }

    @Test("a seller is told, warned, restricted, suspended and closed, a step for each complaint")
    func sellerSteps() {
        #expect(seller([]) == nil)
        #expect(seller(strikes(1)) == .notice)
        #expect(seller(strikes(2)) == .warning)
        #expect(seller(strikes(3), earlier: Self.warned) == .restriction)
        #expect(seller(strikes(4), earlier: Self.warned) == .suspension)
        #expect(seller(strikes(5), earlier: Self.warned) == .termination)
        #expect(seller(strikes(2), earlier: Self.warned) == nil)
    }

    @Test("no shop is touched without a warning, and none closed on one complainant's word")
    func sellerProtection() {
        #expect(seller(strikes(9)) == .warning)
        #expect(seller(strikes(9, complainants: 1), earlier: Self.warned) == .suspension)
    }

    @Test("many listings in one complaint are one strike, and old ones are none")
    func sellerCounting() {
        #expect(seller([SellerLadder.Strike](repeating: strikes(1)[0], count: 9)) == .notice)
        var old = strikes(3)
        for place in old.indices {
            old[place].time = Self.now - SellerLadder.rememberedMilliseconds
        }
        #expect(seller(old) == nil)
    }

    @Test("after a suspension that is over another strike suspends again, and nothing does without")
    func sellerAgain() {
        let over =
            Self.warned
            + [
                LadderStep(
                    .suspension, from: Self.now - 98 * Self.day, until: Self.now - 68 * Self.day)
            ]
        let one = strikes(9, complainants: 1)
        #expect(seller(one, earlier: over) == .suspension)
        #expect(seller(Array(one.prefix(1)), earlier: over) == nil)
        let lasting = over + [LadderStep(.suspension, from: Self.now - 1, until: Self.now + 9)]
        #expect(seller(one, earlier: lasting) == nil)
    }

    @Test(
        "of a case a takedown that stands is a strike of its seller, and one that is contested is not"
    )
    func strikesOfACase() throws {
        var course = Course(listings: 4)
        course.decide(.takeDown, [0, 1, 2])
        course.decide(.refuse, [3])
        course.counter([2])
        let sellers = try ["a", "a", "b", "c"].map {
            try Indicator(.sellerAccount, parsing: "taobao:\($0)")
        }
        let strikes = try course.state().strikes { sellers[$0] }
        #expect(strikes.keys.map(\.value) == ["taobao:a"])
        #expect(strikes.values.map(\.time) == [Course.time(1)])
    }
}

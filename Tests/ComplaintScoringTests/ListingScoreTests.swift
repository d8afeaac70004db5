import ComplaintScoring
import Complaints
import Statements
import Testing

@Suite struct ListingScoreTests {
    /// One in thousandths of each that may count, in its direction.
    private var plain: WeightTable {
        get throws {
            try WeightTable(
                version: "plain",
                ScoreFeature.allCases.map { feature in
                    switch feature.direction {
                    case .raises, .either: (feature.rawValue, 1_000)
                    case .lowers: (feature.rawValue, -1_000)
                    case .neutral: (feature.rawValue, 0)
                    }
                })
        }
    }

    @Test(
        "more of a feature moves a score its way and never back", arguments: ScoreFeature.allCases)
    func monotony(feature: ScoreFeature) throws {
        for table in [try plain, WeightTable.current] {
            var before = ListingScore([ScoreObservation(feature, 0)], by: table).orderThousandths
            for step in 1...60 {
                let after = ListingScore(
                    [ScoreObservation(feature, Double(step) / 10)], by: table
                ).orderThousandths
                switch feature.direction {
                case .raises: #expect(after >= before)
                case .lowers: #expect(after <= before)
                case .neutral: #expect(after == 0)
                case .either: break
                }
                before = after
            }
        }
    }

    @Test("more reports, found counterfeits and a lower price never lower a score")
    func signalsRaise() {
        func score(_ change: (inout ListingSignals) -> Void) -> Int {
            var signals = ListingSignals()
            signals.price = 80
            signals.marketMedian = 100
            signals.sellerAgeDays = 200
            change(&signals)
            return ListingScore(signals, by: .current).disclosedThousandths
        }
        let before = score { _ in }
        #expect(score { $0.sellerMembers = 2 } > before)
        #expect(score { $0.sellerMembers = 3 } >= score { $0.sellerMembers = 2 })
        #expect(score { $0.sellerFound = 1 } > before)
        #expect(score { $0.price = 20 } >= before)
        #expect(score { $0.sellerAgeDays = 2 } >= before)
        #expect(score { $0.scan = .counterfeit } >= before)
        #expect(score { $0.scan = .genuine } <= before)
        #expect(score { $0.record = -2 } <= before)
        #expect(score { $0.sellerCleared = 2 } <= before)
    }

    @Test("what is said of grey-market goods changes no score")
    func grey() {
        var signals = ListingSignals()
        signals.sellerMembers = 1
        let before = ListingScore(signals, by: .current)
        for count in [1, 3, 1_000] {
            signals.greyReports = count
            let after = ListingScore(signals, by: .current)
            #expect(after.disclosedThousandths == before.disclosedThousandths)
            #expect(after.orderThousandths == before.orderThousandths)
            #expect(after.corroborationThousandths == before.corroborationThousandths)
            // It is shown, as worth nothing.
            #expect(
                after.contributions.contains {
                    $0.feature == .greyReports && $0.logOddsThousandths == 0
                })
        }
    }

    @Test("no table can make grey-market facts count")
    func greyTable() throws {
        let rows = ScoreFeature.allCases.map {
            (name: $0.rawValue, thousandths: $0 == .greyReports ? 1 : 0)
        }
        #expect(throws: WeightTable.Problem.direction(.greyReports, thousandths: 1)) {
            try WeightTable(version: "grey", rows)
        }
    }

    @Test("what may not be told decides nothing, and is not in what is told")
    func disclosure() throws {
        let table = try plain
        var signals = ListingSignals()
        signals.pendingMembers = 2
        signals.sellerMembers = 1
        let open = ListingScore(signals, by: table)
        #expect(open.disclosedThousandths == 2_000)
        #expect(open.orderThousandths == 4_000)
        #expect(
            open.disclosed.contributions.map(\.feature) == ["base", "seller-members"])
        // The members' reports are marked for few.
        signals.membersAreDisclosable = false
        let closed = ListingScore(signals, by: table)
        #expect(closed.disclosedThousandths == 1_000)
        #expect(closed.disclosed.logOddsThousandths == 1_000)
        #expect(closed.disclosed.contributions.map(\.feature) == ["base"])
        #expect(closed.corroborationThousandths == 0)
        #expect(closed.contributions.count == open.contributions.count)
    }

    @Test("to know nothing refuses nothing; facts against a complaint do, the ground does not")
    func objection() {
        let all = LaneThresholds(takeDown: 5_294, takeDownForAnybody: 6_684, refuse: -2_945)
        var signals = ListingSignals()
        signals.ground = .copyright
        var score = ListingScore(signals, by: .current)
        #expect(score.disclosedThousandths <= -2_945)
        #expect(score.objectionThousandths == 0 && score.thresholds(within: all).refuse == nil)
        signals.mark = .descriptive
        score = ListingScore(signals, by: .current)
        #expect(score.objectionThousandths >= ListingScore.objectionThousandthsMin)
        #expect(score.thresholds(within: all) == all)
    }

    @Test("a score is the sum of its contributions, under the table's version")
    func sum() {
        var signals = ListingSignals()
        signals.sellerMembers = 2
        signals.price = 33
        signals.marketMedian = 100
        signals.sellerSales = 1_234
        signals.strangers = 1
        let score = ListingScore(signals, by: .current)
        let told = score.disclosed
        #expect(told.table == WeightTable.current.version)
        #expect(told.logOddsThousandths == score.disclosedThousandths)
        #expect(
            told.contributions.reduce(0) { $0 + $1.logOddsThousandths } == told.logOddsThousandths)
        #expect(ScoreFeature.allCases.count <= DisclosedScore.contributionsMax)
    }

    @Test("without confirmed facts no score takes down at once, and a refusal needs none")
    func witnessed() throws {
        let thresholds = LaneThresholds(takeDown: 3_000, takeDownForAnybody: 4_000, refuse: -1_000)
        var signals = ListingSignals()
        signals.price = 10
        signals.marketMedian = 100
        signals.evidenceIsIndependent = true
        signals.evidenceIsLaboratory = true
        signals.modelIsUnknown = true
        let alone = ListingScore(signals, by: try plain)
        func lane(_ score: ListingScore) throws -> Lane {
            LaneQuestion(
                listing: try Indicator(.listing, parsing: "taobao:1"), score: score.disclosed,
                isWitnessed: score.isWitnessed(thresholds), isInGoodFaithLane: true
            ).lane(thresholds)
        }
        #expect(alone.disclosedThousandths > 4_000)
        #expect(try lane(alone) == .review(.notWitnessed))
        signals.sellerMembers = 1
        #expect(try lane(ListingScore(signals, by: try plain)) == .express(.takeDown))
        var weak = ListingSignals()
        weak.evidenceIsReused = true
        weak.strangers = 4
        #expect(try lane(ListingScore(weak, by: try plain)) == .express(.refuse))
    }

    @Test("no number, and nothing below nought, counts as anything")
    func values() {
        #expect(ScoreObservation(.priceBelow, .nan).value == 0)
        #expect(ScoreObservation(.priceBelow, -1).value == 0)
        #expect(ScoreObservation(.priceBelow, .infinity).value == ScoreFeature.priceBelow.valueMax)
        var signals = ListingSignals()
        signals.price = -5
        signals.marketMedian = 0
        signals.sellerAgeDays = -3
        signals.quantity = -1
        signals.sellerSales = -1
        #expect(signals.observations.allSatisfy { $0.value.isFinite && $0.value >= 0 })
    }
}

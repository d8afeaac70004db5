import Complaints
import Statements
import Testing
import TransparencyLog

@Suite("Lanes")
struct LaneTests {
    static let thresholds = LaneThresholds(
        takeDown: 2_000, takeDownForAnybody: 5_000, refuse: -3_000)

    private func lane(
        _ score: Int?, _ change: (inout LaneQuestion) -> Void = { _ in },
        thresholds: LaneThresholds = thresholds
    ) -> Lane {
        var question = LaneQuestion(
            listing: Course.listings(1)[0],
            score: score.map {
                DisclosedScore(
                    table: "t1", contributions: [.init(feature: "f", logOddsThousandths: $0)])
            }, isWitnessed: true, isInGoodFaithLane: true)
        change(&question)
        return question.lane(thresholds)
    }

    @Test("a clear score is decided at once, by the thresholds to the unit")
    func express() {
        #expect(lane(2_000) == .express(.takeDown))
        #expect(lane(1_999) == .review(.unclear))
        #expect(lane(-2_999) == .review(.unclear))
        #expect(lane(-3_000) == .express(.refuse))
    }

    @Test("outside the good-faith lane only what is clearer still is taken down at once")
    func goodFaith() {
        let outside: (inout LaneQuestion) -> Void = { $0.isInGoodFaithLane = false }
        #expect(lane(4_999, outside) == .review(.notInGoodFaithLane))
        #expect(lane(5_000, outside) == .express(.takeDown))
        #expect(lane(-3_000, outside) == .express(.refuse))
        #expect(
            lane(9_000, outside, thresholds: LaneThresholds(takeDown: 2_000))
                == .review(.notInGoodFaithLane))
    }

    @Test("without confirmation, without a score, or for a whole shop a person decides")
    func review() throws {
        #expect(lane(9_000) { $0.isWitnessed = false } == .review(.notWitnessed))
        #expect(lane(-9_000) { $0.isWitnessed = false } == .review(.notWitnessed))
        #expect(lane(nil) == .review(.notScored))
        let shop = try Indicator(.sellerAccount, parsing: "taobao:shop1")
        #expect(lane(9_000) { $0.listing = shop } == .review(.storefront))
        #expect(lane(9_000) { $0.wasReinstated = true } == .review(.reinstatedBefore))
        #expect(lane(-9_000, thresholds: LaneThresholds(takeDown: 0)) == .review(.unclear))
    }

    @Test("what is to be mended goes back, whatever its score")
    func returned() {
        let failures = [FilingFailure(.duplicate, places: [0], "it is open", mend: "wait")]
        #expect(lane(9_000) { $0.failures = failures } == .returned(failures))
    }

    @Test("the sample is the same for everybody who knows the seed, and of the stated share")
    func sample() throws {
        let log = Course.log(.platform)
        func drawn(_ seed: UInt8, _ perMillion: UInt64) -> [Int] {
            let sample = AuditSample(seed: .sha256([seed]), perMillion: perMillion)
            return (0..<20_000).filter {
                sample.draws(EntryReference(origin: log, index: UInt64($0 / 4)), place: $0 % 4)
            }
        }
        let sample = drawn(1, 50_000)
        #expect(sample == drawn(1, 50_000))
        #expect(sample != drawn(2, 50_000))
        // Of 20,000 with a share of 5 %: 1,000, with a deviation of 31.
        #expect((850...1_150).contains(sample.count))
        #expect(Set(sample).isSubset(of: drawn(1, 100_000)))
        #expect(drawn(1, 0).isEmpty && drawn(1, 1_000_000).count == 20_000)
    }

    @Test("only what was decided without a person is drawn")
    func automaticOnly() throws {
        let everything = AuditSample(seed: .sha256([1]), perMillion: 1_000_000)
        var course = Course(listings: 3)
        course.decide(.takeDown, [0], by: nil)
        course.decide(.takeDown, [1], by: "r1")
        #expect(everything.drawn(from: try course.state()) == [0])
    }
}

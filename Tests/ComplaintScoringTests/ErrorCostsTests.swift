import ComplaintScoring
import Complaints
import Testing

@Suite struct ErrorCostsTests {
    @Test("thresholds are where the costs of both choices are the same")
    func standard() {
        let costs = ErrorCosts.standard
        #expect(abs(costs.takeDownProbability - 0.995) < 1e-12)
        #expect(abs(costs.takeDownForAnybodyProbability - 0.99875) < 1e-12)
        #expect(abs(costs.refuseProbability - 0.05) < 1e-12)
        let takeDown = costs.takeDownProbability
        #expect(abs((1 - takeDown) * costs.wrongTakedownMinutes - costs.reviewMinutes) < 1e-9)
        #expect(
            abs(costs.refuseProbability * costs.missedCounterfeitMinutes - costs.reviewMinutes)
                < 1e-9)
        let even = costs.indifferentProbability
        #expect(
            abs((1 - even) * costs.wrongTakedownMinutes - even * costs.missedCounterfeitMinutes)
                < 1e-9)
        // ln(0.995 / 0.005) = 5.2933, ln(0.99875 / 0.00125) = 6.6834, ln(0.05 / 0.95) = -2.9444
        #expect(costs.thresholds.takeDown == 5_294)
        #expect(costs.thresholds.takeDownForAnybody == 6_684)
        #expect(costs.thresholds.refuse == -2_945)
    }

    @Test("a dearer error moves its threshold away, and a dearer look both towards each other")
    func monotony() throws {
        func thresholds(
            wrong: Double = 1_000, missed: Double = 100, look: Double = 5
        ) throws -> (Int, Int) {
            let made = try ErrorCosts(
                wrongTakedownMinutes: wrong, wrongTakedownForAnybodyMinutes: 4 * wrong,
                missedCounterfeitMinutes: missed, reviewMinutes: look
            ).thresholds
            return (made.takeDown, made.refuse ?? 0)
        }
        let before = try thresholds()
        #expect(try thresholds(wrong: 2_000).0 > before.0)
        #expect(try thresholds(missed: 200).1 < before.1)
        #expect(try thresholds(look: 10).0 < before.0)
        #expect(try thresholds(look: 10).1 > before.1)
    }

    @Test("costs that are none, or make every look too dear, are refused")
    func refused() {
        for (wrong, missed, look) in [
            (0.0, 1.0, 0.1), (1, -1, 0.1), (1, 1, .nan), (.infinity, 1, 0.1),
        ] {
            #expect(throws: ErrorCosts.Problem.notPositive) {
                try ErrorCosts(
                    wrongTakedownMinutes: wrong, wrongTakedownForAnybodyMinutes: 1,
                    missedCounterfeitMinutes: missed, reviewMinutes: look)
            }
        }
        #expect(throws: ErrorCosts.Problem.reviewTooDear) {
            try ErrorCosts(
                wrongTakedownMinutes: 100, wrongTakedownForAnybodyMinutes: 100,
                missedCounterfeitMinutes: 10, reviewMinutes: 5)
        }
    }
}

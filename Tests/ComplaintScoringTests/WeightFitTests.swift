import ComplaintScoring
import Testing

@Suite struct WeightFitTests {
    /// Complaints of 40 accounts, in which reported sellers are mostly counterfeiters.
    static let rows = (0..<2_000).map { number -> FittingRow in
        let mixed = UInt64(number) &* 0x9e37_79b9_7f4a_7c15
        let isReported = mixed >> 60 < 8
        let isYoung = mixed >> 56 & 15 < 8
        let chance = (isReported ? 10 : 3) + (isYoung ? 3 : 0)
        var signals = ListingSignals()
        signals.sellerMembers = isReported ? 1 : 0
        signals.pendingMembers = isReported ? 1 : 0
        signals.greyReports = Int(mixed >> 50 & 1)
        signals.sellerAgeDays = isYoung ? 100 : 1_000
        // Goes against its direction: what has much sold would be counterfeit.
        let isCounterfeit = Int(mixed >> 40 & 15) < chance
        signals.sellerSales = isCounterfeit ? 1_000 : 10
        return FittingRow(
            complainant: number % 40, observations: signals.observations,
            isCounterfeit: isCounterfeit)
    }

    @Test("a fit is the same each time, to the last digit")
    func determinism() throws {
        let first = WeightFit(Self.rows, .init())
        let second = WeightFit(Self.rows, .init())
        #expect(first.weights == second.weights)
        #expect(try first.table(version: "x").rows == second.table(version: "x").rows)
        let calibrations = (0..<2).map { _ in
            CrossValidation.calibration(Self.rows, .init(), folds: 4)
        }
        #expect(calibrations[0] == calibrations[1])
    }

    @Test("what goes against its direction is fixed at nought, and so is what may not decide")
    func directions() throws {
        let fit = WeightFit(Self.rows, .init())
        #expect(fit.weights[ScoreFeature.sellerMembers.place] > 1)
        #expect(fit.weights[ScoreFeature.sellerSales.place] == 0)
        #expect(fit.fixed.contains(.sellerSales))
        #expect(fit.weights[ScoreFeature.greyReports.place] == 0)
        #expect(fit.weights[ScoreFeature.pendingMembers.place] == 0)
        let table = try fit.table(version: "x")
        #expect(table.thousandths(of: .greyReports) == 0)
        #expect(table.thousandths(of: .pendingMembers) > 0)
    }

    @Test("all rows of a complainant are in one fold, and every fold has some")
    func folds() {
        var counts = [Int](repeating: 0, count: 5)
        for complainant in 0..<500 {
            let fold = CrossValidation.fold(of: complainant, among: 5)
            #expect(fold == CrossValidation.fold(of: complainant, among: 5))
            counts[fold] += 1
        }
        #expect(counts.allSatisfy { (60...140).contains($0) })
        // Each row is judged once, by a fit that has not seen it.
        let calibration = CrossValidation.calibration(Self.rows, .init(), folds: 5)
        #expect(calibration.count == Self.rows.count)
    }

    @Test("what one account alone shows is not seen by the fold that tests it")
    func leakage() {
        // Account 7 alone names listings with a scan, all counterfeit: without it nothing is learnt of scans.
        let rows =
            (0..<400).map { number in
                FittingRow(
                    complainant: number % 7,
                    observations: [ScoreObservation(.base, 1)], isCounterfeit: number % 2 == 0)
            }
            + (0..<100).map { _ in
                FittingRow(
                    complainant: 7,
                    observations: [
                        ScoreObservation(.base, 1), ScoreObservation(.scanCounterfeit, 1),
                    ], isCounterfeit: true)
            }
        let calibration = CrossValidation.calibration(rows, .init(), folds: 3)
        // A fit that had seen them would put them above 0.8.
        #expect(calibration.bins[6...].allSatisfy { $0.count == 0 })
        let seen = WeightFit(rows, .init())
        #expect(seen.logOdds(rows[450].observations) > 1.4)
    }

    @Test("one complainant has no more than its share of the fit")
    func share() {
        let rows = (0..<1_000).map {
            FittingRow(complainant: $0 < 900 ? 0 : $0, observations: [], isCounterfeit: true)
        }
        let weights = FittingRow.weights(rows, shareMax: 0.02)
        #expect(abs(weights[0..<900].reduce(0, +) - 20) < 1e-9)
        #expect(weights[900...].allSatisfy { $0 == 1 })
    }

    @Test("log loss and Brier's score of two rows are those told by hand")
    func calibration() {
        var calibration = Calibration()
        calibration.add(logOdds: 0, isTrue: true)
        calibration.add(logOdds: 0, isTrue: false)
        #expect(abs(calibration.logLoss - 0.693_147_180_559_945_3) < 1e-12)
        #expect(abs(calibration.brier - 0.25) < 1e-12)
        #expect(calibration.bins[4].count == 2)
        #expect(calibration.bins[4].observed == 1)
        #expect(calibration.bins[4].predicted == 1)
    }
}

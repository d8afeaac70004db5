import ComplaintEvents
import ComplaintJudging
import ComplaintScoring
import ComplaintYear

/// `touchstone-complaint-trial fit`: learns weights from what people decided in generated years.
enum FitWeights {
    static let name = "fit"
    static let help = """
        fit [--seeds N] [--folds N] [--penalty N] [--errors SHARE] [--version WORD]
          lets people decide everything that is in order in N years, from --seed on; learns weights from
          their decisions, cross-validated by complainant; prints the calibration and the table.
        """
    static let penaltyStandard = 1.0

    static func run(_ arguments: [String]) throws {
        var arguments = TrialArguments(arguments)
        let seeds = try arguments.number("--seeds", 1...JudgeYear.seedsMax) ?? 1
        let folds = try arguments.number("--folds", CrossValidation.foldsRange) ?? 5
        let version = try arguments.text("--version") ?? "unnamed"
        var penalty = penaltyStandard
        if let text = try arguments.text("--penalty") {
            guard let value = Double(text), value > 0, value.isFinite else {
                throw UsageError("--penalty needs a number above 0")
            }
            penalty = value
        }
        let desk = try JudgeYear.desk(&arguments)
        let year = try arguments.year()
        try arguments.finish()
        guard desk.errors < 0.5 else {
            throw UsageError("from people who err at every second listing nothing is learnt")
        }
        var rows: [FittingRow] = []
        for number in 0..<seeds {
            var parameters = year
            parameters.seed += Double(number)
            let notes = JudgingNotes()
            _ = ComplaintTrial.run(
                PlatformJudge(.asking, notes: notes), year: parameters, desk: desk)
            // Accounts of one year are no accounts of another.
            rows += notes.rows.map {
                FittingRow(
                    complainant: $0.complainant + number * 1_000_000,
                    observations: $0.observations, isCounterfeit: $0.isCounterfeit)
            }
        }
        let counterfeits = rows.count(where: \.isCounterfeit)
        say("\(rows.count) listings decided by people, \(counterfeits) of them counterfeit\n")
        let fitting = WeightFit.Parameters(penalty: penalty, labelErrors: desk.errors)
        let calibration = CrossValidation.calibration(rows, fitting, folds: folds)
        for line in calibrationTable(calibration, labelErrors: desk.errors) { say(line) }
        let fit = WeightFit(rows, fitting)
        say(
            "\nagainst their direction, or not learnt, and so 0: "
                + fit.fixed.map(\.rawValue).joined(separator: ", ") + "\n")
        for row in try fit.table(version: version).rows { say(row) }
    }

    /// People err, so that what is certain is observed as often as they are right.
    private static func calibrationTable(
        _ calibration: Calibration, labelErrors: Double
    ) -> [String] {
        var lines = [
            "| probability | listings | predicted | expected as people err | observed |",
            "|---|---|---|---|---|",
        ]
        let bounds = [0] + Calibration.bounds + [1]
        for (place, bin) in calibration.bins.enumerated() where bin.count > 0 {
            let predicted = bin.predicted / Double(bin.count)
            let told = labelErrors + (1 - 2 * labelErrors) * predicted
            let observed = Double(bin.observed) / Double(bin.count)
            lines.append(
                "| \(bounds[place]) to \(bounds[place + 1]) | \(bin.count) | "
                    + [predicted, told, observed].map(text).joined(separator: " | ") + " |")
        }
        lines.append(
            "\nlog loss \(text(calibration.logLoss)), Brier \(text(calibration.brier)), of complainants that were set aside"
        )
        return lines
    }

    private static func text(_ value: Double) -> String {
        let tenThousandths = String(Int((value * 10_000).rounded()) + 100_000)
        return "\(Int(tenThousandths.prefix(2))! - 10)." + tenThousandths.suffix(4)
    }
}

/// What a fit is worth on complainants that it has not seen.
package enum CrossValidation {
    package static let foldsRange = 2...50

    /// The fold of a complainant: all of its rows are in one, the same in every run.
    package static func fold(of complainant: Int, among folds: Int) -> Int {
        // SplitMix64's mixing, so that neighbours in number are no neighbours in fold.
        var mixed = UInt64(bitPattern: Int64(complainant)) &+ 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(folds))
    }

    /// Each row as the fit without its fold sees it.
    package static func calibration(
        _ rows: [FittingRow], _ parameters: WeightFit.Parameters, folds: Int
    ) -> Calibration {
        precondition(foldsRange.contains(folds), "folds of a cross-validation")
        var calibration = Calibration()
        for fold in 0..<folds {
            let isHeld = { (row: FittingRow) in
                Self.fold(of: row.complainant, among: folds) == fold
            }
            let held = rows.filter(isHeld)
            guard !held.isEmpty, held.count < rows.count else { continue }
            let fit = WeightFit(rows.filter { !isHeld($0) }, parameters)
            for row in held {
                calibration.add(
                    logOdds: fit.logOdds(row.observations), isTrue: row.isCounterfeit)
            }
        }
        return calibration
    }
}

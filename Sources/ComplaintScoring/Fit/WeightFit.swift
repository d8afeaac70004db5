/// Weights of all features from decided complaints.
package struct WeightFit: Sendable {
    package struct Parameters: Hashable, Sendable {
        /// As much as a standard deviation of 1 / sqrt(penalty) known beforehand for each weight.
        package var penalty: Double
        package var labelErrors: Double

        package init(penalty: Double = 1, labelErrors: Double = 0) {
            self.penalty = penalty
            self.labelErrors = labelErrors
        }
    }

    /// In the order of the features.
    package let weights: [Double]
    /// Weights that came out against their direction: fixed at 0, and the rest fitted again.
    package let fixed: [ScoreFeature]

    package init(_ rows: [FittingRow], _ parameters: Parameters) {
        let counts = FittingRow.weights(rows)
        let fitted = zip(rows, counts).map { row, weight in
            LogisticFit.Row(
                // What may not be told is not learnt from: it must not move what decides.
                values: row.observations.filter(\.isDisclosable).map {
                    ($0.feature.place, $0.value)
                }, weight: weight, isTrue: row.isCounterfeit)
        }
        let features = ScoreFeature.allCases
        var fixed = Set(
            features.filter { $0.direction == .neutral || !$0.isDisclosable }.map(\.place))
        var weights: [Double]
        while true {
            weights =
                LogisticFit(
                    fitted, count: features.count, penalty: parameters.penalty,
                    labelErrors: parameters.labelErrors, fixed: fixed
                ).coefficients
            let against = features.filter { !$0.direction.allows(weights[$0.place]) }
            if against.isEmpty { break }
            fixed.formUnion(against.map(\.place))
        }
        self.weights = weights
        self.fixed = features.filter { fixed.contains($0.place) }
    }

    package func logOdds(_ observations: [ScoreObservation]) -> Double {
        observations.reduce(0) {
            $1.isDisclosable ? $0 + weights[$1.feature.place] * $1.value : $0
        }
    }

    /// Ready to be committed. What cannot be learnt, as it must not decide, has the weight of its like.
    package func table(version: String) throws(WeightTable.Problem) -> WeightTable {
        try WeightTable(
            version: version,
            ScoreFeature.allCases.map { feature in
                let weight =
                    feature == .pendingMembers
                    ? weights[ScoreFeature.sellerMembers.place] / 2 : weights[feature.place]
                let bounded = min(
                    max((weight * 1_000).rounded(), -Double(WeightTable.thousandthsMax)),
                    Double(WeightTable.thousandthsMax))
                return (feature.rawValue, Int(bounded))
            })
    }
}

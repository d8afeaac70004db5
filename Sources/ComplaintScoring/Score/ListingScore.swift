/// What speaks for and against a listing, with all that it is made of.
package struct ListingScore: Hashable, Sendable {
    package struct Contribution: Hashable, Sendable {
        package let feature: ScoreFeature
        package let value: Double
        package let logOddsThousandths: Int
        package let isDisclosable: Bool
    }

    /// Of confirmed facts, for a takedown without a person: 1 in log-odds is nearly three to one.
    package static let corroborationThousandthsMin = 1_000

    /// Of facts against a takedown, for a refusal without a person.
    package static let objectionThousandthsMin = 1_000

    /// The version of the table.
    package let table: String
    /// In the order of the features.
    package let contributions: [Contribution]

    package init(_ observations: [ScoreObservation], by table: WeightTable) {
        self.table = table.version
        contributions = observations.map { observation in
            let weight = table.thousandths(of: observation.feature)
            return Contribution(
                feature: observation.feature, value: observation.value,
                logOddsThousandths: Int((observation.value * Double(weight)).rounded()),
                isDisclosable: observation.isDisclosable)
        }
    }

    package init(_ signals: ListingSignals, by table: WeightTable) {
        self.init(signals.observations, by: table)
    }

    /// Of what may be told: the only figure that decides anything.
    package var disclosedThousandths: Int {
        contributions.reduce(0) { $0 + ($1.isDisclosable ? $1.logOddsThousandths : 0) }
    }

    /// Of everything. It says which listing a person looks at first, and nothing else.
    package var orderThousandths: Int {
        contributions.reduce(0) { $0 + $1.logOddsThousandths }
    }

    /// What speaks for a takedown and comes neither from the complainant nor from the listing alone.
    package var corroborationThousandths: Int {
        contributions.reduce(0) {
            $1.isDisclosable && $1.feature.source == .confirmed && $1.logOddsThousandths > 0
                ? $0 + $1.logOddsThousandths : $0
        }
    }

    /// What may be told and speaks against a takedown, as a positive number. That little is known (`base`) is not in it,
    /// nor is the ground that the complainant chose.
    package var objectionThousandths: Int {
        contributions.reduce(0) {
            $1.isDisclosable && $1.feature.direction == .lowers
                ? $0 - $1.logOddsThousandths : $0
        }
    }
}

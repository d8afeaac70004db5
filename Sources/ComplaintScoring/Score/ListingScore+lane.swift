package import Complaints
package import Statements

extension ListingScore {
    /// What enters the decision and is told with it.
    package var disclosed: DisclosedScore {
        DisclosedScore(
            table: table,
            contributions: contributions.filter { $0.isDisclosable && $0.logOddsThousandths != 0 }
                .map {
                    .init(feature: $0.feature.rawValue, logOddsThousandths: $0.logOddsThousandths)
                })
    }

    /// What the lane may do by this score. To know nothing is no reason to refuse: the weights were learnt where
    /// everything is known of each shop, and at a node much is not.
    package func thresholds(within all: LaneThresholds) -> LaneThresholds {
        var all = all
        if objectionThousandths < Self.objectionThousandthsMin { all.refuse = nil }
        return all
    }

    /// Whether the lane may decide by it, once the complaint is confirmed: a takedown needs facts that are
    /// confirmed beside what the complainant says; a refusal takes nothing from anybody but time.
    package func isWitnessed(_ thresholds: LaneThresholds) -> Bool {
        if let refuse = thresholds.refuse, disclosedThousandths <= refuse { return true }
        return corroborationThousandths >= Self.corroborationThousandthsMin
    }
}

extension ListingSignals.Ground {
    package init(_ ground: Complaint.Ground) {
        self =
            switch ground {
            case .counterfeitFeatures: .counterfeitFeatures
            case .testBuy: .testBuy
            case .modelDoesNotExist: .modelDoesNotExist
            case .markInListing: .markInListing
            case .design: .design
            case .copyright: .copyright
            case .patent: .patent
            }
    }
}

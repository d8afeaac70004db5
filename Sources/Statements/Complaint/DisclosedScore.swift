/// What spoke for and against a listing, as far as the readers of the decision may know: log-odds in
/// thousandths, the version of the table of weights, and the contributions that they are the sum of.
package struct DisclosedScore: Hashable, Sendable {
    package struct Contribution: Hashable, Sendable {
        package var feature: String
        package var logOddsThousandths: Int

        package init(feature: String, logOddsThousandths: Int) {
            self.feature = feature
            self.logOddsThousandths = logOddsThousandths
        }
    }

    package static let contributionsMax = 64
    /// Odds of e to the thousandth say nothing that odds of e to the hundredth do not.
    package static let logOddsThousandthsMax = 100_000

    package var logOddsThousandths: Int
    package var table: String
    package var contributions: [Contribution]
    package var unknownFields = UnknownFields()

    package init(table: String, contributions: [Contribution]) {
        self.table = table
        self.contributions = contributions
        logOddsThousandths = contributions.reduce(0) { $0 + $1.logOddsThousandths }
    }

    init(wire: WireListingScore) throws(StatementError) {
        try FieldCheck.name(
            wire.table, "table of weights", bytesMax: StatementLimits.wordBytesMax)
        table = wire.table
        try FieldCheck.count(
            wire.contribution.count, "contribution to the score", countMax: Self.contributionsMax)
        contributions = []
        for part in wire.contribution {
            try FieldCheck.name(
                part.feature, "feature of the score", bytesMax: StatementLimits.wordBytesMax)
            contributions.append(
                Contribution(
                    feature: part.feature,
                    logOddsThousandths: try Self.logOdds(part.logOddsThousandths)))
        }
        logOddsThousandths = try Self.logOdds(wire.logOddsThousandths)
        let sum = contributions.reduce(0) { $0 + $1.logOddsThousandths }
        guard sum == logOddsThousandths else {
            throw .fieldForm(
                "score", found: "\(logOddsThousandths)",
                expected: "\(sum), the sum of its contributions")
        }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    private static func logOdds(_ value: Int32) throws(StatementError) -> Int {
        guard (-logOddsThousandthsMax...logOddsThousandthsMax).contains(Int(value)) else {
            throw .fieldForm(
                "log-odds in thousandths", found: "\(value)",
                expected: "a number from \(-logOddsThousandthsMax) to \(logOddsThousandthsMax)")
        }
        return Int(value)
    }

    var wire: WireListingScore {
        var wire = WireListingScore()
        wire.logOddsThousandths = Int32(clamping: logOddsThousandths)
        wire.table = table
        wire.contribution = contributions.map { part in
            var wire = WireScoreContribution()
            wire.feature = part.feature
            wire.logOddsThousandths = Int32(clamping: part.logOddsThousandths)
            return wire
        }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

/// A decided listing: what there was of each feature, and how it was decided.
package struct FittingRow: Sendable {
    /// Rows of one complainant stay together when rows are set aside to test on.
    package let complainant: Int
    package let observations: [ScoreObservation]
    package let isCounterfeit: Bool

    package init(complainant: Int, observations: [ScoreObservation], isCounterfeit: Bool) {
        self.complainant = complainant
        self.observations = observations
        self.isCounterfeit = isCounterfeit
    }

    /// How much each row counts: 1, less where one complainant has more than its share of all, so that
    /// the table is not what one account makes of it.
    package static func weights(_ rows: [FittingRow], shareMax: Double = 0.02) -> [Double] {
        var counts: [Int: Int] = [:]
        for row in rows { counts[row.complainant, default: 0] += 1 }
        let most = max(1, shareMax * Double(rows.count))
        return rows.map { min(1, most / Double(counts[$0.complainant] ?? 1)) }
    }
}

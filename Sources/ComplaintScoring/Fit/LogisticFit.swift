/// Logistic regression with an L2 penalty, by iteratively reweighted least squares (Newton's method;
/// Fisher scoring where labels err).
///
/// People who decide err, and a fit that takes them at their word is never surer than they are. Where
/// the share of errors is known, from listings that two people decided, what is fitted is how they
/// decide: err + (1 - 2 err) p. With 0 it is the plain regression.
package struct LogisticFit: Sendable {
    /// A row: places of coefficients with their values, what it counts, and what came of it.
    package struct Row: Sendable {
        package let values: [(place: Int, value: Double)]
        package let weight: Double
        package let isTrue: Bool

        package init(values: [(place: Int, value: Double)], weight: Double = 1, isTrue: Bool) {
            self.values = values
            self.weight = weight
            self.isTrue = isTrue
        }
    }

    package static let stepsMax = 60
    /// Largest change of a coefficient at which it is done.
    package static let changeMax = 1e-9
    package static let halvingsMax = 30

    package let coefficients: [Double]
    package let steps: Int
    package let hasConverged: Bool

    /// - Parameters:
    ///   - penalty: of half the square of each coefficient, but for the first.
    ///   - labelErrors: share of rows whose outcome is told wrongly; below a half.
    ///   - fixed: places of coefficients that stay 0.
    package init(
        _ rows: [Row], count: Int, penalty: Double, labelErrors: Double = 0,
        fixed: Set<Int> = []
    ) {
        precondition((0..<0.5).contains(labelErrors) && penalty >= 0, "parameters of a fit")
        var current = [Double](repeating: 0, count: count)
        var best = Self.loss(rows, current, penalty, labelErrors)
        var taken = 0
        var isDone = false
        while taken < Self.stepsMax, !isDone {
            taken += 1
            guard let step = Self.step(rows, current, penalty, labelErrors, fixed) else { break }
            var share = 1.0
            var halvings = 0
            while true {
                let next = (0..<count).map { current[$0] + share * step[$0] }
                let loss = Self.loss(rows, next, penalty, labelErrors)
                if loss <= best {
                    isDone = step.allSatisfy { abs($0) * share <= Self.changeMax }
                    (current, best) = (next, loss)
                    break
                }
                share /= 2
                halvings += 1
                if halvings == Self.halvingsMax {
                    // No way down from here within what the machine can tell.
                    isDone = true
                    break
                }
            }
        }
        coefficients = current
        steps = taken
        hasConverged = isDone
    }

    static func logOdds(_ row: Row, _ coefficients: [Double]) -> Double {
        row.values.reduce(0) { $0 + coefficients[$1.place] * $1.value }
    }

    /// How likely the outcome is that was told.
    private static func told(_ logOdds: Double, _ labelErrors: Double) -> Double {
        labelErrors + (1 - 2 * labelErrors) * Logarithms.probability(ofLogOdds: logOdds)
    }

    private static let least = 1e-300

    private static func loss(
        _ rows: [Row], _ coefficients: [Double], _ penalty: Double, _ labelErrors: Double
    ) -> Double {
        var loss = 0.0
        for row in rows {
            // The mirrored log-odds, as 1 - p of a p near 1 is nothing but rounding.
            let logOdds = logOdds(row, coefficients)
            let likelihood = told(row.isTrue ? logOdds : -logOdds, labelErrors)
            loss -= row.weight * Logarithms.natural(max(likelihood, least))
        }
        return loss + penalty / 2 * coefficients.dropFirst().reduce(0) { $0 + $1 * $1 }
    }

    private static func step(
        _ rows: [Row], _ coefficients: [Double], _ penalty: Double, _ labelErrors: Double,
        _ fixed: Set<Int>
    ) -> [Double]? {
        let count = coefficients.count
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        var gradient = [Double](repeating: 0, count: count)
        for row in rows {
            let logOdds = logOdds(row, coefficients)
            let slope =
                (1 - 2 * labelErrors) * Logarithms.probability(ofLogOdds: logOdds)
                * Logarithms.probability(ofLogOdds: -logOdds)
            let up = told(logOdds, labelErrors)
            let down = told(-logOdds, labelErrors)
            let pull = row.isTrue ? slope / max(up, least) : -slope / max(down, least)
            let curve = slope * slope / max(up * down, least)
            for (index, entry) in row.values.enumerated() {
                gradient[entry.place] += row.weight * pull * entry.value
                let share = row.weight * curve * entry.value
                for other in row.values[...index] {
                    let (first, second) = (
                        max(entry.place, other.place), min(entry.place, other.place)
                    )
                    matrix[first][second] += share * other.value
                }
            }
        }
        for place in 0..<count {
            if place > 0 {
                gradient[place] -= penalty * coefficients[place]
                matrix[place][place] += penalty
            }
            // What no row has stays where it is.
            if matrix[place][place] == 0 { matrix[place][place] = 1 }
        }
        for place in fixed {
            gradient[place] = 0
            for other in 0..<count {
                matrix[max(place, other)][min(place, other)] = place == other ? 1 : 0
            }
        }
        return LinearSystem.solve(matrix, gradient)
    }
}

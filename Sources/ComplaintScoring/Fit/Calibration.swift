/// Whether what is said to be so likely happens so often.
package struct Calibration: Hashable, Sendable {
    package struct Bin: Hashable, Sendable {
        package var count = 0
        package var predicted = 0.0
        package var observed = 0
    }

    /// Where bins begin, after the first at 0: narrow where decisions are made.
    package static let bounds = [0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99, 0.995, 0.999]
    /// A figure that is said to be impossible and happens must not cost infinitely much.
    package static let probabilityLeast = 1e-9

    package private(set) var bins = [Bin](repeating: Bin(), count: bounds.count + 1)
    private var lossSum = 0.0
    private var squareSum = 0.0

    package init() {}

    package mutating func add(logOdds: Double, isTrue: Bool) {
        let probability = Logarithms.probability(ofLogOdds: logOdds)
        let bin = Self.bounds.firstIndex { probability < $0 } ?? Self.bounds.count
        bins[bin].count += 1
        bins[bin].predicted += probability
        bins[bin].observed += isTrue ? 1 : 0
        let told = Logarithms.probability(ofLogOdds: isTrue ? logOdds : -logOdds)
        lossSum -= Logarithms.natural(max(told, Self.probabilityLeast))
        squareSum += (1 - told) * (1 - told)
    }

    package var count: Int { bins.reduce(0) { $0 + $1.count } }
    package var logLoss: Double { count == 0 ? 0 : lossSum / Double(count) }
    /// Brier's score.
    package var brier: Double { count == 0 ? 0 : squareSum / Double(count) }
}

/// Logarithm and exponential from the four operations of IEEE 754 only: no function of a machine's
/// library, so that a score and a fit are the same everywhere, to the last bit.
package enum Logarithms {
    package static let natural2 = 0.693_147_180_559_945_3
    /// Beyond, `exponential` gives what it gives here: no figure of ours is so large.
    package static let exponentMax = 700.0

    /// - Precondition: above 0, and finite.
    package static func natural(_ value: Double) -> Double {
        precondition(value > 0 && value.isFinite, "a logarithm is of what is above nought")
        var significand = value.significand
        var exponent = Double(value.exponent)
        if significand > 1.414_213_562_373_095_1 {
            significand /= 2
            exponent += 1
        }
        // ln m = 2 artanh((m - 1) / (m + 1)), of which the argument is at most 0.172.
        let ratio = (significand - 1) / (significand + 1)
        let square = ratio * ratio
        var sum = 0.0
        var power = ratio
        for odd in stride(from: 1.0, through: 25, by: 2) {
            sum += power / odd
            power *= square
        }
        return exponent * natural2 + 2 * sum
    }

    package static func binary(_ value: Double) -> Double { natural(value) / natural2 }

    package static func exponential(_ value: Double) -> Double {
        let bounded = min(max(value, -exponentMax), exponentMax)
        let halvings = (bounded / natural2).rounded()
        let rest = bounded - halvings * natural2
        var sum = 1.0
        var term = 1.0
        for step in 1...20 {
            term *= rest / Double(step)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
    }

    /// The probability of log-odds.
    package static func probability(ofLogOdds logOdds: Double) -> Double {
        logOdds >= 0
            ? 1 / (1 + exponential(-logOdds))
            : exponential(logOdds) / (1 + exponential(logOdds))
    }

    /// - Precondition: between 0 and 1, neither of them.
    package static func logOdds(ofProbability probability: Double) -> Double {
        natural(probability / (1 - probability))
    }
}

/// How likely a wait of so many days is, per day. The exponential is computed here, so that the same
/// scans give the same score on every machine.
enum Waiting {
    /// What happens at any time, once in `mean` days.
    static func density(_ days: Double, mean: Double) -> Double {
        days < 0 ? 0 : exponential(-days / mean) / mean
    }

    /// One such wait after another; the means differ.
    static func density(_ days: Double, mean first: Double, then second: Double) -> Double {
        days < 0
            ? 0
            : (exponential(-days / first) - exponential(-days / second)) / (first - second)
    }

    /// - Parameter exponent: at most 0.
    static func exponential(_ exponent: Double) -> Double {
        guard exponent > -700 else { return 0 }
        // e^x is (e^(x/2^k))^(2^k); below a half, 10 terms leave 1e-11.
        var halvings = 0
        var rest = exponent
        while rest < -0.5 {
            rest /= 2
            halvings += 1
        }
        var term = 1.0
        var sum = 1.0
        for step in 1...10 {
            term *= rest / Double(step)
            sum += term
        }
        for _ in 0..<halvings { sum *= sum }
        return sum
    }

    /// The logarithm to base 2, of whole bits and the eighth below: enough for steps of two bits.
    static func bits(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return value > 0 ? 1_000 : -1_000 }
        var fraction = 0.0
        var significand = value.significand
        for place in [0.5, 0.25, 0.125] {
            significand *= significand
            if significand >= 2 {
                fraction += place
                significand /= 2
            }
        }
        return Double(value.exponent) + fraction
    }
}

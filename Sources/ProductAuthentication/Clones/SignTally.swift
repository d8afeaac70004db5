/// Signs as they are found, and the sum of what they weigh.
struct SignTally {
    private var found: [CloneSign: CloneFinding] = [:]

    /// One more occurrence; the scans shown are those of the last.
    mutating func add(_ sign: CloneSign, _ earlier: Scan?, _ later: Scan, times: Int = 1) {
        guard times > 0 else { return }
        found[sign] = CloneFinding(
            sign: sign, count: (found[sign]?.count ?? 0) + times, earlier: earlier, later: later)
    }

    var assessment: CloneAssessment {
        let findings = CloneSign.allCases.compactMap { found[$0] }
        let bits = findings.reduce(CloneSign.priorBits) { $0 + Self.bits($1) }
        return CloneAssessment(
            score: Self.score(bits: bits),
            // `sorted` is stable, so that equal weights keep the order of the table.
            findings: findings.sorted { Self.bits($0) > Self.bits($1) })
    }

    private static func bits(_ finding: CloneFinding) -> Double {
        finding.sign.weights.prefix(finding.count).reduce(0, +)
    }

    /// Odds of 2 to the power of `bits`, as a probability in percent.
    static func score(bits: Double) -> Int {
        let bounded = max(-30, min(30, bits))
        let whole = bounded.rounded(.down)
        // 2^x for the rest, 0..<1, is e^(x ln 2): 12 terms leave 1e-12.
        let exponent = (bounded - whole) * 0.693_147_180_559_945_3
        var term = 1.0
        var power = 1.0
        for step in 1...12 {
            term *= exponent / Double(step)
            power += term
        }
        let odds = Double(sign: .plus, exponent: Int(whole), significand: power)
        return Int((100 * odds / (1 + odds)).rounded())
    }
}

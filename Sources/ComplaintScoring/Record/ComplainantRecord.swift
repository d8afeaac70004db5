import Complaints
package import Statements

/// How far a complainant is to be believed, on each ground.
///
/// The share of complaints that were right, shrunk: overall towards what is so of anybody, a Beta
/// distribution worth eight decisions of which six were right (a quarter of complaints was false in the
/// year that is published); on a ground towards the complainant's own share overall, worth eight, too.
package struct ComplainantRecord: Hashable, Sendable {
    package static let priorRight = 6.0
    package static let priorWrong = 2.0
    package static let groundStrength = 8.0
    /// In log-odds: a good record helps little, a bad one costs much.
    package static let logOddsRange = -3.0...1.0

    private struct Count: Hashable, Sendable {
        var right = 0.0
        var wrong = 0.0

        mutating func add(_ firm: FirmDecision, _ sign: Double) {
            let isRight = firm.decision.isUpheld && firm.decision.overturnedAt == nil
            if isRight {
                right += sign * firm.basis.weight
            } else {
                wrong += sign * firm.basis.weight
            }
        }
    }

    private var all = Count()
    private var grounds: [Complaint.Ground: Count] = [:]

    package init() {}

    /// - Parameter decisions: that count (`counting`), of the time that is looked at.
    package init(_ decisions: some Sequence<FirmDecision>) {
        for decision in decisions {
            all.add(decision, 1)
            grounds[decision.decision.ground, default: Count()].add(decision, 1)
        }
    }

    /// Weighted.
    package var decisions: Double { all.right + all.wrong }

    package var upheldShare: Double {
        (Self.priorRight + all.right) / (Self.priorRight + Self.priorWrong + decisions)
    }

    package func upheldShare(on ground: Complaint.Ground) -> Double {
        let count = grounds[ground] ?? Count()
        return (Self.groundStrength * upheldShare + count.right)
            / (Self.groundStrength + count.right + count.wrong)
    }

    /// Over those of anybody: 0 of somebody of whom nothing is known.
    package func logOdds(on ground: Complaint.Ground) -> Double {
        let prior = Self.priorRight / (Self.priorRight + Self.priorWrong)
        let own = Logarithms.logOdds(ofProbability: upheldShare(on: ground))
        let raw = own - Logarithms.logOdds(ofProbability: prior)
        return min(max(raw, Self.logOddsRange.lowerBound), Self.logOddsRange.upperBound)
    }
}

package import Complaints

/// What each error costs, in minutes of a reviewer: from these, and nothing else, come the thresholds.
///
/// The figures are a policy, not a measurement. To take down costs the wrong takedown where the listing
/// is no counterfeit, to refuse the missed counterfeit where it is one, and a person's look its minutes.
/// Whatever costs least is done.
package struct ErrorCosts: Hashable, Sendable {
    package enum Problem: Error, Hashable, CustomStringConvertible {
        case notPositive
        /// A look that costs as much as the error that it prevents prevents nothing.
        case reviewTooDear

        package var description: String {
            switch self {
            case .notPositive: "each cost must be a number above 0"
            case .reviewTooDear: "a person's look must cost less than half of each error"
            }
        }
    }

    /// An honest seller loses a listing, at the word of somebody whose complaints are nearly always right.
    package let wrongTakedownMinutes: Double
    /// The same at the word of anybody: dearer, as whoever succeeds once comes again.
    package let wrongTakedownForAnybodyMinutes: Double
    /// A counterfeit stays up, until somebody complains of it again.
    package let missedCounterfeitMinutes: Double
    /// A person's look at one listing.
    package let reviewMinutes: Double

    package init(
        wrongTakedownMinutes: Double, wrongTakedownForAnybodyMinutes: Double,
        missedCounterfeitMinutes: Double, reviewMinutes: Double
    ) throws(Problem) {
        let errors = [
            wrongTakedownMinutes, wrongTakedownForAnybodyMinutes, missedCounterfeitMinutes,
        ]
        guard (errors + [reviewMinutes]).allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw .notPositive
        }
        guard errors.allSatisfy({ reviewMinutes < $0 / 2 }) else { throw .reviewTooDear }
        self.wrongTakedownMinutes = wrongTakedownMinutes
        self.wrongTakedownForAnybodyMinutes = wrongTakedownForAnybodyMinutes
        self.missedCounterfeitMinutes = missedCounterfeitMinutes
        self.reviewMinutes = reviewMinutes
    }

    /// From this probability on a takedown without a person costs less than a look:
    /// (1 - p) wrong <= review.
    package var takeDownProbability: Double { 1 - reviewMinutes / wrongTakedownMinutes }

    package var takeDownForAnybodyProbability: Double {
        1 - reviewMinutes / wrongTakedownForAnybodyMinutes
    }

    /// Up to this probability a refusal without a person costs less than a look: p missed <= review.
    package var refuseProbability: Double { reviewMinutes / missedCounterfeitMinutes }

    /// Where there is nobody to look: from here on a takedown costs less than a refusal.
    package var indifferentProbability: Double {
        wrongTakedownMinutes / (wrongTakedownMinutes + missedCounterfeitMinutes)
    }

    package var thresholds: LaneThresholds {
        func thousandths(_ probability: Double, _ rule: FloatingPointRoundingRule) -> Int {
            Int((Logarithms.logOdds(ofProbability: probability) * 1_000).rounded(rule))
        }
        return LaneThresholds(
            takeDown: thousandths(takeDownProbability, .up),
            takeDownForAnybody: thousandths(takeDownForAnybodyProbability, .up),
            refuse: thousandths(refuseProbability, .down))
    }
}

extension ErrorCosts {
    /// A seller's wrong takedown as dear as 1,000 minutes, four times that at the word of anybody; a
    /// counterfeit that stays up 100; a look five.
    package static let standard: ErrorCosts = {
        do throws(Problem) {
            return try ErrorCosts(
                wrongTakedownMinutes: 1_000, wrongTakedownForAnybodyMinutes: 4_000,
                missedCounterfeitMinutes: 100, reviewMinutes: 5)
        } catch {
            preconditionFailure("the standard costs: \(error)")
        }
    }()
}

import ComplaintScoring
import Complaints
import Screening
import Statements

/// How much harm it does that a listing waits, from 0 to 100: how likely it is counterfeit, times what its pieces cost, on
/// a scale of doublings. One euro is 10, 30 euros are 50, 1,000 and more are 100.
enum ExpectedHarm {
    private static let stepsOfADoubling = 10.0
    /// What a whole shop offers, where it is complained of as one.
    private static let shopPieces = ValueAtStake.piecesMax

    /// - Parameter score: of all that speaks for and against, also what may not be told; nil where nothing was scored,
    ///   which is taken as even.
    static func harm(
        of listing: Indicator, _ capture: ListingCapture?, pieces: Int?, score: Int?
    ) -> Int {
        let value = ValueAtStake(
            minorUnits: capture?.priceMinorUnits, currency: capture?.currency,
            pieces: listing.type == .sellerAccount ? shopPieces : pieces ?? 1)
        let probability = Logarithms.probability(ofLogOdds: Double(score ?? 0) / 1_000)
        let euros = probability * Double(value.cents) / 100
        let steps = stepsOfADoubling * Logarithms.binary(1 + euros)
        return min(
            max(Int(steps.rounded()), ReviewUrgency.harmRange.lowerBound),
            ReviewUrgency.harmRange.upperBound)
    }
}

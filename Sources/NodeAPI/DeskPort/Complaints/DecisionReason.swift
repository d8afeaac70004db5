package import Statements

/// The platform's own reasons of a decision, beside the codes of the checks at filing. The raw value is
/// the code that stands in the decision.
package enum DecisionReason: String, CaseIterable, Sendable {
    // For a takedown.
    case counterfeit
    case markInfringed = "mark-infringed"
    case designInfringed = "design-infringed"
    case workCopied = "work-copied"
    case patentInfringed = "patent-infringed"
    case testBuyFound = "test-buy-found"
    case sellerRepeats = "seller-repeats"
    // Against one.
    case genuineGoods = "genuine-goods"
    case greyMarket = "grey-market"
    case sellerAuthorised = "seller-authorised"
    case markNotUsed = "mark-not-used"
    case rightNotInfringed = "right-not-infringed"
    case evidenceNotEnough = "evidence-not-enough"
    case listingGone = "listing-gone"
    // Without a person.
    case scoreAbove = "score-above-threshold"
    case scoreBelow = "score-below-threshold"
    // Of an objection.
    case objectionFounded = "objection-founded"
    case objectionUnfounded = "objection-unfounded"

    /// Those that a person gives for a verdict; what is sent back has the codes of the checks.
    package static func fitting(_ verdict: ComplaintDecision.Verdict) -> [DecisionReason] {
        switch verdict {
        case .takeDown:
            [
                .counterfeit, .markInfringed, .designInfringed, .workCopied, .patentInfringed,
                .testBuyFound, .sellerRepeats, .objectionUnfounded, .objectionFounded,
            ]
        case .refuse:
            [
                .genuineGoods, .greyMarket, .sellerAuthorised, .markNotUsed, .rightNotInfringed,
                .evidenceNotEnough, .listingGone, .objectionFounded, .objectionUnfounded,
            ]
        case .return: [.evidenceNotEnough]
        }
    }
}

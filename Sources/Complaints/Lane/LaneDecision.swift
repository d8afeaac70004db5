package import Statements

/// Which way a listing goes when it arrives.
package enum Lane: Hashable, Sendable {
    /// Why a person decides.
    package enum ReviewReason: String, CaseIterable, Sendable {
        /// Something that it rests on is not independently confirmed yet; the clock runs.
        case notWitnessed = "not-witnessed"
        case notScored = "not-scored"
        /// Neither clear one way nor the other.
        case unclear
        /// Clear enough for those whose complaints are nearly always right, who this is not.
        case notInGoodFaithLane = "not-in-good-faith-lane"
        /// A whole shop is at stake.
        case storefront
        /// The seller was right about this listing before.
        case reinstatedBefore = "reinstated-before"
        /// What its right is stated by may be on its way still; it goes back where that does not arrive soon.
        case rightAwaited = "right-awaited"
    }

    /// Decided without a person.
    case express(ComplaintDecision.Verdict)
    case review(ReviewReason)
    /// With all that is to be mended.
    case returned([FilingFailure])
}

/// From which score on nobody has to look. Whoever makes scores derives these from a stated cost of
/// each error; log-odds in thousandths, as the score itself.
package struct LaneThresholds: Hashable, Sendable {
    /// Taken down at this and above, for complainants in the good-faith lane.
    package var takeDown: Int
    /// The same for everybody else; nil for never.
    package var takeDownForAnybody: Int?
    /// Refused at this and below; nil for never.
    package var refuse: Int?

    package init(takeDown: Int, takeDownForAnybody: Int? = nil, refuse: Int? = nil) {
        self.takeDown = takeDown
        self.takeDownForAnybody = takeDownForAnybody
        self.refuse = refuse
    }
}

/// One listing on its arrival. This is where a score enters: as a sum of contributions that every reader
/// of the decision may know, made elsewhere. What may not be disclosed is not in it and does not count.
package struct LaneQuestion: Sendable {
    package var listing: Indicator
    /// Of this listing, and of the complaint as a whole.
    package var failures: [FilingFailure]
    /// Nil where nothing scores.
    package var score: DisclosedScore?
    /// Whether the complaint and all that the score rests on is independently confirmed.
    package var isWitnessed: Bool
    package var isInGoodFaithLane: Bool
    package var wasReinstated: Bool

    package init(
        listing: Indicator, failures: [FilingFailure] = [], score: DisclosedScore?,
        isWitnessed: Bool, isInGoodFaithLane: Bool, wasReinstated: Bool = false
    ) {
        self.listing = listing
        self.failures = failures
        self.score = score
        self.isWitnessed = isWitnessed
        self.isInGoodFaithLane = isInGoodFaithLane
        self.wasReinstated = wasReinstated
    }

    package func lane(_ thresholds: LaneThresholds) -> Lane {
        guard failures.isEmpty else { return .returned(failures) }
        guard isWitnessed else { return .review(.notWitnessed) }
        guard listing.type != .sellerAccount else { return .review(.storefront) }
        guard !wasReinstated else { return .review(.reinstatedBefore) }
        guard let score = score?.logOddsThousandths else { return .review(.notScored) }
        if let refuse = thresholds.refuse, score <= refuse { return .express(.refuse) }
        if let anybody = thresholds.takeDownForAnybody, score >= anybody {
            return .express(.takeDown)
        }
        guard score >= thresholds.takeDown else { return .review(.unclear) }
        return isInGoodFaithLane ? .express(.takeDown) : .review(.notInGoodFaithLane)
    }
}

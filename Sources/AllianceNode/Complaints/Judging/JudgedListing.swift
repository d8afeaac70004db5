import ComplaintScoring
import Complaints
import Statements

/// Which way one listing goes, with what that rests on.
struct JudgedListing {
    let place: Int
    let lane: Lane
    let score: ListingScore?
    /// For this node's own people.
    var judgement: ListingJudgement
}

/// What decides of one listing, beside its score.
struct LaneFacts {
    /// Of the listing, and of the complaint as a whole.
    var failures: [FilingFailure] = []
    /// The statement of the right may arrive still: nothing is wrong but that it is not here.
    var awaitsRight = false
    var isConfirmed = false
    var isInGoodFaithLane = false
    var wasReinstated = false
    /// Somebody has asked for evidence, or had the clock stand still: it is a person's case.
    var isWithPerson = false
}

extension JudgedListing {
    init(
        _ offer: ComplainedOffer, _ facts: LaneFacts, score: ListingScore?,
        by thresholds: LaneThresholds
    ) {
        place = offer.listing.place
        self.score = score
        lane = Self.lane(offer.listing.listing, facts, score, thresholds)
        let reason: Lane.ReviewReason? = if case .review(let reason) = lane { reason } else { nil }
        judgement = ListingJudgement(
            place: place, review: reason,
            harm: ExpectedHarm.harm(
                of: offer.listing.listing, offer.capture, pieces: offer.goods.quantity,
                score: score?.orderThousandths),
            table: score?.table ?? "",
            contributions: score?.contributions.map {
                .init(
                    feature: $0.feature.rawValue, logOddsThousandths: $0.logOddsThousandths,
                    isDisclosable: $0.isDisclosable)
            } ?? [],
            capture: offer.capture)
    }

    private static func lane(
        _ listing: Indicator, _ facts: LaneFacts, _ score: ListingScore?,
        _ thresholds: LaneThresholds
    ) -> Lane {
        if facts.awaitsRight, facts.failures.isEmpty { return .review(.rightAwaited) }
        let thresholds = score?.thresholds(within: thresholds) ?? thresholds
        let lane = LaneQuestion(
            listing: listing, failures: facts.failures, score: score?.disclosed,
            isWitnessed: facts.isConfirmed && (score?.restsOnEnough(for: thresholds) ?? true),
            isInGoodFaithLane: facts.isInGoodFaithLane, wasReinstated: facts.wasReinstated
        ).lane(thresholds)
        if case .review = lane { return lane }
        return facts.isWithPerson ? .review(.unclear) : lane
    }
}

extension ListingScore {
    /// What is not clear enough for a takedown needs no confirmed facts to go to a person as unclear.
    func restsOnEnough(for thresholds: LaneThresholds) -> Bool {
        disclosedThousandths < thresholds.takeDown || isWitnessed(thresholds)
    }
}

package import Statements

/// One decided listing, as it counts for whoever complained.
package struct DecidedListing: Hashable, Sendable {
    package var complainant: Complainant
    package var ground: Complaint.Ground
    /// Milliseconds since 1970.
    package var decidedAt: UInt64
    /// The complaint was right: by the first decision, since an appeal or by a second look.
    package var isUpheld: Bool
    /// When a takedown was found wrong: by a counter-notice, since the platform looked again, or as the complainant gave
    /// up when the seller had answered.
    package var overturnedAt: UInt64?

    package init(
        complainant: Complainant, ground: Complaint.Ground, decidedAt: UInt64, isUpheld: Bool,
        overturnedAt: UInt64? = nil
    ) {
        self.complainant = complainant
        self.ground = ground
        self.decidedAt = decidedAt
        self.isUpheld = isUpheld
        self.overturnedAt = overturnedAt
    }
}

extension CaseState {
    /// What of it counts in track records: decided, and confirmed when. A return, a withdrawal before a
    /// decision or of a takedown that nobody contested, and what the platform proposed itself say nothing of anybody.
    package var decidedListings: [DecidedListing] {
        decidedOffers { _ in nil }.map(\.decision)
    }
}

extension ListingState {
    /// When the complainant took back what a seller had answered and nobody had decided yet. Who does not defend a
    /// takedown has lost it: otherwise a record would be kept clean by giving up whatever is contested.
    package var concededAt: EventTime? {
        guard stage == .withdrawn, let open = objections.last, open.kind == .counterNotice,
            open.isUpheld == nil
        else { return nil }
        return steps.last { $0.transition == .withdraw }?.time
    }

    /// Whether the complainant took back a takedown before anybody answered it: a correction, that is no proof of
    /// having been right either.
    var isCorrected: Bool {
        stage == .withdrawn && takedown != nil
            && !objections.contains { $0.kind == .counterNotice }
    }

    /// When a takedown was found wrong. A court's order or a right that ended does not say that it was.
    package var overturnedAt: UInt64? {
        if let objection = objections.first(where: {
            $0.kind == .counterNotice && $0.isUpheld == true
        }) {
            return objection.decidedAt?.milliseconds
        }
        if let conceded = concededAt { return conceded.milliseconds }
        switch reinstatement {
        case .ownReview, .auditSample:
            return steps.first { $0.transition == .reinstate }?.time.milliseconds
        case .courtOrder, .rightEnded, .other, nil: return nil
        }
    }
}

/// How often somebody was right.
package struct TrackRecord: Hashable, Sendable {
    package var decided = 0
    package var upheld = 0
    /// Takedowns that were found wrong.
    package var overturned = 0

    package init(decided: Int = 0, upheld: Int = 0, overturned: Int = 0) {
        self.decided = decided
        self.upheld = upheld
        self.overturned = overturned
    }

    /// Of the decisions in the three months before a time, and of one ground where it is given.
    package init(
        _ decisions: some Sequence<DecidedListing>, at now: UInt64, ground: Complaint.Ground? = nil
    ) {
        let from = now - min(now, GoodFaithLane.windowMilliseconds)
        for decision in decisions
        where decision.decidedAt <= now && decision.decidedAt > from
            && (ground == nil || decision.ground == ground)
        {
            add(decision, isOverturned: decision.overturnedAt.map { $0 <= now } ?? false)
        }
    }

    mutating func add(_ decision: DecidedListing, isOverturned: Bool) {
        decided += 1
        if decision.isUpheld { upheld += 1 }
        if isOverturned { overturned += 1 }
    }

    /// At least 90 % upheld, and at most 5 % found wrong. True of nobody who has no decision.
    package var isGood: Bool {
        decided > 0 && upheld * 100 >= decided * GoodFaithLane.upheldPercentMin
            && overturned * 100 <= decided * GoodFaithLane.overturnedPercentMax
    }
}

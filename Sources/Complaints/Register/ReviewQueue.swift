package import AllianceNames
package import Statements

/// What a platform's node made of a listing when it looked at it: for its own people, and in no log.
package struct ListingJudgement: Hashable, Sendable {
    /// One part of a score, also what may not be told outside.
    package struct Contribution: Hashable, Sendable {
        package var feature: String
        package var logOddsThousandths: Int
        package var isDisclosable: Bool

        package init(feature: String, logOddsThousandths: Int, isDisclosable: Bool) {
            self.feature = feature
            self.logOddsThousandths = logOddsThousandths
            self.isDisclosable = isDisclosable
        }
    }

    package var place: Int
    /// Why a person decides; nil where none has to.
    package var review: Lane.ReviewReason?
    /// Of `ReviewUrgency.harmRange`.
    package var harm: Int
    /// The version of the weights; empty where nothing was scored.
    package var table: String
    package var contributions: [Contribution]
    /// The listing as the marketplace showed it when the complaint was made.
    package var capture: ListingCapture?
    /// A person looks at the decision again.
    package var isAuditSample: Bool

    package init(
        place: Int, review: Lane.ReviewReason? = nil, harm: Int = 0, table: String = "",
        contributions: [Contribution] = [], capture: ListingCapture? = nil,
        isAuditSample: Bool = false
    ) {
        self.place = place
        self.review = review
        self.harm = harm
        self.table = table
        self.contributions = contributions
        self.capture = capture
        self.isAuditSample = isAuditSample
    }

    /// Of all that speaks for and against it.
    package var logOddsThousandths: Int { contributions.reduce(0) { $0 + $1.logOddsThousandths } }
}

/// Which listings people have to decide.
package struct ReviewQuery: Hashable, Sendable {
    package static let limits = 1...500

    package enum Kind: String, CaseIterable, Sendable {
        case decision, objection
        /// Automatic decisions that a person looks at again.
        case sample
    }

    package var channels: Set<ChannelID>
    /// Empty for all.
    package var kinds: Set<Kind> = []
    package var complaint: EntryReference?
    /// Not what this person has decided before, who may not decide the objection.
    package var notDecidedBy: String?
    package var now: UInt64
    package var limit = 100

    package init(channels: Set<ChannelID>, now: UInt64) {
        self.channels = channels
        self.now = now
    }
}

/// A listing that a person has to decide.
package struct ReviewItem: Hashable, Sendable {
    package var complaint: EntryReference
    package var place: Int
    package var listing: Indicator
    package var kind: ReviewQuery.Kind
    package var stage: ListingStage
    package var reason: Lane.ReviewReason?
    package var ground: Complaint.Ground
    package var band: ReviewUrgency.Band
    package var harm: Int
    /// Milliseconds since 1970; nil while it is not confirmed.
    package var due: UInt64?
    /// The account that offers it, where the marketplace has said.
    package var seller: Indicator?

    package init(
        complaint: EntryReference, place: Int, listing: Indicator, kind: ReviewQuery.Kind,
        stage: ListingStage, reason: Lane.ReviewReason?, ground: Complaint.Ground,
        band: ReviewUrgency.Band, harm: Int, due: UInt64?, seller: Indicator?
    ) {
        self.complaint = complaint
        self.place = place
        self.listing = listing
        self.kind = kind
        self.stage = stage
        self.reason = reason
        self.ground = ground
        self.band = band
        self.harm = harm
        self.due = due
        self.seller = seller
    }
}

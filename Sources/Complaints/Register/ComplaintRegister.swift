package import AllianceNames
package import Statements
package import TransparencyLog

/// The complaints that a node knows, as they stand: what it decides by, and what its desk shows. The seam between what
/// decides and where it is kept.
///
/// All of it comes from the logs but for what `note` and `keep` are given, and what has fired. Calls block.
package protocol ComplaintRegister: Sendable {
    /// Takes up what the logs hold by now.
    /// - Returns: the complaints in whose course something was said, or confirmed, that had not been seen before.
    @discardableResult
    func catchUp() throws -> [EntryReference]

    /// Read from all statements in its course; nil where none is known.
    func reading(of id: EntryReference) throws -> CaseReading?

    func page(_ query: ComplaintQuery) throws -> ComplaintPage

    /// What people have to decide, most urgent first.
    func queue(_ query: ReviewQuery) throws -> [ReviewItem]

    /// Where else a listing is named under the same right, but for complaints that are replaced, returned or withdrawn.
    func mentions(of listing: Indicator, right key: String) throws -> [ListingMention]

    /// What counts in a complainant's track record, decided at this time or later.
    func decisions(of complainant: Complainant, since: UInt64) throws -> [DecidedListing]

    /// Decided listings with whose they are, decided at this time or later, for records of complainants and sellers.
    func offers(
        _ query: OfferQuery, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [DecidedOffer]

    /// What platforms have done about who errs or infringes again and again, the earliest first.
    ///
    /// - Parameter party: nil for everybody.
    func measures(against party: LadderParty?) throws -> [TakenMeasure]

    /// Who may be due for a measure, by decisions of this time and later: those with most first.
    func repeated(
        in channels: Set<ChannelID>, since: UInt64, limit: Int
    ) throws -> [LadderParty]

    /// Complaints that these files came with, of each file the earliest, `FileUse.ofOneMax` at most.
    func uses(of files: Set<Digest>, in channels: Set<ChannelID>) throws -> [FileUse]

    /// Other accounts that brought a file before this one did, of those that it brought at this time or later,
    /// `FileUse.accountsMax` at most. Who brings it after is none: others could tie themselves to an honest account.
    func accounts(
        bringingFilesBefore complainant: Complainant, in channels: Set<ChannelID>, since: UInt64
    ) throws -> [Complainant]

    /// Who named these sellers in complaints of this time, `Accusers.ofOneMax` of each at most. What is not confirmed
    /// yet counts as of now.
    func accusers(
        of sellers: Set<Indicator>, in channels: Set<ChannelID>, filed: ClosedRange<UInt64>
    ) throws -> [Indicator: [Complainant]]

    /// How many complaints are open, due soon and overdue.
    func openCounts(in channels: Set<ChannelID>, now: UInt64) throws -> OpenCounts

    /// Complaints with listings that await a decision and of which nothing was noted since they changed, the earliest
    /// first.
    func unjudged(limit: Int) throws -> [EntryReference]

    /// Keeps what this node made of listings. What was noted before of the same place is replaced.
    func note(_ judgements: [ListingJudgement], of id: EntryReference) throws

    func judgements(of id: EntryReference) throws -> [ListingJudgement]

    /// Numbers that cases name and whose owners are to be asked now, those first that never were, while a person may still
    /// look at what they say.
    func dueItems(now: UInt64, limit: Int) throws -> [DueItem]

    /// Keeps what came of asking. Of a number that the case does not name, or names no more, nothing is kept.
    func keep(_ answers: [ItemAnswer], of id: EntryReference) throws

    /// Of numbers that somebody was asked about, by their numbers.
    func itemAnswers(of id: EntryReference) throws -> [ItemAnswer]

    /// What is to be done at marketplaces now, the earliest first.
    func dueOrders(now: UInt64, limit: Int) throws -> [OrderedListing]

    /// Deadlines that are due and have not fired; they are fired when `act` returns, and not where it throws.
    /// - Returns: when the next one is; nil for none.
    func fire(now: UInt64, limit: Int, _ act: ([Deadline]) throws -> Void) throws -> UInt64?

    /// Of all cases, or of those filed in a time. What is not confirmed is in none.
    func figures(_ query: FigureQuery) throws -> [FigureKey: ComplaintFigures]
}

/// A complaint as a list shows it.
package struct ComplaintSummary: Hashable, Sendable {
    package var id: EntryReference
    package var complainant: Complainant
    /// Where an agent files, whose right it is.
    package var onBehalfOf: String?
    /// As `Right.key`.
    package var right: String
    package var ground: Complaint.Ground
    package var filedAt: EventTime
    /// How many listings stand where.
    package var stages: [ListingStage: Int]
    /// By when the next listing is to be decided; nil where none waits, or nothing is confirmed.
    package var due: UInt64?
    package var mends: EntryReference?
    package var mendedBy: EntryReference?
    /// Why it counts for nothing; nil where it stands.
    package var refusal: TransitionRefusal?

    package init(
        id: EntryReference, complainant: Complainant, onBehalfOf: String? = nil, right: String,
        ground: Complaint.Ground, filedAt: EventTime, stages: [ListingStage: Int],
        due: UInt64? = nil, mends: EntryReference? = nil, mendedBy: EntryReference? = nil,
        refusal: TransitionRefusal? = nil
    ) {
        self.id = id
        self.complainant = complainant
        self.onBehalfOf = onBehalfOf
        self.right = right
        self.ground = ground
        self.filedAt = filedAt
        self.stages = stages
        self.due = due
        self.mends = mends
        self.mendedBy = mendedBy
        self.refusal = refusal
    }

    package var listings: Int { stages.values.reduce(0, +) }
}

/// Which complaints; what is empty or nil tells none apart. Newest first.
package struct ComplaintQuery: Hashable, Sendable {
    package static let limits = 1...500

    package var channels: Set<ChannelID>
    package var stages: Set<ListingStage> = []
    /// With a listing that awaits somebody.
    package var isOpen: Bool?
    package var grounds: Set<Complaint.Ground> = []
    package var marketplace: String?
    package var complainant: Complainant?
    /// As `Right.key`.
    package var right: String?
    /// That names this listing or storefront.
    package var listing: Indicator?
    /// Milliseconds since 1970.
    package var filed: Range<UInt64>?
    package var after: ComplaintCursor?
    package var limit = 50

    /// - Parameter channels: empty for none at all.
    package init(channels: Set<ChannelID>) { self.channels = channels }
}

/// Where a page ended.
package struct ComplaintCursor: Hashable, Sendable {
    package var filedAt: EventTime
    package var id: EntryReference

    package init(filedAt: EventTime, id: EntryReference) {
        self.filedAt = filedAt
        self.id = id
    }
}

package struct ComplaintPage: Hashable, Sendable {
    package var complaints: [ComplaintSummary]
    /// Nil at the end.
    package var next: ComplaintCursor?

    package init(complaints: [ComplaintSummary], next: ComplaintCursor? = nil) {
        self.complaints = complaints
        self.next = next
    }
}

/// Another complaint that names a listing.
package struct ListingMention: Hashable, Sendable {
    package var id: EntryReference
    package var place: Int
    package var stage: ListingStage
    /// Whether the listing came back after it was down.
    package var wasReinstated: Bool

    package init(id: EntryReference, place: Int, stage: ListingStage, wasReinstated: Bool) {
        self.id = id
        self.place = place
        self.stage = stage
        self.wasReinstated = wasReinstated
    }
}

/// Something to do at a marketplace.
package struct OrderedListing: Equatable, Sendable {
    package var complaint: EntryReference
    package var listing: Indicator
    package var order: MarketplaceOrder

    package init(complaint: EntryReference, listing: Indicator, order: MarketplaceOrder) {
        self.complaint = complaint
        self.listing = listing
        self.order = order
    }
}

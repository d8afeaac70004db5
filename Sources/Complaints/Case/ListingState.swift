package import Statements

/// What is known of one listing of a complaint.
package struct ListingState: Equatable, Sendable {
    /// A decision as it stands for this listing.
    package struct Ruling: Equatable, Sendable {
        package var entry: EntryReference
        package var time: EventTime
        package var verdict: ComplaintDecision.Verdict
        package var scope: ComplaintDecision.Scope
        package var reasons: [String]
        package var explanation: String
        package var score: DisclosedScore?
        package var maker: ComplaintDecision.Maker
        package var restrictedUntil: UInt64?

        package var isAutomatic: Bool { maker == .automatic }
    }

    /// A counter-notice or an appeal.
    package struct Objection: Equatable, Sendable {
        package enum Kind: String, Sendable { case counterNotice = "counter-notice", appeal }

        package var entry: EntryReference
        package var kind: Kind
        package var time: EventTime
        /// Nil while it is open. Whether whoever objected was right.
        package var isUpheld: Bool?
        package var decidedAt: EventTime?
    }

    package struct RequestedEvidence: Equatable, Sendable {
        package var entry: EntryReference
        package var time: EventTime
        /// As it was asked for, or the longest that the clock may stand still.
        package var due: UInt64
        package var supply: EntryReference?
        package var suppliedAt: EventTime?
    }

    package struct Step: Equatable, Sendable {
        package var transition: Transition
        package var entry: EntryReference
        package var time: EventTime
    }

    /// A seizure or a test buy.
    package struct Record: Equatable, Sendable {
        package var entry: EntryReference
        package var time: EventTime
        package var kind: ComplaintOutcome.Kind
        package var items: UInt64
        package var value: ComplaintOutcome.Value?
    }

    package struct Hold: Equatable, Sendable {
        package var entry: EntryReference
        package var until: UInt64
    }

    package let place: Int
    package let listing: Indicator
    package internal(set) var stage = ListingStage.filed
    /// The first decision, not the return.
    package internal(set) var firstRuling: Ruling?
    /// The decision that stands, of the complaint or of the objection; also a return.
    package internal(set) var ruling: Ruling?
    /// The decision that ordered the listing down, also where it came back since.
    package internal(set) var takedown: Ruling?
    /// When the platform had answered, by a decision or since it was withdrawn; a return is no answer.
    package internal(set) var closedAt: EventTime?
    package internal(set) var objections: [Objection] = []
    package internal(set) var requests: [RequestedEvidence] = []
    package internal(set) var order: MarketplaceOrder?
    package internal(set) var hold: Hold?
    /// When its seller knows whatever is held: it is down at its marketplace, or was answered for.
    package internal(set) var knownAt: EventTime?
    package internal(set) var records: [Record] = []
    package internal(set) var reinstatement: Reinstatement.Reason?
    /// Whether the person who looked again at an automatic decision agrees with it; nil where nobody has looked.
    package internal(set) var isAffirmed: Bool?
    package internal(set) var steps: [Step] = []
    /// Everybody who has decided here.
    package internal(set) var deciders: Set<String> = []

    package init(place: Int, listing: Indicator) {
        self.place = place
        self.listing = listing
    }

    /// Whether the platform has answered; not where what it sent back is objected to.
    package var isClosed: Bool { stage.isClosed && (stage != .appealed || firstRuling != nil) }

    /// Decided without a person, and contested by nobody: a person may decide it again, once.
    package var awaitsSecondLook: Bool {
        (stage == .takenDown || stage == .refused) && ruling?.isAutomatic == true
            && deciders.isEmpty
    }

    package var openObjection: Objection? {
        stage.awaitsObjection ? objections.last : nil
    }

    /// Until when neither the marketplace nor the seller hears of it; nil where nothing is held. A hold that is longer
    /// ends when its seller knows: nothing is left to hide, and the time to answer is the seller's.
    package var heldUntil: UInt64? {
        hold.map { min($0.until, knownAt?.milliseconds ?? .max) }
    }

    /// What is to be done at its marketplace now.
    func dueOrder(now: UInt64) -> MarketplaceOrder? {
        guard let order, order.isDue(now: now, heldUntil: heldUntil) else { return nil }
        return order
    }

    /// From when on the seller may be told, and has time to answer: of the ruling, or when a hold ends.
    package var noticeTime: UInt64? {
        guard let time = ruling?.time.milliseconds else { return nil }
        return max(time, heldUntil ?? 0)
    }
}

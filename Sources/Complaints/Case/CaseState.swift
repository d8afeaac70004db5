package import Statements

/// Where a complaint stands: a pure function of the statements in its course, whatever the order in
/// which they arrived.
package struct CaseState: Equatable, Sendable {
    /// A statement, or what it said of one listing, that changed nothing.
    package struct Refused: Equatable, Sendable {
        package var entry: EntryReference
        /// Nil where it is of the whole statement.
        package var place: Int?
        package var refusal: TransitionRefusal
    }

    /// A stretch in which the clock of the whole complaint stands still.
    package struct Pause: Equatable, Sendable {
        package var entry: EntryReference
        package var reason: ClockPause.Reason
        package var from: UInt64
        package var until: UInt64
    }

    /// Refusals that are kept.
    package static let refusedMax = 1_024
    package static let sellerItemsMax = 256

    package let id: EntryReference
    package let complaint: Complaint
    package let complainant: Complainant
    /// When it was filed.
    package let time: EventTime
    package internal(set) var listings: [ListingState]
    package internal(set) var pauses: [Pause] = []
    package internal(set) var evidence: [EvidenceFile]
    /// What of it the complainant brought, and not the seller.
    package internal(set) var brought: [EvidenceFile]
    /// Numbers on goods that sellers have named in answers, the first ones of each listing.
    package internal(set) var sellerItems: [ListedItem] = []
    /// The complaint that replaces it.
    package internal(set) var mendedBy: EntryReference?
    /// The first ones, in the order in which they are read.
    package internal(set) var refused: [Refused] = []
    package internal(set) var refusedCount = 0

    init(
        id: EntryReference, complaint: Complaint, complainant: Complainant, time: EventTime
    ) {
        self.id = id
        self.complaint = complaint
        self.complainant = complainant
        self.time = time
        evidence = complaint.evidence
        brought = complaint.evidence
        listings = complaint.listings.enumerated().map { place, listing in
            var state = ListingState(place: place, listing: listing)
            state.steps = [.init(transition: .file, entry: id, time: time)]
            return state
        }
    }

    /// All numbers that it names, of both sides.
    package var items: [ListedItem] { complaint.items + sellerItems }

    /// Whether a person may still look at what their owners say.
    package var asksAboutItems: Bool {
        !items.isEmpty
            && listings.contains { $0.stage.awaitsDecision || $0.stage.awaitsObjection }
    }

    package var isClosed: Bool { listings.allSatisfy(\.isClosed) }

    /// When the last listing was answered; nil while one is open.
    package var closedAt: EventTime? {
        isClosed ? listings.compactMap(\.closedAt).max() : nil
    }

    /// What is to be done at marketplaces now.
    package func dueOrders(now: UInt64) -> [MarketplaceOrder] {
        listings.compactMap { $0.dueOrder(now: now) }
    }

    mutating func refuse(_ entry: EntryReference, place: Int?, _ refusal: TransitionRefusal) {
        refusedCount += 1
        guard refused.count < Self.refusedMax else { return }
        refused.append(Refused(entry: entry, place: place, refusal: refusal))
    }
}

import Complaints
import Statements

/// How waiting listings are put together to be decided at once.
enum ReviewGrouping: String, CaseIterable, Sendable {
    /// By the account that offers them.
    case seller
    case marketplace
    /// By why a person decides.
    case reason
    case all
}

/// Listings that one form decides: of one kind, and answering one objection.
struct ReviewGroup: Hashable {
    let kind: ReviewQuery.Kind
    /// What it answers.
    let objection: EntryReference?
    /// What they have in common.
    let seller: Indicator?
    let marketplace: String?
    let reason: Lane.ReviewReason?
    var places: [Int] = []
}

extension ReviewGroup {
    /// The waiting listings of a complaint, the largest group first; objections before all else, as a person waits
    /// there whose listing is down.
    static func groups(
        of state: CaseState, _ judgements: [Int: ListingJudgement], by grouping: ReviewGrouping
    ) -> [ReviewGroup] {
        var order: [ReviewGroup] = []
        var places: [ReviewGroup: [Int]] = [:]
        for listing in state.listings {
            let judgement = judgements[listing.place]
            guard let kind = kind(of: listing, judgement) else { continue }
            let group = ReviewGroup(
                kind: kind, objection: listing.openObjection?.entry,
                seller: grouping == .seller ? judgement?.capture?.seller : nil,
                marketplace: grouping == .marketplace
                    ? listing.listing.marketplaceAndID.marketplace : nil,
                reason: grouping == .reason ? judgement?.review : nil)
            if places[group] == nil { order.append(group) }
            places[group, default: []].append(listing.place)
        }
        let filled = order.map { group -> ReviewGroup in
            var filled = group
            filled.places = places[group] ?? []
            return filled
        }
        return filled.sorted { left, right in
            left.rank == right.rank
                ? (right.places.count, left.places[0]) < (left.places.count, right.places[0])
                : left.rank < right.rank
        }
    }

    private static func kind(
        of listing: ListingState, _ judgement: ListingJudgement?
    ) -> ReviewQuery.Kind? {
        if listing.stage.awaitsDecision { return .decision }
        if listing.stage.awaitsObjection { return .objection }
        // What was decided without a person, and drawn to be looked at again.
        return judgement?.isAuditSample == true && listing.awaitsSecondLook ? .sample : nil
    }

    private var rank: Int {
        switch kind {
        case .objection: 0
        case .decision: 1
        case .sample: 2
        }
    }
}

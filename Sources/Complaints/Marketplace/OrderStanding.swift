import Statements

/// How an order that was taken up stands in its complaint now.
package enum OrderStanding: Equatable, Sendable {
    case due
    /// Held, or not confirmed any more by what is known now.
    case waits(until: UInt64)
    /// Another one is in its place, or none.
    case overtaken
    case confirmed
    /// As `due`, and a person was told.
    case escalated
}

extension CaseReading {
    /// When an order is looked at again that waits for no known time, in milliseconds.
    package static let orderPauseMilliseconds: UInt64 = 60_000

    package func standing(of ordered: OrderedListing, at now: UInt64) -> OrderStanding {
        let place = ordered.order.place
        guard let state, state.listings.indices.contains(place),
            let order = state.listings[place].order, order.id == ordered.order.id
        else { return .overtaken }
        if case .confirmed = order.progress { return .confirmed }
        let heldUntil = state.listings[place].heldUntil
        guard order.isDue(now: now, heldUntil: heldUntil) else {
            let due = order.dueTime(heldUntil: heldUntil) ?? 0
            return .waits(until: max(due, now + Self.orderPauseMilliseconds))
        }
        if case .escalated = order.progress { return .escalated }
        return .due
    }

    /// Why a listing goes down or comes back, as codes.
    package func reasons(of order: MarketplaceOrder) -> [String] {
        guard let state, state.listings.indices.contains(order.place) else { return [] }
        let listing = state.listings[order.place]
        if let ruling = listing.ruling, ruling.entry == order.entry { return ruling.reasons }
        if let takedown = listing.takedown, takedown.entry == order.entry {
            return takedown.reasons
        }
        if listing.stage == .withdrawn { return ["withdrawn"] }
        return listing.reinstatement.map { [$0.name] } ?? []
    }
}

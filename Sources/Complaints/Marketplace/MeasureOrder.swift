package import AllianceNames
import Statements

/// Measures against sellers, as their marketplaces are told them.
extension TakenMeasure {
    /// What the seller's marketplace is to do by now; nil for what is none of this member's, not confirmed, or not about
    /// an account at a marketplace.
    ///
    /// It stands in the outbox as an order of the measure's statement for place 0; that it is lifted is the newer order there.
    package func order(by platform: MemberID) -> OrderedListing? {
        guard id.author == platform, case .seller(let seller) = party, seller.type == .sellerAccount
        else { return nil }
        let order: MarketplaceOrder
        if let lifted {
            guard case .witnessed = lifted.time else { return nil }
            order = MarketplaceOrder(
                action: .endMeasure(text: lifted.text), entry: lifted.id, place: 0,
                time: lifted.time)
        } else {
            guard case .witnessed = time else { return nil }
            order = MarketplaceOrder(
                action: .measure(step.measure, until: step.until, text: text), entry: id, place: 0,
                time: time)
        }
        return OrderedListing(complaint: id, listing: seller, order: order)
    }

    /// How an order of it that was taken up stands now.
    package func standing(
        of ordered: OrderedListing, by platform: MemberID, at now: UInt64
    ) -> OrderStanding {
        guard let order = order(by: platform)?.order, order.id == ordered.order.id else {
            return .overtaken
        }
        // What is over before it was told needs no telling.
        if case .measure(_, let until?, _) = order.action, until <= now { return .overtaken }
        return .due
    }

    /// What was weighed, as codes.
    package var reasons: [String] { facts.map(\.code) }
}

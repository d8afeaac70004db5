package import Statements

/// A marketplace as a platform's node knows it: what it shows of a listing, and what it is told to do. The seam between
/// complaints and the marketplaces' own systems.
package protocol MarketplaceAdapter: Sendable {
    /// The marketplaces that it speaks for, as listings name them.
    var marketplaces: Set<String> { get }

    /// What is shown of listings or storefronts now, in the order of `listings`; nil where the marketplace knows none.
    /// - Throws: where the marketplace does not answer; not for a listing that it does not know.
    func captures(of listings: [Indicator]) async throws(MarketplaceError) -> [ListingCapture?]

    /// Hands an order over. The same order, by its id, may come again, and what is newest of a listing counts.
    ///
    /// - Parameter reasons: codes of the decision, as whoever was decided against is told them.
    func carryOut(
        _ ordered: OrderedListing, reasons: [String]
    ) async throws(MarketplaceError) -> OrderAnswer

    /// What is said by now to an order that was taken, where the marketplace does not say it by itself; nil for
    /// nothing yet.
    func answer(
        to order: MarketplaceOrder, of listing: Indicator
    ) async throws(MarketplaceError) -> OrderAnswer?
}

extension MarketplaceAdapter {
    package func answer(
        to order: MarketplaceOrder, of listing: Indicator
    ) async throws(MarketplaceError) -> OrderAnswer? { nil }
}

/// What a marketplace says to an order.
package enum OrderAnswer: Hashable, Sendable {
    /// It is done, under the marketplace's own number for it.
    case done(reference: String)
    /// It was taken, and will be answered.
    case taken
    /// It is not done: a person sees to it.
    case refused(String)
}

package enum MarketplaceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody speaks for the marketplace.
    case unknownMarketplace(String)
    /// It may be tried again.
    case unreachable(String)
    /// What it answers cannot be read.
    case answerUnreadable(String)

    package var description: String {
        switch self {
        case .unknownMarketplace(let name): "no marketplace '\(name)' is set up at this node"
        case .unreachable(let why): "the marketplace does not answer: \(why)"
        case .answerUnreadable(let why): "the marketplace's answer cannot be read: \(why)"
        }
    }

    package var keyword: String {
        switch self {
        case .unknownMarketplace: "marketplace-unknown"
        case .unreachable: "marketplace-unreachable"
        case .answerUnreadable: "marketplace-answer"
        }
    }

    package var isPassing: Bool {
        if case .unreachable = self { true } else { false }
    }
}

package import Complaints
package import Notices
package import Statements
import Synchronization

/// All marketplaces that this node speaks with, as one.
package final class MarketplaceSet: MarketplaceAdapter {
    /// One of them, as it is set up.
    package struct Entry: Sendable {
        /// In addresses of the desk and in messages.
        package let name: String
        package let adapter: any MarketplaceAdapter
        /// By which its own messages are known; nil where it sends none.
        package let secret: WebhookSecret?
        package let schedule: OrderSchedule
        /// Called once, when nobody asks it any more.
        let end: @Sendable () async -> Void

        package init(
            _ name: String, _ adapter: any MarketplaceAdapter, secret: WebhookSecret? = nil,
            schedule: OrderSchedule = OrderSchedule(),
            end: @escaping @Sendable () async -> Void = {}
        ) {
            self.name = name
            self.adapter = adapter
            self.secret = secret
            self.schedule = schedule
            self.end = end
        }
    }

    private let entries: Mutex<[Entry]>

    package init(_ entries: [Entry] = []) { self.entries = Mutex(entries) }

    package var all: [Entry] { entries.withLock { $0 } }

    package var marketplaces: Set<String> {
        all.reduce(into: []) { $0.formUnion($1.adapter.marketplaces) }
    }

    package func entry(named name: String) -> Entry? { all.first { $0.name == name } }

    package func entry(for marketplace: String) -> Entry? {
        all.first { $0.adapter.marketplaces.contains(marketplace) }
    }

    /// Takes others up in their place. What is under way at those before may fail, and is tried again.
    package func take(_ entries: [Entry]) async {
        let before = self.entries.withLock { held in
            defer { held = entries }
            return held
        }
        for entry in before { await entry.end() }
    }

    /// To be called once, at the end.
    package func shutdown() async { await take([]) }

    private func found(_ listing: Indicator) throws(MarketplaceError) -> Entry {
        let marketplace = listing.marketplaceAndID.marketplace
        guard let entry = entry(for: marketplace) else {
            throw .unknownMarketplace(marketplace)
        }
        return entry
    }

    package func captures(
        of listings: [Indicator]
    ) async throws(MarketplaceError) -> [ListingCapture?] {
        var groups: [(entry: Entry, places: [Int])] = []
        for (place, listing) in listings.enumerated() {
            let entry = try found(listing)
            if let group = groups.firstIndex(where: { $0.entry.name == entry.name }) {
                groups[group].places.append(place)
            } else {
                groups.append((entry, [place]))
            }
        }
        var captures = [ListingCapture?](repeating: nil, count: listings.count)
        for group in groups {
            let found = try await group.entry.adapter.captures(
                of: group.places.map { listings[$0] })
            guard found.count == group.places.count else {
                throw .answerUnreadable("it is of another length than the question")
            }
            for (place, capture) in zip(group.places, found) { captures[place] = capture }
        }
        return captures
    }

    package func carryOut(
        _ ordered: OrderedListing, reasons: [String]
    ) async throws(MarketplaceError) -> OrderAnswer {
        try await found(ordered.listing).adapter.carryOut(ordered, reasons: reasons)
    }

    package func answer(
        to order: MarketplaceOrder, of listing: Indicator
    ) async throws(MarketplaceError) -> OrderAnswer? {
        try await found(listing).adapter.answer(to: order, of: listing)
    }
}

package import Complaints
package import Statements

/// What marketplaces show of listings, through all adapters that are set up at a node.
package struct MarketplaceCaptures: Sendable {
    /// What is shown of one listing.
    package enum Shown: Hashable, Sendable {
        case capture(ListingCapture)
        /// Its marketplace knows none, or nobody here knows the marketplace.
        case unknown
        /// No marketplace is set up here: nobody could be asked.
        case notAsked

        package var capture: ListingCapture? {
            if case .capture(let capture) = self { capture } else { nil }
        }
    }

    private let adapters: [any MarketplaceAdapter]

    package init(_ adapters: [any MarketplaceAdapter]) { self.adapters = adapters }

    package var isEmpty: Bool { adapters.isEmpty }

    /// In the order of `listings`: one call for each marketplace, at one time.
    /// - Throws: `MarketplaceError` where one does not answer, or answers of other listings.
    package func shown(_ listings: [Indicator]) async throws -> [Shown] {
        guard !adapters.isEmpty else { return listings.map { _ in .notAsked } }
        var places: [String: [Int]] = [:]
        for (place, listing) in listings.enumerated() {
            places[listing.marketplaceAndID.marketplace, default: []].append(place)
        }
        return try await withThrowingTaskGroup(of: [(Int, Shown)].self) { group in
            for (marketplace, places) in places {
                guard
                    let adapter = adapters.first(where: { $0.marketplaces.contains(marketplace) })
                else { continue }
                group.addTask {
                    let found = try await adapter.captures(of: places.map { listings[$0] })
                    guard found.count == places.count else {
                        throw MarketplaceError.answerUnreadable(
                            "\(found.count) listings where \(places.count) were asked for")
                    }
                    return zip(places, found).map { ($0, $1.map { Shown.capture($0) } ?? .unknown) }
                }
            }
            var all = [Shown](repeating: .unknown, count: listings.count)
            for try await part in group { for (place, shown) in part { all[place] = shown } }
            return all
        }
    }
}

package import Complaints
package import Statements
import Synchronization

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
    private let circuits = Circuits()
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64

    package init(
        _ adapters: [any MarketplaceAdapter], now: @escaping @Sendable () -> UInt64
    ) {
        self.adapters = adapters
        self.now = now
    }

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
                group.addTask { [self] in
                    let found = try await captures(
                        of: places.map { listings[$0] }, at: marketplace, from: adapter)
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

    /// One that fails again and again is left alone for a while: complaints at others do not wait for it each time.
    private func captures(
        of listings: [Indicator], at marketplace: String, from adapter: any MarketplaceAdapter
    ) async throws(MarketplaceError) -> [ListingCapture?] {
        guard circuits.allow(marketplace, at: now()) else {
            throw .unreachable("it has failed again and again, and is asked again in a while")
        }
        do throws(MarketplaceError) {
            let found = try await adapter.captures(of: listings)
            circuits.worked(marketplace)
            return found
        } catch {
            // Where another marketplace has failed this one was not waited for.
            if error.isPassing, !Task.isCancelled { circuits.failed(marketplace, at: now()) }
            throw error
        }
    }

    private final class Circuits: Sendable {
        private let kept = Mutex<[String: MarketplaceCircuit]>([:])

        func allow(_ marketplace: String, at now: UInt64) -> Bool {
            kept.withLock { $0[marketplace]?.allowance(of: 1, at: now) ?? 1 } > 0
        }

        func worked(_ marketplace: String) { kept.withLock { $0[marketplace] = nil } }

        func failed(_ marketplace: String, at now: UInt64) {
            kept.withLock { $0[marketplace, default: .init()].failed(at: now) }
        }
    }
}

package import AllianceNames
package import ProductAuthentication
package import Statements
import Synchronization
package import TransparencyLog

/// Knowledge that is asked many times a second: what was registered about a product and the state of
/// the own log are read anew once a second at most, since reading them costs more than the rest of an
/// answer. What is not registered is asked each time, so that a registration counts at once.
package final class RecentKnowledge: ProductKnowledge {
    /// How long what was read may be used, in milliseconds.
    package static let ageMax: UInt64 = 1_000
    /// Products that are remembered; with more than these asked about in a second, some are read twice.
    package static let productsMax = 10_000

    private struct Recent {
        var roster: Digest?
        /// When the first of these was read, in milliseconds since 1970.
        var since: UInt64 = 0
        var products: [ProductKey: Facts.Product] = [:]
        var asOf: Answer.AsOf?
    }

    private let inner: any ProductKnowledge
    private let roster: @Sendable () -> Digest?
    private let now: @Sendable () -> UInt64
    private let recent = Mutex(Recent())

    /// - Parameters:
    ///   - roster: digest of the newest one; with another one nothing is used again.
    ///   - now: milliseconds since 1970; a clock that goes back keeps nothing.
    package init(
        _ inner: any ProductKnowledge, roster: @escaping @Sendable () -> Digest?,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.inner = inner
        self.roster = roster
        self.now = now
    }

    package func product(_ product: ProductKey) throws -> Facts.Product? {
        if let known = using({ $0.products[product] }) { return known }
        guard let found = try inner.product(product) else { return nil }
        _ = using { recent -> Bool? in
            if recent.products.count >= Self.productsMax { recent.products = [:] }
            recent.products[product] = found
            return nil
        }
        return found
    }

    package func asOf() throws -> Answer.AsOf? {
        if let known = using({ $0.asOf }) { return known }
        let found = try inner.asOf()
        _ = using { recent -> Bool? in
            recent.asOf = found
            return nil
        }
        return found
    }

    private func using<Value>(_ body: (inout Recent) -> Value?) -> Value? {
        let (roster, now) = (roster(), now())
        return recent.withLock { recent in
            if recent.roster != roster || now < recent.since || now - recent.since >= Self.ageMax {
                recent = Recent(roster: roster, since: now)
            }
            return body(&recent)
        }
    }

    package func isAuthority(_ member: MemberID) -> Bool { inner.isAuthority(member) }

    package func reports(
        of indicators: [Indicator], readableBy reader: MemberID, at now: UInt64
    ) throws -> [SellerReport] {
        // Most questions name no seller.
        try indicators.isEmpty ? [] : inner.reports(of: indicators, readableBy: reader, at: now)
    }

    package func isUnauthorised(
        seller: Indicator, readableBy reader: MemberID, at now: UInt64
    ) throws -> Bool {
        try inner.isUnauthorised(seller: seller, readableBy: reader, at: now)
    }
}

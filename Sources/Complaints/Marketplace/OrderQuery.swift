/// Which orders on their way to marketplaces; what is nil tells none apart.
package struct OrderQuery: Hashable, Sendable {
    package static let limits = 1...500

    package var state: OutboxOrder.State?
    package var marketplace: String?
    package var limit: Int

    package init(
        state: OutboxOrder.State? = nil, marketplace: String? = nil, limit: Int = 100
    ) {
        self.state = state
        self.marketplace = marketplace
        self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
    }
}

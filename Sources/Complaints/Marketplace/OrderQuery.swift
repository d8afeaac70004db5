/// Which orders on their way to marketplaces; what is nil tells none apart.
package struct OrderQuery: Hashable, Sendable {
    package static let limits = 1...500

    package var state: OutboxOrder.State?
    package var marketplace: String?
    /// Those that are listed behind this one, by its id; none where it is not there any more.
    package var after: String?
    package var limit: Int

    package init(
        state: OutboxOrder.State? = nil, marketplace: String? = nil, after: String? = nil,
        limit: Int = 100
    ) {
        self.state = state
        self.marketplace = marketplace
        self.after = after
        self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
    }
}

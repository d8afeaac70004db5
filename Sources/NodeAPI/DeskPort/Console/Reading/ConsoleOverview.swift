package import AllianceNames
package import MergedView

/// What the first page tells: what is new, who says how much, how the exchange is.
package struct ConsoleOverview: Sendable {
    /// A day of UTC, and how many statements were made on it.
    package struct Day: Equatable, Sendable {
        /// Milliseconds since 1970, at its beginning.
        package let start: UInt64
        package let counts: [MemberID: UInt64]

        package var total: UInt64 { counts.values.reduce(0, &+) }

        package init(start: UInt64, counts: [MemberID: UInt64]) {
            self.start = start
            self.counts = counts
        }
    }

    package static let daysShown = 30
    package static let newestShown = 12

    package let newest: [SearchHit]
    /// Consecutive, the last one today.
    package let days: [Day]
    package let health: ExchangeHealth

    package init(newest: [SearchHit], days: [Day], health: ExchangeHealth) {
        self.newest = newest
        self.days = days
        self.health = health
    }
}

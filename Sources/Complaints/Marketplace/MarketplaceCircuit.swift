/// Whether a marketplace is tried at all: one that fails again and again is left alone for a while, and then asked
/// with one order.
package struct MarketplaceCircuit: Equatable, Sendable {
    /// In a row, before it is left alone.
    package static let failuresMax = 3
    /// The first time, and at most: each failure after that doubles it.
    package static let pauseMilliseconds: UInt64 = 15_000
    package static let pauseMillisecondsMax: UInt64 = 600_000

    package private(set) var failures = 0
    /// Milliseconds since 1970.
    package private(set) var closedUntil: UInt64 = 0

    package init() {}

    /// How many orders it may be given now.
    package func allowance(of count: Int, at now: UInt64) -> Int {
        if failures < Self.failuresMax { return count }
        // A clock that was set back leaves nobody alone for longer than the longest pause.
        let isOver = now >= closedUntil || closedUntil - now > Self.pauseMillisecondsMax
        return isOver ? min(1, count) : 0
    }

    package mutating func worked() { self = MarketplaceCircuit() }

    package mutating func failed(at now: UInt64) {
        failures += 1
        guard failures >= Self.failuresMax else { return }
        let doublings = min(failures - Self.failuresMax, 16)
        closedUntil =
            now + min(Self.pauseMilliseconds << UInt64(doublings), Self.pauseMillisecondsMax)
    }
}

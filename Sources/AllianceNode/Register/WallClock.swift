/// The time of day, given to everything that needs it; tests give their own.
package struct WallClock: Sendable {
    /// Milliseconds since 1970, UTC.
    package let now: @Sendable () -> UInt64

    package init(now: @escaping @Sendable () -> UInt64) { self.now = now }
}

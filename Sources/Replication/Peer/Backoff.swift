/// How long to leave somebody alone after failures in a row: twice as long each time, up to a limit,
/// of which a random part is taken off, so that nodes that failed together do not return together.
package struct Backoff: Equatable, Sendable {
    /// The wait after the first failure, before jitter.
    package let first: Duration
    /// The longest wait.
    package let limit: Duration
    package private(set) var failures = 0

    package init(first: Duration, limit: Duration) {
        precondition(first > .zero && limit >= first, "a back-off grows from above zero")
        self.first = first
        self.limit = limit
    }

    /// Counts one more failure.
    ///
    /// - Parameter random: 64 random bits; equal bits give equal waits.
    /// - Returns: between half of the full wait and all of it.
    package mutating func fail(random: UInt64) -> Duration {
        let doublings = min(failures, Self.doublingsMax)
        failures += 1
        let full = min(first * (1 << doublings), limit)
        // 16 bits of jitter keep the product far from overflow.
        return full / 2 + full / 2 * Int(random & 0xffff) / 0xffff
    }

    package mutating func succeed() { failures = 0 }

    /// Beyond it every limit in use is reached.
    private static let doublingsMax = 20
}

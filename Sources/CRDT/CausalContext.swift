/// What has been seen: of each log, the entries below a size.
///
/// Logs are prefix-closed, so one number a log is the whole causal context and no tombstone is ever
/// needed. The join takes the larger size of each log.
package struct CausalContext<Log: Hashable & Comparable & Sendable>: JoinSemilattice, Sendable {
    private var sizes: [Log: UInt64]

    package init(_ sizes: [Log: UInt64] = [:]) {
        self.sizes = sizes.filter { $0.value > 0 }
    }

    /// Number of entries seen of `log`; 0 where nothing was seen.
    package subscript(log: Log) -> UInt64 {
        get { sizes[log] ?? 0 }
        set { sizes[log] = newValue == 0 ? nil : newValue }
    }

    package func contains(_ dot: Dot<Log>) -> Bool { dot.index < self[dot.log] }

    /// The logs of which anything was seen, in order.
    package var logs: [Log] { sizes.keys.sorted() }

    /// Entries seen in all logs.
    package var count: UInt64 { sizes.values.reduce(0, &+) }

    package mutating func join(_ other: Self) {
        sizes.merge(other.sizes, uniquingKeysWith: max)
    }
}

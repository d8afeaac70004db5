/// One event: the position of an entry in the append-only log that it was written to.
///
/// A log never reuses a position, so a dot names one event for ever (Almeida et al., "Delta State
/// Replicated Data Types", 2018, section 7).
package struct Dot<Log: Hashable & Comparable & Sendable>: Hashable, Comparable, Sendable {
    package var log: Log
    /// From 0.
    package var index: UInt64

    package init(log: Log, index: UInt64) {
        self.log = log
        self.index = index
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.log, left.index) < (right.log, right.index)
    }
}

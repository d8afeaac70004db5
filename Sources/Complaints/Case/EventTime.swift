import CRDT

/// When a statement became independently confirmed, by the witnesses' cosignatures and never by its
/// author's word; or not yet. Later than any time, so that what is pending comes last.
package enum EventTime: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970.
    case witnessed(UInt64)
    case pending

    package var milliseconds: UInt64? {
        switch self {
        case .witnessed(let time): time
        case .pending: nil
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.witnessed(let left), .witnessed(let right)): left < right
        case (.witnessed, .pending): true
        case (.pending, _): false
        }
    }
}

/// Two nodes that hold different cosignatures agree once they hold the same: the earlier time counts.
extension EventTime: JoinSemilattice {
    package mutating func join(_ other: EventTime) { self = min(self, other) }
}

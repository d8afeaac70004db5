package import AllianceNames
package import TransparencyLog

/// What a store holds of one log.
package struct LogState: Equatable, Sendable {
    package let origin: LogOrigin
    /// Right edge of the tree of the entries held: enough to append to it and to know its root.
    package var edge: CompactRange
    /// The largest checkpoint believed, which may run ahead of what is held.
    package var target: CheckpointRecord?
    /// The largest believed checkpoint of at most `size` entries: what is served to others.
    package var served: CheckpointRecord?
    /// Set once the author was caught signing two histories; nothing is admitted from then on.
    package var frozen: ForkFinding?
    /// Set once the roster has ended a log whose author signed two histories, and what is held agrees
    /// with that end: it grows along that branch only.
    package var isSettled: Bool

    /// Entries held: admitted, with their payloads held or erased.
    package var size: TreeSize { edge.size }

    package init(
        origin: LogOrigin, edge: CompactRange, target: CheckpointRecord? = nil,
        served: CheckpointRecord? = nil, frozen: ForkFinding? = nil, isSettled: Bool = false
    ) {
        self.origin = origin
        self.edge = edge
        self.target = target
        self.served = served
        self.frozen = frozen
        self.isSettled = isSettled
    }

    /// Entries that a believed checkpoint promises and that are not held yet.
    package var behind: UInt64 {
        guard let target, target.size > size else { return 0 }
        return target.size - size
    }
}

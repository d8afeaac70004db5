import TransparencyLog

/// A checkpoint that its author has proven to be of the branch which the roster has ended a log with, and
/// how much of what is held is known to be of that branch. A value, kept from one request to the next;
/// where it is forgotten, the author proves it anew.
package struct BroughtBranch: Sendable {
    private let checkpoint: CheckpointKey
    private let end: TreeSize
    private let root: Digest
    private let held: TreeSize
    private let served: TreeSize
    private var halving: PrefixHalving

    /// - Parameters:
    ///   - end: size and root by the roster.
    init(of checkpoint: VerifiedCheckpoint, end: TreeSize, root: Digest, held state: LogState) {
        self.checkpoint = CheckpointKey(checkpoint)
        (self.end, self.root, held) = (end, root, state.size)
        served = state.served?.size ?? 0
        halving = PrefixHalving(of: min(held, end))
    }

    /// Whether both are about one checkpoint, one end, and as much as is held and served now.
    func isAboutSame(as other: BroughtBranch) -> Bool {
        checkpoint == other.checkpoint
            && (end, root, held, served) == (other.end, other.root, other.held, other.served)
    }

    /// The size at which the two branches are compared next; nil once it is known where they part.
    var next: TreeSize? { halving.next }

    mutating func learn(agrees: Bool) { halving.learn(agrees: agrees) }

    /// Once it is known where the branches part.
    var settlement: ForkSettlement? {
        guard next == nil else { return nil }
        return ForkSettlement(
            agreed: halving.agreed, held: held, served: served, end: end, root: root)
    }
}

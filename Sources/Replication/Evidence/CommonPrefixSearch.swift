package import TransparencyLog

/// Finds how much of what is held of a forked log belongs to the branch that the roster has ended the
/// log with. A value: it names tiles of that branch's tree and sizes of the held one, and halves what
/// is between agreement and difference.
package struct CommonPrefixSearch: Sendable {
    private var halving: PrefixHalving
    private let held: TreeSize
    private let served: TreeSize
    private let end: TreeSize
    private let root: Digest
    private var descent: TileDescent

    /// - Parameters:
    ///   - end: size and root by the roster.
    ///   - held: entries held.
    ///   - served: those below the checkpoint that is served.
    package init(
        origin: String, end: TreeSize, root: Digest, held: TreeSize, served: TreeSize
    ) {
        self.end = end
        self.root = root
        self.held = held
        self.served = served
        halving = PrefixHalving(of: min(held, end))
        descent = TileDescent(of: Checkpoint(origin: origin, size: end, root: root))
    }

    /// The size at which the two trees are compared next; nil once the search is over.
    package var next: TreeSize? { halving.next }

    /// Tiles of the roster's branch that the next comparison needs.
    package var missing: [TileCoordinate] { next.map { descent.missing(for: [$0]) } ?? [] }

    /// Takes the tiles named.
    /// - Throws: `tileLength`, `rootMismatch` where they are not of the roster's branch.
    package mutating func accept(
        _ tiles: [(tile: TileCoordinate, bytes: [UInt8])]
    ) throws(TransparencyLogError) {
        try descent.accept(tiles)
    }

    /// - Parameter heldRoot: of what is held, at the size `next`. Its tiles must not be missing.
    package mutating func compare(heldRoot: Digest) {
        guard let next, let range = descent.range(at: next) else {
            preconditionFailure("compared before its tiles were there")
        }
        halving.learn(agrees: range.root == heldRoot)
    }

    /// Once the search is over: what stays.
    package var settlement: ForkSettlement? {
        guard next == nil else { return nil }
        return ForkSettlement(
            agreed: halving.agreed, held: held, served: served, end: end, root: root)
    }
}

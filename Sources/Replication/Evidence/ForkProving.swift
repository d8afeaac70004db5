package import TransparencyLog

/// Makes a proof for others of what a follower found. A value: it says which tiles of the larger tree
/// it needs, and believes only those that lead to the root signed.
package struct ForkProving: Sendable {
    private let smaller: SignedCheckpoint
    private let larger: SignedCheckpoint
    private let key: VerifierKey
    private var descent: TileDescent

    /// - Parameter key: the log's, which signed both checkpoints of the finding; nil where it did not.
    package init?(_ finding: ForkFinding, key: VerifierKey) {
        let notes = [finding.believed, finding.offered].map(\.noteText)
        // A follower reports verified checkpoints only; what a damaged store gives is no proof.
        let checkpoints = notes.compactMap { try? SignedCheckpoint(parsing: $0) }
            .sorted {
                ($0.checkpoint.size, $0.checkpoint.root) < ($1.checkpoint.size, $1.checkpoint.root)
            }
        guard checkpoints.count == 2 else { return nil }
        (smaller, larger) = (checkpoints[0], checkpoints[1])
        self.key = key
        descent = TileDescent(of: larger.checkpoint)
    }

    /// Tiles of the larger tree; none once there is a proof.
    package var missing: [TileCoordinate] {
        smaller.checkpoint.size == larger.checkpoint.size
            ? [] : descent.missing(for: [smaller.checkpoint.size])
    }

    /// Takes the tiles named.
    /// - Throws: `tileLength`, `rootMismatch` where they are not those of the larger tree.
    package mutating func accept(
        _ tiles: [(tile: TileCoordinate, bytes: [UInt8])]
    ) throws(TransparencyLogError) {
        try descent.accept(tiles)
    }

    /// Nil while tiles are missing, or where the two checkpoints can both be true.
    package var proof: VerifiedForkProof? {
        proof(by: descent.difference(from: smaller.checkpoint))
    }

    /// The proof that this difference gives, where it gives one; of equal sizes none is needed.
    package func proof(by difference: ForkProof.Difference?) -> VerifiedForkProof? {
        let isOneSize = smaller.checkpoint.size == larger.checkpoint.size
        guard let difference = isOneSize ? .root : difference else { return nil }
        let proof = try? ForkProof(smaller: smaller, larger: larger, difference: difference)
        return try? proof?.verified(by: key)
    }
}

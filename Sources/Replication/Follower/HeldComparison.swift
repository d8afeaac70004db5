package import TransparencyLog

/// How a checkpoint stands to the entries that a store holds of its log.
package enum HeldComparison: Equatable, Sendable {
    /// What is held begins with it.
    case same
    /// The entries held have this root at its size, as the way to the checkpoint served proves.
    case differs(held: Digest, way: ConsistencyProof?)
    /// It is larger than what is held.
    case beyond(held: TreeSize)

    /// - Parameter readTile: gives the tiles of the entries held; its errors pass through.
    /// - Throws: `TransparencyLogError.rootMismatch` where the store's own tiles do not lead to the
    ///   checkpoint that it serves: a damaged store must not accuse anybody.
    package static func compare(
        _ checkpoint: Checkpoint, with state: LogState?,
        readTile: @escaping (TileCoordinate) throws -> [UInt8]
    ) throws -> HeldComparison {
        guard let state, checkpoint.size <= state.size else {
            return .beyond(held: state?.size ?? 0)
        }
        let held = try TiledTree(size: checkpoint.size, readTile: readTile).root()
        if held == checkpoint.root { return .same }
        if let served = state.served, served.size >= checkpoint.size {
            let way = try TiledTree(size: served.size, readTile: readTile)
                .consistencyProof(from: checkpoint.size)
            try way.verify(fromRoot: held, toRoot: served.root)
            return .differs(held: held, way: way)
        }
        return .differs(held: held, way: nil)
    }
}

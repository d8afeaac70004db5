package import AllianceNames
package import TransparencyLog

extension LogStore {
    /// The tree of a log's first entries, by the tiles that are stored and not by what was meant to be put there.
    /// Where one is missing, what needs it throws `LogStoreError.unknownLog`.
    package func tree(of origin: LogOrigin, size: TreeSize) -> TiledTree {
        TiledTree(size: size) { tile in
            guard let bytes = try self.tile(of: origin, tile) else {
                throw LogStoreError.unknownLog(origin: origin)
            }
            return bytes
        }
    }
}

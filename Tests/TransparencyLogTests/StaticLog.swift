import Testing
import TransparencyLog

/// A log as static C2SP files below one folder of the vectors, audited from its entries upwards.
struct StaticLog {
    let folder: String

    func checkpoint(_ name: String = "checkpoint") throws -> SignedCheckpoint {
        try SignedCheckpoint(parsing: Vectors.bytes("\(folder)/\(name)"))
    }

    /// Rebuilds every tile and the root of one size from the entry bundles, and compares bytes.
    func audit(_ checkpoint: Checkpoint) throws {
        var leaves: [Digest] = []
        for bundle in BundleCoordinate.bundles(of: checkpoint.size) {
            let bytes = try Vectors.bytes("\(folder)/\(bundle.path)")
            let ranges = try EntryBundle.parse(bytes, count: bundle.width)
            leaves += EntryBundle.leafHashes(of: bytes, ranges: ranges)
        }
        #expect(TreeSize(leaves.count) == checkpoint.size)
        #expect(MerkleHash.root(ofLeaves: leaves) == checkpoint.root, "size \(checkpoint.size)")
        let tree = NaiveTree(leaves: leaves)
        for tile in TileCoordinate.tiles(of: checkpoint.size) {
            #expect(try Vectors.bytes("\(folder)/\(tile.path)") == tree.tile(tile), "\(tile)")
        }
        #expect(try tiledTree(checkpoint.size).root() == checkpoint.root)
    }

    func tiledTree(_ size: TreeSize) -> TiledTree {
        TiledTree(size: size) { tile in try Vectors.bytes("\(folder)/\(tile.path)") }
    }
}

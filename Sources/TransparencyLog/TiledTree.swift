/// A Merkle tree read from tiles: computes the root and any proof of one size, fetching each tile
/// it needs once a question.
///
/// It trusts what it reads. Whoever reads tiles of others compares `root()` with a checkpoint that
/// is believed, or verifies the proof that comes out.
package struct TiledTree {
    package let size: TreeSize
    private let readTile: (TileCoordinate) throws -> [UInt8]

    /// - Parameter readTile: gives exactly the tile named, `byteCount` bytes; its errors pass
    ///   through. It is asked only for tiles that a log of `size` entries has.
    package init(size: TreeSize, readTile: @escaping (TileCoordinate) throws -> [UInt8]) {
        precondition(size <= treeSizeMax, "the tree is too large")
        self.size = size
        self.readTile = readTile
    }

    package func root() throws -> Digest {
        var reader = TileReader(size: size, readTile: readTile)
        return try reader.hash(of: 0..<size)
    }

    /// The full subtrees of the tree, from which it can be appended to.
    package func compactRange() throws -> CompactRange {
        var reader = TileReader(size: size, readTile: readTile)
        return try CompactRange(size: size, hashes: reader.peaks(of: 0..<size))
    }

    /// - Throws: `index` beyond the tree.
    package func leafHash(_ index: EntryIndex) throws -> Digest {
        try subtreeHash(level: 0, index: index)
    }

    /// Root of the full subtree of `2^level` entries from `index * 2^level`.
    /// - Throws: `index` unless the tree holds all of them.
    package func subtreeHash(level: Int, index: UInt64) throws -> Digest {
        var reader = TileReader(size: size, readTile: readTile)
        return try reader.subtree(level: level, index: index)
    }

    /// - Throws: `index` beyond the tree.
    package func inclusionProof(of index: EntryIndex) throws -> InclusionProof {
        guard index < size else { throw TransparencyLogError.index(found: index, size: size) }
        var reader = TileReader(size: size, readTile: readTile)
        var path: [Digest] = []
        var tree = 0..<size
        // PATH(m, D[n]) of RFC 6962, from the root downwards.
        while tree.count > 1 {
            let split = Self.split(tree)
            if index < split {
                path.append(try reader.hash(of: split..<tree.upperBound))
                tree = tree.lowerBound..<split
            } else {
                path.append(try reader.hash(of: tree.lowerBound..<split))
                tree = split..<tree.upperBound
            }
        }
        return InclusionProof(index: index, size: size, path: path.reversed())
    }

    /// - Throws: `sizes` where `from` is beyond the tree.
    package func consistencyProof(from: TreeSize) throws -> ConsistencyProof {
        guard from <= size else { throw TransparencyLogError.sizes(from: from, to: size) }
        let path = try hashes(of: Self.consistencyNodes(from: from, to: size))
        return ConsistencyProof(from: from, to: size, path: path)
    }

    /// Proof that the tree holds a subtree (draft-ietf-plants-merkle-tree-certs, Section 4.4.1).
    /// - Throws: `sizes` where the subtree goes beyond the tree.
    package func subtreeConsistencyProof(of subtree: Subtree) throws -> SubtreeConsistencyProof {
        guard subtree.end <= size else {
            throw TransparencyLogError.sizes(from: subtree.end, to: size)
        }
        let path = try hashes(of: Self.subtreeNodes(of: subtree, in: size))
        return SubtreeConsistencyProof(subtree: subtree, size: size, path: path)
    }

    private func hashes(of nodes: [Range<EntryIndex>]) throws -> [Digest] {
        var reader = TileReader(size: size, readTile: readTile)
        // Tiles are read from the root downwards.
        var hashes: [Digest] = []
        for node in nodes.reversed() { hashes.append(try reader.hash(of: node)) }
        return hashes.reversed()
    }

    // MARK: Nodes

    /// The nodes whose hashes prove, in this order, that a tree begins with the one of `from` entries.
    static func consistencyNodes(from: TreeSize, to size: TreeSize) -> [Range<EntryIndex>] {
        guard from != 0 else { return [] }
        var nodes: [Range<EntryIndex>] = []
        var tree = 0..<size
        // SUBPROOF(m, D[n], b) of RFC 6962, from the root downwards.
        while tree.upperBound != from {
            let split = Self.split(tree)
            if from <= split {
                nodes.append(split..<tree.upperBound)
                tree = tree.lowerBound..<split
            } else {
                nodes.append(tree.lowerBound..<split)
                tree = split..<tree.upperBound
            }
        }
        // The old root itself is known to the verifier.
        if tree.lowerBound != 0 { nodes.append(tree) }
        return nodes.reversed()
    }

    /// The nodes whose hashes prove, in this order, that a tree holds a subtree.
    static func subtreeNodes(of subtree: Subtree, in size: TreeSize) -> [Range<EntryIndex>] {
        guard subtree.count > 0 else { return [] }
        var nodes: [Range<EntryIndex>] = []
        var (tree, start, isWhole) = (0..<size, subtree.start, true)
        // SUBTREE_SUBPROOF(start, end, D[n], b), from the root downwards.
        while tree != start..<subtree.end {
            let split = Self.split(tree)
            if subtree.end <= split {
                nodes.append(split..<tree.upperBound)
                tree = tree.lowerBound..<split
            } else {
                nodes.append(tree.lowerBound..<split)
                if start < split { (start, isWhole) = (split, false) }
                tree = split..<tree.upperBound
            }
        }
        // The subtree's own root is known to the verifier.
        if !isWhole { nodes.append(tree) }
        return nodes.reversed()
    }

    /// Where RFC 6962 splits a tree: after the largest power of two below its size.
    static func split(_ tree: Range<EntryIndex>) -> EntryIndex {
        let bits = UInt64.bitWidth - UInt64(tree.count - 1).leadingZeroBitCount
        return tree.lowerBound + (1 << UInt64(bits - 1))
    }
}

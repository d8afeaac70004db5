package import TransparencyLog

/// The part of a signed tree that a follower has proven so far: hash tiles, verified from the root
/// down, and only those that its questions need.
///
/// Two questions are put to it. Does the tree begin with one of `m` entries and this root? For that it
/// takes the tiles along the right edge of `m`. And what must the entries of a bundle hash to? For that
/// it takes the level-1 tile above the bundle. A tile's parents come before it, up to the right edge
/// of the whole tree, whose tiles together give the root; so at most 12 tiles answer one question,
/// whatever the size of the log.
///
/// Source: c2sp.org/tlog-tiles, "Merkle Tree".
package struct TileDescent: Sendable {
    package let size: TreeSize
    package let root: Digest
    private var proven: [TileCoordinate: [Digest]] = [:]

    package init(of checkpoint: Checkpoint) {
        size = checkpoint.size
        root = checkpoint.root
    }

    /// What the entries of one bundle must hash to.
    package enum BundleHash: Equatable, Sendable {
        /// A full bundle: the root over its 256 leaf hashes.
        case root(Digest)
        /// The last bundle of the tree: its leaf hashes, as many as the tree has.
        case leaves([Digest])
    }

    /// Whether the tree's root has been reached, so that anything is proven at all.
    private var isAnchored: Bool { size == 0 || edgeTiles.allSatisfy { proven[$0] != nil } }

    /// The tiles that are still needed to say how the tree stood at `sizes` and what the bundles
    /// that hold `entries` must hash to.
    package func missing(
        for sizes: [TreeSize], entries: Range<EntryIndex>? = nil
    ) -> [TileCoordinate] {
        var wanted = edgeTiles
        func want(_ tile: TileCoordinate) { if !wanted.contains(tile) { wanted.append(tile) } }
        for size in sizes where size < self.size { tiles(at: size).forEach(want) }
        if let entries, !entries.isEmpty {
            for tile in entries.lowerBound >> 16...(entries.upperBound - 1) >> 16 {
                guard let tile = TileCoordinate(level: 1, containing: tile << 8, size: size) else {
                    continue
                }
                withParents(of: tile).forEach(want)
            }
        }
        return wanted.filter { proven[$0] == nil }
    }

    /// Takes tiles, all of those that `missing` named together, and believes them only if they belong
    /// to the tree.
    ///
    /// - Throws: `tileLength`, or `rootMismatch` where they do not; nothing has changed then.
    package mutating func accept(
        _ tiles: [(tile: TileCoordinate, bytes: [UInt8])]
    ) throws(TransparencyLogError) {
        var believed = proven
        var candidates: [TileCoordinate: [Digest]] = [:]
        for (tile, bytes) in tiles { candidates[tile] = try tile.hashes(of: bytes) }
        if !isAnchored {
            for tile in edgeTiles { believed[tile] = proven[tile] ?? candidates[tile] }
            let found = Self.range(of: size, in: believed, sized: size)?.root
            guard let found, found == root else {
                throw .rootMismatch(expected: root, found: found ?? .zero)
            }
        }
        // From the top, so that every parent is proven before its children.
        for tile in candidates.keys.sorted(by: { $0.level > $1.level }) where believed[tile] == nil
        {
            guard let hashes = candidates[tile] else { continue }
            let found = MerkleHash.root(ofLeaves: hashes)
            let expected = Self.hash(level: tile.level + 1, tile.index, in: believed, sized: size)
            guard tile.isFull, let expected, found == expected else {
                throw .rootMismatch(expected: expected ?? .zero, found: found)
            }
            believed[tile] = hashes
        }
        proven = believed
    }

    /// The tree as it stood at `size`; nil while a tile is missing.
    package func range(at size: TreeSize) -> CompactRange? {
        guard isAnchored, size <= self.size else { return nil }
        return Self.range(of: size, in: proven, sized: self.size)
    }

    /// What the entries of bundle `index` must hash to; nil while a tile is missing.
    package func hash(ofBundle index: UInt64) -> BundleHash? {
        guard isAnchored else { return nil }
        if let full = Self.hash(level: 1, index, in: proven, sized: size) { return .root(full) }
        guard index == size >> 8, size & 0xff > 0,
            let last = TileCoordinate(level: 0, containing: index << 8, size: size),
            let leaves = proven[last]
        else { return nil }
        return .leaves(leaves)
    }

    /// Forgets what only entries below `entry` needed.
    package mutating func forget(before entry: EntryIndex) {
        let edge = edgeTiles
        proven = proven.filter { tile, _ in
            edge.contains(tile) || tile.entries.upperBound > entry
        }
    }
}

// MARK: Which tiles

extension TileDescent {
    /// The partial tiles: all subtrees that no larger full subtree holds.
    private var edgeTiles: [TileCoordinate] {
        (0...TileCoordinate.levelMax).compactMap { level in
            let hashes = size >> UInt64(8 * level)
            guard hashes & 0xff > 0 else { return nil }
            return TileCoordinate(level: level, containing: hashes - 1, size: size)
        }
    }

    /// The tiles whose hashes stand for the tree at an earlier size, with their parents.
    private func tiles(at earlier: TreeSize) -> [TileCoordinate] {
        for level in 0...TileCoordinate.levelMax {
            let hashes = earlier >> UInt64(8 * level)
            guard hashes & 0xff > 0 else { continue }
            guard let tile = TileCoordinate(level: level, containing: hashes - 1, size: size) else {
                return []
            }
            // Its parents hold what stands left of it; above a partial tile all are edge tiles.
            return withParents(of: tile)
        }
        return []
    }

    /// A tile and what proves it: full tiles above it, up to and with a partial one.
    private func withParents(of tile: TileCoordinate) -> [TileCoordinate] {
        var chain = [tile]
        while let child = chain.last, child.isFull, child.level < TileCoordinate.levelMax,
            let parent = TileCoordinate(
                level: child.level + 1, containing: child.index, size: size)
        {
            chain.append(parent)
        }
        return chain
    }

    private static func hash(
        level: Int, _ index: UInt64, in tiles: [TileCoordinate: [Digest]], sized size: TreeSize
    ) -> Digest? {
        guard let tile = TileCoordinate(level: level, containing: index, size: size) else {
            return nil
        }
        return tiles[tile]?[Int(index & 0xff)]
    }

    private static func range(
        of earlier: TreeSize, in tiles: [TileCoordinate: [Digest]], sized size: TreeSize
    ) -> CompactRange? {
        var range = CompactRange()
        for level in (0...TileCoordinate.levelMax).reversed() {
            let end = earlier >> UInt64(8 * level)
            for index in end & ~0xff..<end {
                guard let hash = hash(level: level, index, in: tiles, sized: size) else {
                    return nil
                }
                range.append(subtree: hash, height: 8 * level)
            }
        }
        return range
    }
}

// MARK: What a smaller checkpoint gets wrong

extension TileDescent {
    /// How this tree differs from a smaller checkpoint that it does not extend: what it has in its place,
    /// and the way from there to the root. Nil while a tile is missing (`missing(for: [size])`).
    package func difference(from smaller: Checkpoint) -> ForkProof.Difference? {
        guard let range = range(at: smaller.size) else { return nil }
        struct TileMissing: Error {}
        let tree = TiledTree(size: size) { tile in
            guard let hashes = proven[tile] else { throw TileMissing() }
            return Digest.bytes(of: hashes)
        }
        // The tiles that give the root at a size hold all siblings on the way up from there.
        guard let way = try? tree.consistencyProof(from: smaller.size) else { return nil }
        return .prefix(root: range.root, path: way.path)
    }
}

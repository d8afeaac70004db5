package import TransparencyLog

/// A tree that grows at its right edge, and the tile hashes that come to be as it does.
///
/// A hash of level 0 is a leaf; a hash of level L + 1 comes to be when 256 hashes of level L are full.
package struct TileGrowth: Sendable {
    /// A hash that belongs into a tile of level 1 or higher.
    package struct TileHash: Equatable, Sendable {
        package let level: Int
        /// Position among the hashes of its level: its tile is `position / 256`.
        package let position: UInt64
        package let hash: Digest
    }

    private static let tileBits = 8

    package private(set) var size: TreeSize
    /// The unfinished tile of each level as a compact range over that level's hashes, level 0 first.
    private var levels: [CompactRange]
    /// The hashes that came to be since the start or the last `takeHashes`, in order of each level.
    private var hashes: [TileHash] = []

    package init(edge: CompactRange) throws(TransparencyLogError) {
        size = edge.size
        levels = []
        var rest = edge.hashes[...]
        var remaining = edge.size
        while remaining > 0 {
            let width = remaining & 0xff
            let held = width.nonzeroBitCount
            levels.append(try CompactRange(size: width, hashes: Array(rest.suffix(held))))
            rest = rest.dropLast(held)
            remaining >>= UInt64(Self.tileBits)
        }
    }

    /// The whole tree's right edge.
    package var edge: CompactRange {
        get throws(TransparencyLogError) {
            try CompactRange(size: size, hashes: levels.reversed().flatMap(\.hashes))
        }
    }

    package mutating func append(leaf: Digest) {
        append(leaf, level: 0)
        size += 1
    }

    package mutating func append(leaves: ArraySlice<Digest>) {
        if leaves.count == 1 << Self.tileBits && size & 0xff == 0 {
            // A full bundle at a time: half the bookkeeping of 256 single leaves.
            complete(level: 0, hash: MerkleHash.root(ofLeaves: leaves))
            size += UInt64(leaves.count)
        } else {
            for leaf in leaves { append(leaf: leaf) }
        }
    }

    /// The new tile hashes so far; asked again, only those that are newer.
    package mutating func takeHashes() -> [TileHash] {
        defer { hashes = [] }
        return hashes
    }

    private mutating func append(_ hash: Digest, level: Int) {
        if level == levels.count { levels.append(CompactRange()) }
        levels[level].append(leaf: hash)
        if levels[level].size == 1 << Self.tileBits {
            complete(level: level, hash: levels[level].root)
        }
    }

    /// The tile of `level` is full and has the root `hash`, which goes up one level.
    private mutating func complete(level: Int, hash: Digest) {
        if level == levels.count {
            levels.append(CompactRange())
        } else {
            levels[level] = CompactRange()
        }
        let position = size >> UInt64(Self.tileBits * (level + 1))
        hashes.append(TileHash(level: level + 1, position: position, hash: hash))
        append(hash, level: level + 1)
    }
}

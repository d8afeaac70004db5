/// Answers one question put to a `TiledTree`, reading each tile once.
struct TileReader {
    let size: TreeSize
    let readTile: (TileCoordinate) throws -> [UInt8]
    private var tiles: [TileCoordinate: [Digest]] = [:]

    init(size: TreeSize, readTile: @escaping (TileCoordinate) throws -> [UInt8]) {
        self.size = size
        self.readTile = readTile
    }

    /// Root over a range that starts at a multiple of the smallest power of two not below its
    /// length, as all ranges of RFC 6962 do.
    mutating func hash(of range: Range<EntryIndex>) throws -> Digest {
        let peaks = try peaks(of: range)
        guard var root = peaks.last else { return MerkleHash.emptyRoot }
        for peak in peaks.dropLast().reversed() { root = MerkleHash.node(peak, root) }
        return root
    }

    /// Roots of the full subtrees that make up such a range, largest first.
    mutating func peaks(of range: Range<EntryIndex>) throws -> [Digest] {
        var peaks: [Digest] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = UInt64.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
            peaks.append(try subtree(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return peaks
    }

    /// Root of the full subtree of `2^level` entries from `index * 2^level`.
    mutating func subtree(level: Int, index: UInt64) throws -> Digest {
        let hashes = size >> UInt64(level)
        guard index < hashes else { throw TransparencyLogError.index(found: index, size: hashes) }
        let (tileLevel, height) = (level / 8, level % 8)
        let first = index << UInt64(height)
        guard let tile = TileCoordinate(level: tileLevel, containing: first, size: size) else {
            preconditionFailure("a tree of \(size) has hash \(first) at tile level \(tileLevel)")
        }
        let offset = Int(first & 0xff)
        return MerkleHash.root(ofLeaves: try read(tile)[offset..<(offset + (1 << height))])
    }

    private mutating func read(_ tile: TileCoordinate) throws -> [Digest] {
        if let known = tiles[tile] { return known }
        let hashes = try tile.hashes(of: readTile(tile))
        tiles[tile] = hashes
        return hashes
    }
}

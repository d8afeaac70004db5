/// Names one hash tile of a log (c2sp.org/tlog-tiles, "Merkle Tree"): hash `i` of tile `index` at
/// `level` is the root of the full subtree of `256^level` entries from
/// `(index * 256 + i) * 256^level`.
package struct TileCoordinate: Hashable, Sendable {
    /// Hashes in a full tile.
    package static let widthMax = 256
    /// Levels 0 to 5 hold every tree up to `treeSizeMax`; the format itself reaches 63.
    package static let levelMax = 5

    package let level: Int
    package let index: UInt64
    /// 256 for a full tile, less for a partial one.
    package let width: Int

    package init(level: Int, index: UInt64, width: Int = widthMax) {
        precondition((0...Self.levelMax).contains(level), "tile level \(level) is not 0 to 5")
        precondition((1...Self.widthMax).contains(width), "tile width \(width) is not 1 to 256")
        precondition(index <= Self.indexMax(level: level), "tile \(index) lies beyond any tree")
        self.level = level
        self.index = index
        self.width = width
    }

    /// The tile that holds hash number `hash` of `level` in a tree of `size` entries, as wide as
    /// that tree has it; nil where the tree has no such hash.
    package init?(level: Int, containing hash: UInt64, size: TreeSize) {
        guard (0...Self.levelMax).contains(level), size <= treeSizeMax else { return nil }
        let hashes = size >> (8 * UInt64(level))
        guard hash < hashes else { return nil }
        let index = hash >> 8
        self.init(level: level, index: index, width: Int(min(256, hashes - index << 8)))
    }

    /// - Throws: `tilePath` unless `path` is `tile/<L>/<N>[.p/<W>]` in its one canonical form and
    ///   within the limits.
    package init(parsing path: some StringProtocol) throws(TransparencyLogError) {
        let bytes = Array(path.utf8)
        let prefix = Array("tile/".utf8)
        guard bytes.starts(with: prefix), bytes.count <= TileNumber.pathBytesMax,
            case let rest = bytes.dropFirst(prefix.count),
            let slash = rest.firstIndex(of: UInt8(ascii: "/")),
            let level = Decimal.decode(rest[..<slash]), level <= UInt64(Self.levelMax),
            let number = TileNumber(parsing: rest[(slash + 1)...]),
            number.index <= Self.indexMax(level: Int(level))
        else { throw .tilePath(found: String(path.prefix(80))) }
        self.init(level: Int(level), index: number.index, width: number.width)
    }

    /// `tile/0/x001/x234/067`, or `tile/0/x001/x234/067.p/5` for a partial tile.
    package var path: String {
        "tile/\(level)/\(TileNumber(index: index, width: width))"
    }

    /// 32 bytes a hash.
    package var byteCount: Int { width * Digest.byteCount }

    /// The hashes that a tile's bytes are.
    /// - Throws: `tileLength` unless there are exactly `byteCount` bytes.
    package func hashes(of bytes: [UInt8]) throws(TransparencyLogError) -> [Digest] {
        guard bytes.count == byteCount else {
            throw .tileLength(self, expected: byteCount, found: bytes.count)
        }
        return bytes.withUnsafeBytes { buffer in
            (0..<width).map { Digest(loading: buffer, at: $0 * Digest.byteCount) }
        }
    }

    package var isFull: Bool { width == Self.widthMax }

    /// The entries under this tile.
    package var entries: Range<EntryIndex> {
        let shift = 8 * UInt64(level)
        let first = index << 8
        return (first << shift)..<((first + UInt64(width)) << shift)
    }

    private static func indexMax(level: Int) -> UInt64 { treeSizeMax >> (8 * UInt64(level) + 8) }

    /// Every tile of a tree of `size` entries, level by level, left to right: what a log of that
    /// size serves.
    package static func tiles(of size: TreeSize) -> [TileCoordinate] { tiles(from: 0, to: size) }

    /// The tiles that a tree of `to` entries has and one of `from` entries had not, level by
    /// level, left to right. A partial tile that grew counts as new.
    package static func tiles(from: TreeSize, to: TreeSize) -> [TileCoordinate] {
        precondition(from <= to && to <= treeSizeMax, "a log only grows")
        var tiles: [TileCoordinate] = []
        for level in 0...levelMax {
            let (old, new) = (from >> (8 * UInt64(level)), to >> (8 * UInt64(level)))
            guard new > old else { break }
            for index in (old >> 8)...((new - 1) >> 8) {
                tiles.append(
                    TileCoordinate(
                        level: level, index: index, width: Int(min(256, new - index << 8))))
            }
        }
        return tiles
    }
}

extension TileCoordinate: CustomStringConvertible {
    package var description: String { path }
}

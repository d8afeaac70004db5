import AllianceNames
import TransparencyLog

/// The tree that an audit builds from leaves, compared tile by tile with what a store answers.
struct AuditTree {
    let store: any LogStore
    let origin: LogOrigin
    private(set) var edge = CompactRange()
    /// The hashes of the unfinished tile of each level.
    private var tiles: [(index: UInt64, hashes: [Digest])] = []
    private var full: [(tile: TileCoordinate, hashes: [Digest])] = []

    init(store: any LogStore, origin: LogOrigin) {
        self.store = store
        self.origin = origin
    }

    mutating func append(_ leaf: Digest) {
        edge.append(leaf: leaf)
        append(leaf, level: 0)
    }

    private mutating func append(_ hash: Digest, level: Int) {
        if level == tiles.count { tiles.append((index: 0, hashes: [])) }
        tiles[level].hashes.append(hash)
        guard tiles[level].hashes.count == TileCoordinate.widthMax else { return }
        let hashes = tiles[level].hashes
        let tile = TileCoordinate(level: level, index: tiles[level].index)
        full.append((tile, hashes))
        tiles[level] = (index: tiles[level].index + 1, hashes: [])
        append(MerkleHash.root(ofLeaves: hashes), level: level + 1)
    }

    /// Compares the tiles that became full since the last call.
    mutating func compareFullTiles() throws -> [LogAuditReport.Finding] {
        defer { full = [] }
        return try full.compactMap { try compare($0.tile, $0.hashes) }
    }

    func comparePartialTiles() throws -> [LogAuditReport.Finding] {
        try tiles.enumerated().compactMap { level, tile in
            guard !tile.hashes.isEmpty else { return nil }
            let coordinate = TileCoordinate(
                level: level, index: tile.index, width: tile.hashes.count)
            return try compare(coordinate, tile.hashes)
        }
    }

    private func compare(
        _ tile: TileCoordinate, _ hashes: [Digest]
    ) throws -> LogAuditReport.Finding? {
        guard let stored = try store.tile(of: origin, tile) else { return .tileMissing(tile) }
        return stored == Digest.bytes(of: hashes) ? nil : .tileDiffers(tile)
    }
}

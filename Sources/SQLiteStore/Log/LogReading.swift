import GRDB
import Replication
import Statements
import TransparencyLog

/// What is read of one log's content, in one snapshot.
///
/// Bundles are cut and joined here and never parsed: a bundle narrower than the stored one is its
/// prefix, and one of the tail is the runs of its entries in order.
extension LogRow {
    func entries(_ bundle: BundleCoordinate, in db: Database) throws -> [UInt8]? {
        try bytes(bundle, in: db, column: .entries)
    }

    /// What certificates erase is absent from the moment they are kept, also where it is still to be
    /// wiped.
    func payloads(_ bundle: BundleCoordinate, in db: Database) throws -> [UInt8]? {
        guard let stored = try storedPayloads(bundle, in: db) else { return nil }
        let erased = try ErasureRows.erased(of: origin, within: bundle.entries, in: db)
        return PayloadBundle.emptying(erased, in: stored, first: bundle.firstEntry)
    }

    func storedPayloads(_ bundle: BundleCoordinate, in db: Database) throws -> [UInt8]? {
        try bytes(bundle, in: db, column: .payloads)
    }

    /// The columns that come in bundles; their raw values are their names.
    private enum Column: String {
        case entries
        case payloads

        var table: String { self == .entries ? "entry_bundles" : "payload_bundles" }

        func end(of count: Int, in bundle: [UInt8]) -> Int? {
            switch self {
            case .entries: BundleCut.entries(count, in: bundle)
            case .payloads: BundleCut.payloads(count, in: bundle)
            }
        }
    }

    private func bytes(
        _ bundle: BundleCoordinate, in db: Database, column: Column
    ) throws -> [UInt8]? {
        guard bundle.entries.upperBound <= size else { return nil }
        let isWhole = size >> 8 > bundle.index
        let held = isWhole ? 256 : Int(size & 0xff)
        var bytes: [UInt8] = []
        if isWhole {
            let statement = try db.cachedStatement(
                sql: "SELECT \(column.rawValue) FROM \(column.table) WHERE id = ?")
            let row = try Row.fetchOne(statement, arguments: [key.bundle(bundle.index)])
            guard let row else { throw missing(bundle) }
            bytes = try row.storedBytes(0)
        } else {
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(column.rawValue) FROM tail WHERE id BETWEEN ? AND ? ORDER BY id
                    """)
            let range = key.entries(ofBundle: bundle.index)
            let rows = try Row.fetchCursor(
                statement, arguments: [range.lowerBound, range.upperBound])
            while let row = try rows.next() { bytes += try row.storedBytes(0) }
        }
        guard bundle.width < held else { return bytes }
        guard let end = column.end(of: bundle.width, in: bytes) else { throw missing(bundle) }
        bytes.removeSubrange(end...)
        return bytes
    }

    func tile(_ tile: TileCoordinate, in db: Database) throws -> [UInt8]? {
        guard tile.entries.upperBound <= size else { return nil }
        guard tile.level > 0 else { return try leafTile(tile, in: db) }
        let statement = try db.cachedStatement(sql: "SELECT hashes FROM tiles WHERE id = ?")
        let row = try Row.fetchOne(
            statement, arguments: [key.tile(level: tile.level, index: tile.index)])
        guard var bytes = try row?.storedBytes(0), bytes.count >= tile.byteCount else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "\(tile) of log \(origin) is missing")
        }
        bytes.removeSubrange(tile.byteCount...)
        return bytes
    }

    /// Level 0 is not stored: 256 hashes are made in less time than 8 KB are worth, and a leaf
    /// hash that is computed cannot disagree with its entry.
    private func leafTile(_ tile: TileCoordinate, in db: Database) throws -> [UInt8]? {
        let bundle = BundleCoordinate(index: tile.index, width: tile.width)
        guard let entries = try entries(bundle, in: db) else { return nil }
        let ranges = try readingStored("\(bundle) of log \(origin)") {
            try EntryBundle.parse(entries, count: tile.width)
        }
        return Digest.bytes(of: EntryBundle.leafHashes(of: entries, ranges: ranges))
    }

    /// The root at any size up to the one held, from stored bytes.
    func root(at size: TreeSize, in db: Database) throws -> Digest {
        let tree = TiledTree(size: size) { coordinate in
            guard let bytes = try tile(coordinate, in: db) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT,
                    message: "\(coordinate) of log \(origin) is missing")
            }
            return bytes
        }
        return try readingStored("the tiles of log \(origin)") { try tree.root() }
    }

    func missing(_ bundle: BundleCoordinate) -> DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_CORRUPT,
            message: "bundle \(bundle.index) of log \(origin) is missing or too short")
    }
}

import AllianceNames
import FoundationEssentials
import GRDB
import Replication
import TransparencyLog

/// How a log comes to agree with the end that the roster gives it, in one transaction.
extension LogRow {
    /// The end of a log that is settled.
    func settledEnd(in db: Database) throws -> (size: TreeSize, root: Digest)? {
        let statement = try db.cachedStatement(
            sql: "SELECT size, root FROM settled WHERE log = ?")
        guard let row = try Row.fetchOne(statement, arguments: [key.log]) else { return nil }
        let size: Int64 = try row.stored(0)
        guard let root = Digest(try row.storedBytes(1)) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "the end of log \(origin) has no root")
        }
        return (TreeSize(clamping: size), root)
    }

    func settle(_ settlement: ForkSettlement, in db: Database) throws {
        let prefix = settlement.prefix
        precondition(prefix <= size, "a prefix is part of what is held")
        if prefix >= settlement.end {
            let held = try root(at: settlement.end, in: db)
            guard held == settlement.root else {
                throw LogStoreError.rootDiffers(
                    origin: origin, size: settlement.end, signed: settlement.root, held: held)
            }
        }
        let state = try state(in: db)
        for record in [state.served, state.target].compactMap(\.self) where record.size > prefix {
            try drop(record, in: db)
        }
        try db.execute(
            sql: "DELETE FROM checkpoints WHERE log = ? AND size > ?",
            arguments: [key.log, Int64(clamping: prefix)])
        try takeOutCosigned(behind: prefix, in: db)
        let edge = try prefix < size ? takeOut(from: prefix, in: db) : edge
        try db.execute(
            sql: """
                UPDATE logs SET size = ?2, edge = ?3,
                    checkpoints = (SELECT count(*) FROM checkpoints WHERE log = ?1)
                WHERE id = ?1
                """,
            arguments: [key.log, Int64(prefix), Data(Digest.bytes(of: edge.hashes))])
        try db.execute(
            sql: "INSERT OR REPLACE INTO settled VALUES (?, ?, ?)",
            arguments: [key.log, Int64(clamping: settlement.end), Data(settlement.root.bytes)])
    }

    private func drop(_ record: CheckpointRecord, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO dropped_checkpoints SELECT ?1, ?2, ?3
                WHERE (SELECT count(*) FROM dropped_checkpoints WHERE log = ?1) < ?4
                """,
            arguments: [
                key.log, Int64(clamping: record.size), record.noteText, droppedCheckpointsMax,
            ])
    }

    func droppedCheckpoints(in db: Database) throws -> [CheckpointRecord] {
        try String.fetchAll(
            db, sql: "SELECT note FROM dropped_checkpoints WHERE log = ? ORDER BY size",
            arguments: [key.log]
        ).map { note in
            try readingStored("a checkpoint of log \(origin)") {
                try CheckpointRecord(recorded: note)
            }
        }
    }

    // MARK: Taking out

    /// Takes out all entries from `prefix` on, their payloads and the hashes above them.
    /// - Returns: the edge of what is left.
    private func takeOut(from prefix: TreeSize, in db: Database) throws -> CompactRange {
        let edge = try TiledTree(size: prefix) { try storedTile($0, in: db) }.compactRange()
        // What stays of the bundle that is cut, and of the tile of each level.
        let bundle = BundleCoordinate(containing: prefix, size: size)
        let width = Int(prefix & 0xff)
        var tail: (entries: [UInt8], payloads: [UInt8])?
        if width > 0, let bundle {
            let cut = BundleCoordinate(index: bundle.index, width: width)
            guard let entries = try entries(cut, in: db), let payloads = try payloads(cut, in: db)
            else { throw missing(cut) }
            tail = (entries, payloads)
        }
        var tiles: [(level: Int, index: UInt64, hashes: [UInt8])] = []
        for level in 1...TileCoordinate.levelMax {
            let hashes = prefix >> UInt64(8 * level)
            guard hashes & 0xff > 0 else { continue }
            let tile = TileCoordinate(
                level: level, index: hashes >> 8, width: Int(hashes & 0xff))
            tiles.append((level, tile.index, try storedTile(tile, in: db)))
        }
        try delete(from: prefix, in: db)
        if let tail {
            try db.execute(
                sql: "INSERT INTO tail VALUES (?, ?, ?, ?)",
                arguments: [
                    key.entry(prefix - UInt64(width)), width, Data(tail.entries),
                    Data(tail.payloads),
                ])
        }
        for tile in tiles {
            try db.execute(
                sql: "INSERT OR REPLACE INTO tiles VALUES (?, ?)",
                arguments: [
                    key.tile(level: tile.level, index: tile.index), Data(tile.hashes),
                ])
        }
        try db.execute(sql: "UPDATE taken_out SET count = count + 1")
        return edge
    }

    /// Deletes whole rows: what stays of those at the cut is written anew.
    private func delete(from prefix: TreeSize, in db: Database) throws {
        let end = key.range.upperBound
        for table in ["entry_bundles", "payload_bundles"] {
            try db.execute(
                sql: "DELETE FROM \(table) WHERE id BETWEEN ? AND ?",
                arguments: [key.bundle(prefix >> 8), end])
        }
        try db.execute(
            sql: "DELETE FROM tail WHERE id BETWEEN ? AND ?",
            arguments: [key.range.lowerBound, end])
        for level in 1...TileCoordinate.levelMax {
            let first = prefix >> UInt64(8 * level + 8)
            try db.execute(
                sql: "DELETE FROM tiles WHERE id BETWEEN ? AND ?",
                arguments: [
                    key.tile(level: level, index: first),
                    key.tile(level: level, index: LogKey.tileIndexMax),
                ])
        }
    }

    private func storedTile(_ tile: TileCoordinate, in db: Database) throws -> [UInt8] {
        guard let bytes = try self.tile(tile, in: db) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "\(tile) of log \(origin) is missing")
        }
        return bytes
    }
}

import AllianceNames
import FoundationEssentials
import GRDB
import Replication
import TransparencyLog

/// What is written of one log, in one transaction that began by reading this row.
extension LogRow {
    func admit(_ admitted: AdmittedEntries, in db: Database) throws {
        let end = try settledEnd(in: db)
        guard try !isFrozen(in: db), try admitted.end <= sizeMax(settledAt: end?.size, in: db)
        else { throw LogStoreError.frozen(origin: origin) }
        guard admitted.start == size else {
            throw LogStoreError.notContiguous(origin: origin, held: size, start: admitted.start)
        }
        guard admitted.end <= logEntriesMax else {
            throw LogStoreError.logTooLarge(
                origin: origin, size: admitted.end, sizeMax: logEntriesMax)
        }
        var awaited = try checkpoints(over: size, upTo: admitted.end, in: db)
            .map { Awaited(size: $0.size, root: $0.root) }[...]
        if let end, end.size > size, end.size <= admitted.end {
            let place = awaited.firstIndex { $0.size > end.size } ?? awaited.endIndex
            awaited.insert(Awaited(size: end.size, root: end.root), at: place)
        }
        var growth = try readingStored("the edge of log \(origin)") { try TileGrowth(edge: edge) }
        let erased = try ErasureRows.erased(
            of: origin, within: admitted.start..<admitted.end, in: db)
        for slice in admitted.slices {
            try grow(&growth, by: slice, awaited: &awaited)
            try write(slice.emptying(erased), in: db)
        }
        try write(growth.takeHashes(), in: db)
        let statement = try db.cachedStatement(
            sql: "UPDATE logs SET size = ?, edge = ? WHERE id = ?")
        let grown = try growth.edge
        try statement.execute(arguments: [
            Int64(grown.size), Data(Digest.bytes(of: grown.hashes)), key.log,
        ])
    }

    /// Entries that the log may have: once it is settled, as many as its end and the checkpoints believed,
    /// which are of the roster's branch, reach to.
    private func sizeMax(settledAt end: TreeSize?, in db: Database) throws -> TreeSize {
        guard let end else { return .max }
        return max(size, end, try checkpoint(sizeMax: .max, in: db)?.size ?? 0)
    }

    /// A root that the tree has to have at a size: of a checkpoint, or of the roster's end.
    private struct Awaited {
        let size: TreeSize
        let root: Digest
    }

    /// Grows the tree and compares its root at the size of each one awaited that is passed.
    private func grow(
        _ growth: inout TileGrowth, by slice: BundleSlice, awaited: inout ArraySlice<Awaited>
    ) throws {
        var hashes = slice.leafHashes[...]
        while let next = awaited.first, next.size <= slice.end {
            let count = Int(next.size - growth.size)
            growth.append(leaves: hashes.prefix(count))
            hashes = hashes.dropFirst(count)
            let root = try growth.edge.root
            guard root == next.root else {
                throw LogStoreError.rootDiffers(
                    origin: origin, size: next.size, signed: next.root, held: root)
            }
            awaited.removeFirst()
        }
        growth.append(leaves: hashes)
    }

    /// A whole bundle becomes a row of its own; anything less joins the tail, which becomes such a
    /// row with its last run.
    private func write(_ slice: BundleSlice, in db: Database) throws {
        guard slice.offset + slice.count == BundleSlice.bundleEntries else {
            let statement = try db.cachedStatement(sql: "INSERT INTO tail VALUES (?, ?, ?, ?)")
            try statement.execute(arguments: [
                key.entry(slice.start), slice.count, Data(slice.entries), Data(slice.payloads),
            ])
            return
        }
        var (entries, payloads) = (Data(), Data())
        if slice.offset > 0 {
            (entries, payloads) = try takeTail(ofBundle: slice.bundle, count: slice.offset, in: db)
        }
        entries += slice.entries
        payloads += slice.payloads
        let row = key.bundle(slice.bundle)
        try db.cachedStatement(sql: "INSERT INTO entry_bundles VALUES (?, ?)")
            .execute(arguments: [row, entries])
        try db.cachedStatement(sql: "INSERT INTO payload_bundles VALUES (?, ?)")
            .execute(arguments: [row, payloads])
    }

    private func takeTail(
        ofBundle bundle: UInt64, count: Int, in db: Database
    ) throws -> (entries: Data, payloads: Data) {
        let range = key.entries(ofBundle: bundle)
        let bounds: StatementArguments = [range.lowerBound, range.upperBound]
        var taken: (entries: Data, payloads: Data) = (Data(), Data())
        var found = 0
        let statement = try db.cachedStatement(
            sql: "SELECT count, entries, payloads FROM tail WHERE id BETWEEN ? AND ? ORDER BY id")
        let rows = try Row.fetchCursor(statement, arguments: bounds)
        while let row = try rows.next() {
            found += try row.stored(0)
            taken.entries += try row.storedBytes(1)
            taken.payloads += try row.storedBytes(2)
        }
        guard found == count else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "the tail of log \(origin) has \(found) entries, expected \(count)")
        }
        try db.cachedStatement(sql: "DELETE FROM tail WHERE id BETWEEN ? AND ?")
            .execute(arguments: bounds)
        return taken
    }

    /// Rewrites the unfinished tile of each level once, whatever the number of new hashes.
    private func write(_ hashes: [TileGrowth.TileHash], in db: Database) throws {
        var tiles: [TilePlace: [Digest]] = [:]
        for hash in hashes {
            tiles[TilePlace(level: hash.level, index: hash.position >> 8), default: []]
                .append(hash.hash)
        }
        for place in tiles.keys.sorted() {
            guard let added = tiles[place] else { continue }
            // What the log held before, of this tile.
            let full = size >> (8 * UInt64(place.level))
            let held = full > place.index << 8 ? Int(min(256, full - place.index << 8)) : 0
            var bytes: [UInt8] = []
            if held > 0 {
                let coordinate = TileCoordinate(
                    level: place.level, index: place.index, width: held)
                bytes = try tile(coordinate, in: db) ?? []
            }
            bytes += Digest.bytes(of: added)
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO tiles VALUES (?, ?)")
                .execute(arguments: [
                    key.tile(level: place.level, index: place.index), Data(bytes),
                ])
        }
    }

    private struct TilePlace: Hashable, Comparable {
        let level: Int
        let index: UInt64

        static func < (left: Self, right: Self) -> Bool {
            (left.level, left.index) < (right.level, right.index)
        }
    }

    /// - Returns: false where the very note is there already.
    func believe(_ record: CheckpointRecord, in db: Database) throws -> Bool {
        guard try !isFrozen(in: db) else { throw LogStoreError.frozen(origin: origin) }
        let known = try checkpoint(ofSize: record.size, in: db)
        if let known {
            guard known.root == record.root else {
                throw LogStoreError.contradicted(
                    origin: origin, size: record.size, believed: known.root, found: record.root)
            }
            guard known != record else { return false }
        } else if record.size <= size {
            let held = record.size == size ? edge.root : try root(at: record.size, in: db)
            guard held == record.root else {
                throw LogStoreError.rootDiffers(
                    origin: origin, size: record.size, signed: record.root, held: held)
            }
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?)")
            .execute(arguments: [key.log, Int64(clamping: record.size), record.noteText])
        if known == nil { try countCheckpoint(in: db) }
        return true
    }

    /// Counts one more checkpoint, and drops the smallest in one go when there are enough of them,
    /// but never the one that is served.
    private func countCheckpoint(in db: Database) throws {
        var count = checkpointCount + 1
        if count > checkpointsKept + Self.checkpointsDroppedAtOnce {
            let statement = try db.cachedStatement(
                sql: """
                    DELETE FROM checkpoints WHERE log = ?1 AND size IN (
                        SELECT size FROM checkpoints WHERE log = ?1 AND size IS NOT (
                            SELECT max(size) FROM checkpoints WHERE log = ?1 AND size <= ?2)
                        ORDER BY size LIMIT \(Self.checkpointsDroppedAtOnce))
                    """)
            try statement.execute(arguments: [key.log, Int64(size)])
            count -= db.changesCount
        }
        try db.cachedStatement(sql: "UPDATE logs SET checkpoints = ? WHERE id = ?")
            .execute(arguments: [count, key.log])
    }

    private static let checkpointsDroppedAtOnce = 64

    func freeze(_ finding: ForkFinding, in db: Database) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO forks VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                key.log, finding.contradiction.rawValue, finding.believed.noteText,
                finding.offered.noteText, finding.offeredBy?.description,
                Int64(clamping: finding.foundAt),
            ])
    }
}

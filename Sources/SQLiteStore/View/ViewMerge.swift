import AllianceNames
import CRDT
import GRDB
import MergedView
import Statements
import TransparencyLog

/// One merge, inside its write transaction.
///
/// Rows of all batches go in by key hash: neighbouring rows share pages, which is several times faster
/// than the order in which they were said.
struct ViewMerge {
    private let db: Database
    private var dirty: [ChannelID: BucketSet] = [:]

    /// - Throws: `MergedViewError.notAtFrontier`, `DatabaseError`.
    static func run(_ batches: [FoldedEntries], _ db: Database) throws {
        let batches = try batches.map { batch in
            batch.without(
                try ErasedRanges.of(batch.origin, within: batch.start..<batch.end, db))
        }
        var merge = ViewMerge(db: db)
        let numbers = try merge.advance(batches)
        try merge.insertRows(of: batches, numbers)
        for (batch, number) in zip(batches, numbers) {
            try merge.recordKeys(of: batch, number)
        }
        for (batch, number) in zip(batches, numbers) where !batch.removals.isEmpty {
            try merge.applyRemovals(of: batch, number)
        }
        for (batch, number) in zip(batches, numbers) {
            try merge.applyWaiting(for: batch, number)
        }
        try merge.markDirty()
    }

    private init(db: Database) { self.db = db }

    /// Checks and moves the frontier, and gives each batch the number of its log.
    private func advance(_ batches: [FoldedEntries]) throws -> [Int64] {
        let insert = try RawStatement(db, "INSERT INTO log(origin, size) VALUES(?, 0)")
        let update = try RawStatement(
            db,
            """
            UPDATE log SET size = ?2, unknown_kind = unknown_kind + ?3,
                undecodable = undecodable + ?4, absent = absent + ?5,
                void_retraction = void_retraction + ?6
            WHERE id = ?1
            """)
        var numbers: [Int64] = []
        for batch in batches {
            let known = try LogNumbers.number(of: batch.origin, db)
            guard batch.start == known?.size ?? 0 else {
                throw MergedViewError.notAtFrontier(
                    origin: batch.origin, frontier: known?.size ?? 0, start: batch.start)
            }
            if known == nil {
                insert.bind(1, batch.origin.description)
                try insert.run()
            }
            let number = known?.id ?? db.lastInsertedRowID
            update.bind(1, number)
            update.bind(2, Int64(bitPattern: batch.end))
            update.bind(3, Int64(bitPattern: batch.silent.unknownKind))
            update.bind(4, Int64(bitPattern: batch.silent.undecodable))
            update.bind(5, Int64(bitPattern: batch.silent.absent))
            update.bind(6, Int64(bitPattern: batch.silent.voidRetraction))
            try update.run()
            numbers.append(number)
        }
        let count = try RawStatement(db, "UPDATE merges SET count = count + 1")
        try count.run()
        return numbers
    }

    private struct SortedRow {
        var keyHash: Int64
        var log: Int64
        var batch: Int32
        var row: Int32
    }

    private mutating func insertRows(of batches: [FoldedEntries], _ numbers: [Int64]) throws {
        var sorted: [SortedRow] = []
        sorted.reserveCapacity(batches.reduce(0) { $0 + $1.rows.count })
        for (place, batch) in batches.enumerated() {
            var buckets = dirty[batch.origin.channel] ?? BucketSet()
            for (row, folded) in batch.rows.enumerated() {
                buckets.insert(RootBucket.of(folded.keyHash))
                sorted.append(
                    SortedRow(
                        keyHash: Int64(bitPattern: folded.keyHash), log: numbers[place],
                        batch: Int32(place), row: Int32(row)))
            }
            dirty[batch.origin.channel] = buckets
        }
        sorted.sort {
            $0.keyHash != $1.keyHash
                ? $0.keyHash < $1.keyHash
                : $0.log != $1.log ? $0.log < $1.log : $0.row < $1.row
        }
        let insert = try RawStatement(
            db, "INSERT INTO row(key_hash, log, idx, kind, body) VALUES(?, ?, ?, ?, ?)")
        for place in sorted {
            let batch = batches[Int(place.batch)]
            let row = batch.rows[Int(place.row)]
            insert.bind(1, place.keyHash)
            insert.bind(2, place.log)
            insert.bind(3, Int64(bitPattern: row.index))
            insert.bind(4, Int64(row.kind.rawValue))
            try batch.bodies.withUnsafeBytes { bodies in
                let start = Int(row.bodyStart)
                insert.bind(
                    5,
                    unowned: UnsafeRawBufferPointer(
                        rebasing: bodies[start..<start + Int(row.bodyCount)]))
                try insert.run()
            }
        }
    }

    private func recordKeys(of batch: FoldedEntries, _ number: Int64) throws {
        let insert = try RawStatement(
            db,
            """
            INSERT INTO bundle(id, keys) VALUES(?1, ?2)
            ON CONFLICT(id) DO UPDATE SET keys = CAST(keys || excluded.keys AS BLOB)
            """)
        var keys = BundleKeys()
        for row in batch.rows {
            let bundle = row.index / UInt64(EntryBundle.entriesMax)
            if bundle != keys.bundle {
                try keys.store(number, insert)
                keys = BundleKeys(bundle: bundle)
            }
            keys.append(row.keyHash, at: row.index)
        }
        try keys.store(number, insert)
    }

    private mutating func applyRemovals(of batch: FoldedEntries, _ number: Int64) throws {
        let wait = try RawStatement(
            db,
            """
            INSERT INTO waiting(target_log, target_idx, log, idx) VALUES(?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET idx = min(idx, excluded.idx)
            """)
        for removal in batch.removals {
            let target = removal.target
            if let log = try LogNumbers.number(of: target.log, db), target.index < log.size {
                try remove(target, in: log.id, by: number, at: removal.index)
            } else {
                wait.bind(1, target.log.description)
                wait.bind(2, Int64(bitPattern: target.index))
                wait.bind(3, batch.origin.description)
                wait.bind(4, Int64(bitPattern: removal.index))
                try wait.run()
            }
        }
    }

    /// Applies what later epochs said before this log's entries came.
    private mutating func applyWaiting(for batch: FoldedEntries, _ number: Int64) throws {
        let query = try RawStatement(
            db,
            """
            SELECT waiting.target_idx, log.id, waiting.idx
            FROM waiting JOIN log ON log.origin = waiting.log
            WHERE waiting.target_log = ? AND waiting.target_idx < ?
            """)
        query.bind(1, batch.origin.description)
        query.bind(2, Int64(bitPattern: batch.end))
        var removals: [(target: UInt64, log: Int64, index: UInt64)] = []
        while try query.step() {
            removals.append(
                (
                    UInt64(bitPattern: query.integer(0)), query.integer(1),
                    UInt64(bitPattern: query.integer(2))
                ))
        }
        guard !removals.isEmpty else { return }
        for removal in removals {
            try remove(
                StatementDot(log: batch.origin, index: removal.target), in: number,
                by: removal.log, at: removal.index)
        }
        let done = try RawStatement(
            db, "DELETE FROM waiting WHERE target_log = ? AND target_idx < ?")
        done.bind(1, batch.origin.description)
        done.bind(2, Int64(bitPattern: batch.end))
        try done.run()
    }

    private mutating func remove(
        _ target: StatementDot, in log: Int64, by remover: Int64, at index: UInt64
    ) throws {
        let read = try RawStatement(
            db, "SELECT removals FROM row WHERE key_hash = ? AND log = ? AND idx = ?")
        let write = try RawStatement(
            db, "UPDATE row SET removals = ?4 WHERE key_hash = ?1 AND log = ?2 AND idx = ?3")
        for keyHash in try BundleKeys.keyHashes(of: target.index, log: log, db) {
            read.bind(1, Int64(bitPattern: keyHash))
            read.bind(2, log)
            read.bind(3, Int64(bitPattern: target.index))
            guard try read.step() else { continue }
            let column = RemovalsColumn.adding(log: remover, index: index, to: read.bytes(0))
            read.reset()
            guard let column else { continue }
            write.bind(1, Int64(bitPattern: keyHash))
            write.bind(2, log)
            write.bind(3, Int64(bitPattern: target.index))
            write.bind(4, column)
            try write.run()
            dirty[target.log.channel, default: BucketSet()].insert(RootBucket.of(keyHash))
        }
    }

    private func markDirty() throws {
        for (channel, buckets) in dirty where !buckets.isEmpty {
            try buckets.union(BucketSet.dirty(of: channel, db)).store(for: channel, db)
        }
    }
}

import GRDB
import Replication
import TransparencyLog

/// Cosigned checkpoints of one log.
extension LogRow {
    func cosigned(ofSize size: TreeSize, in db: Database) throws -> CosignedCheckpoint? {
        let statement = try db.cachedStatement(
            sql: "SELECT note FROM cosigned WHERE log = ? AND size = ?")
        return try String.fetchOne(statement, arguments: [key.log, Int64(clamping: size)])
            .map(cosigned)
    }

    func cosigned(_ note: String) throws -> CosignedCheckpoint {
        try readingStored("a cosigned checkpoint of log \(origin)") {
            try CosignedCheckpoint(recorded: note)
        }
    }

    /// What is to be kept then; nil where nothing would be new.
    func joined(
        _ added: CosignedCheckpoint, _ limit: FreshnessLimit?, in db: Database
    ) throws -> CosignedCheckpoint? {
        guard added.size <= size else {
            throw LogStoreError.beyondHeld(origin: origin, size: added.size, held: size)
        }
        if var known = try cosigned(ofSize: added.size, in: db) {
            try check(added, against: known.root)
            if known.isPlain {
                guard added.isPlain else { return nil }
                let before = known
                known.join(added, isAhead: { limit?.isAhead($0) == true })
                return known == before ? nil : known
            }
            // Kept by an earlier version, and counted by nobody who has the other text.
        } else {
            try check(added, against: added.size == size ? edge.root : root(at: added.size, in: db))
        }
        return added.cosignatures.isEmpty || !added.isPlain ? nil : added
    }

    private func check(_ added: CosignedCheckpoint, against held: Digest) throws {
        guard added.root == held else {
            throw LogStoreError.rootDiffers(
                origin: origin, size: added.size, signed: added.root, held: held)
        }
    }

    func replace(_ cosigned: CosignedCheckpoint, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO cosigned VALUES (?, ?, ?, ?)")
            .execute(arguments: [
                key.log, Int64(clamping: cosigned.size), cosigned.cosignerCount,
                cosigned.noteText,
            ])
        try countCosigned(in: db)
        guard let kept = cosignedKept(of: origin) else { return }
        try db.cachedStatement(
            sql: """
                DELETE FROM cosigned WHERE log = ?1 AND size <= (
                    SELECT size FROM cosigned WHERE log = ?1
                    ORDER BY size DESC LIMIT 1 OFFSET ?2)
                """
        ).execute(arguments: [key.log, kept])
    }

    /// Forgets the cosignatures of checkpoints larger than a size: their branch was taken out. The
    /// number of changes goes on, so that nobody takes the log for one it has seen already.
    func takeOutCosigned(behind size: TreeSize, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM cosigned WHERE log = ? AND size > ?",
            arguments: [key.log, Int64(clamping: size)])
        if db.changesCount > 0 { try countCosigned(in: db) }
    }

    private func countCosigned(in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO cosigned_logs VALUES (?, 1)
                ON CONFLICT DO UPDATE SET changes = changes + 1
                """
        ).execute(arguments: [key.log])
    }
}

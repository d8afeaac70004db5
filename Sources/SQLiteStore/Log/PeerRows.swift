import AllianceNames
import GRDB
import Replication

/// The rows of `peers` and `seen`: what is known about those we replicate with.
enum PeerRows {
    static func replace(_ status: PeerStatus, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO peers VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                status.peer.description, status.lastAttemptAt.map { Int64(clamping: $0) },
                status.lastSuccessAt.map { Int64(clamping: $0) },
                status.lastRefusal.map { Int64(clamping: $0.at) }, status.lastRefusal?.keyword,
                status.lastRefusal?.reason, Int64(clamping: status.entriesBehind),
                status.rosterVersion.map { Int64(clamping: $0) },
            ])
    }

    static func statuses(in db: Database) throws -> [PeerStatus] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT peer, last_attempt_at, last_success_at, refused_at, refusal_keyword,
                    refusal_reason, entries_behind, roster_version
                FROM peers ORDER BY peer
                """)
        return try rows.map { row in
            PeerStatus(
                peer: try member(row.stored(0)), lastAttemptAt: try number(row, 1),
                lastSuccessAt: try number(row, 2),
                lastRefusal: try number(row, 3).map { at in
                    PeerStatus.Refusal(
                        at: at, keyword: try row.stored(4), reason: try row.stored(5))
                },
                entriesBehind: try number(row, 6) ?? 0, rosterVersion: try number(row, 7))
        }
    }

    static func keepLargest(_ sight: SeenCheckpoint, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO seen VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE
                SET size = excluded.size, note = excluded.note, seen_at = excluded.seen_at
                WHERE excluded.size >= size
                """)
        try statement.execute(arguments: [
            sight.origin.description, sight.peer.description, Int64(clamping: sight.record.size),
            sight.record.noteText, Int64(clamping: sight.seenAt),
        ])
    }

    static func seenCheckpoints(
        of origin: LogOrigin, in db: Database
    ) throws -> [SeenCheckpoint] {
        let statement = try db.cachedStatement(
            sql: "SELECT peer, note, seen_at FROM seen WHERE origin = ? ORDER BY peer")
        return try Row.fetchAll(statement, arguments: [origin.description]).map { row in
            let note: String = try row.stored(1)
            return SeenCheckpoint(
                origin: origin, peer: try member(row.stored(0)),
                record: try readingStored("a checkpoint that was seen") {
                    try CheckpointRecord(recorded: note)
                },
                seenAt: try number(row, 2) ?? 0)
        }
    }

    private static func number(_ row: Row, _ column: Int) throws -> UInt64? {
        let stored: Int64? = try row.storedIfAny(column)
        return stored.map { UInt64(clamping: $0) }
    }

    private static func member(_ name: String) throws -> MemberID {
        try readingStored("a peer's name") { try MemberID(parsing: name) }
    }
}

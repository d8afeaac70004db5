import AllianceNames
import GRDB
import Replication

/// The rows of `withholdings`.
enum WithholdingRows {
    static func replace(_ finding: Withholding, in db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO withholdings VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            finding.origin.description, finding.peer.description,
            Int64(clamping: finding.shownSize), finding.checkpoint.noteText,
            finding.shownBy.description, Int64(clamping: finding.since),
            Int64(clamping: finding.foundAt), finding.endedAt.map { Int64(clamping: $0) },
        ])
    }

    static func all(in db: Database) throws -> [Withholding] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT origin, peer, shown_size, note, shown_by, since, found_at, ended_at
                FROM withholdings
                """)
        return try rows.map { row in
            let (origin, note): (String, String) = (try row.stored(0), try row.stored(3))
            func member(_ column: Int) throws -> MemberID {
                let name: String = try row.stored(column)
                return try readingStored("a peer that keeps back") { try MemberID(parsing: name) }
            }
            func number(_ column: Int) throws -> UInt64 {
                let stored: Int64 = try row.stored(column)
                return UInt64(clamping: stored)
            }
            let endedAt: Int64? = try row.storedIfAny(7)
            return Withholding(
                origin: try readingStored("a log that is kept back") {
                    try LogOrigin(parsing: origin)
                },
                peer: try member(1), shownSize: try number(2),
                checkpoint: try readingStored("a checkpoint that is kept back") {
                    try CheckpointRecord(recorded: note)
                },
                shownBy: try member(4), since: try number(5), foundAt: try number(6),
                endedAt: endedAt.map { UInt64(clamping: $0) })
        }
        .sorted { ($0.origin, $0.peer) < ($1.origin, $1.peer) }
    }
}

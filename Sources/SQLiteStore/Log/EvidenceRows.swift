import AllianceNames
import GRDB
import Replication

/// The rows of `evidence`.
enum EvidenceRows {
    /// - Returns: false where there is a piece of its kind and subject.
    static func keep(_ evidence: EvidenceRecord, in db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO evidence (kind, subject, origin, text, shown_by, kept_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
        try statement.execute(arguments: [
            evidence.kind.rawValue, evidence.subject, evidence.origin.description, evidence.text,
            evidence.shownBy?.description, Int64(clamping: evidence.keptAt),
        ])
        return db.changesCount > 0
    }

    private static let columns = "number, kind, subject, origin, text, shown_by, kept_at"

    static func behind(
        _ number: UInt64, limit: Int, in db: Database
    ) throws -> [NumberedEvidence] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM evidence WHERE number > ? ORDER BY number LIMIT ?")
        return try Row.fetchAll(statement, arguments: [Int64(clamping: number), limit]).map(read)
    }

    static func fork(of origin: LogOrigin, in db: Database) throws -> EvidenceRecord? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM evidence WHERE kind = 'fork' AND subject = ?")
        return try Row.fetchOne(statement, arguments: [origin.description]).map(read)?.record
    }

    /// Of findings and of proofs.
    static func forkedLogs(in db: Database) throws -> [LogOrigin] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT origin FROM forks JOIN logs ON logs.id = forks.log
                UNION SELECT origin FROM evidence WHERE kind = 'fork'
                """)
        return try String.fetchAll(statement)
            .map { name in
                try readingStored("a forked log's origin") { try LogOrigin(parsing: name) }
            }
            .sorted()
    }

    private static func read(_ row: Row) throws -> NumberedEvidence {
        let number: Int64 = try row.stored(0)
        let kind: String = try row.stored(1)
        let origin: String = try row.stored(3)
        let shownBy: String? = try row.storedIfAny(5)
        let keptAt: Int64 = try row.stored(6)
        guard let kind = EvidenceRecord.Kind(rawValue: kind) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "evidence \(number) is of the unknown kind '\(kind)'")
        }
        return NumberedEvidence(
            number: UInt64(clamping: number),
            record: EvidenceRecord(
                recorded: kind,
                origin: try readingStored("the log of evidence \(number)") {
                    try LogOrigin(parsing: origin)
                },
                subject: try row.stored(2), text: try row.stored(4),
                shownBy: try readingStored("who showed evidence \(number)") {
                    try shownBy.map { try MemberID(parsing: $0) }
                },
                keptAt: UInt64(clamping: keptAt)))
    }
}

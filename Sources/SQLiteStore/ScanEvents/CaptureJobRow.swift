import EPCIS
import GRDB

/// What became of captures, as rows of `job` and `job_failure`.
enum CaptureJobRow {
    private static let columns = "number, id, created, finished, behaviour"

    /// The oldest beyond the limit make room.
    static func insert(_ job: CaptureJob, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT INTO job (id, created, finished, behaviour) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [
            job.id, job.createdAt.milliseconds, job.finishedAt.milliseconds,
            job.behaviour.rawValue,
        ])
        let number = db.lastInsertedRowID
        let insert = try db.cachedStatement(sql: "INSERT INTO job_failure VALUES (?, ?, ?, ?)")
        for (index, failure) in job.failures.enumerated() {
            try insert.execute(arguments: [number, index + 1, failure.number, failure.detail])
        }
        let oldest = number - Int64(CaptureJob.keptMax)
        try db.cachedStatement(sql: "DELETE FROM job WHERE number <= ?")
            .execute(arguments: [oldest])
        try db.cachedStatement(sql: "DELETE FROM job_failure WHERE job <= ?")
            .execute(arguments: [oldest])
    }

    static func job(_ id: String, _ db: Database) throws -> CaptureJob? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM job WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map { try job($0, db) }
    }

    /// The newest first.
    static func jobs(after id: String?, limit: Int, _ db: Database) throws -> [CaptureJob] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(columns) FROM job
                WHERE ?1 IS NULL OR number < (SELECT number FROM job WHERE id = ?1)
                ORDER BY number DESC LIMIT ?2
                """)
        return try Row.fetchAll(statement, arguments: [id, limit]).map { try job($0, db) }
    }

    private static func job(_ row: Row, _ db: Database) throws -> CaptureJob {
        let text: String = try row.stored(4)
        guard let behaviour = CaptureJob.ErrorBehaviour(rawValue: text) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "a capture has no behaviour that is known")
        }
        let failures = try db.cachedStatement(
            sql: "SELECT event, detail FROM job_failure WHERE job = ? ORDER BY position")
        return CaptureJob(
            id: try row.stored(1), createdAt: EventTime(milliseconds: try row.stored(2)),
            finishedAt: EventTime(milliseconds: try row.stored(3)), behaviour: behaviour,
            failures: try Row.fetchAll(failures, arguments: [try row.stored(0) as Int64]).map {
                .init(
                    number: Int(clamping: try $0.stored(0) as Int64), detail: try $0.stored(1))
            })
    }
}

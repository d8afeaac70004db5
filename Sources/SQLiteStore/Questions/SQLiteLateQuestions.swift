package import AllianceNames
import GRDB
package import ProductAuthentication

/// Questions that wait for their owners, in `questions.sqlite`. Several processes may use one file:
/// the command line asks while the node delivers.
package final class SQLiteLateQuestions: LateQuestionStore {
    private let database: DurableDatabase

    static let file = SQLiteFile(
        noun: "store of late questions", applicationID: 0x5473_5175,  // "TsQu"
        version: 1,
        schema: """
            -- question: the text that travelled.
            CREATE TABLE late (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                owner TEXT NOT NULL,
                question TEXT NOT NULL,
                UNIQUE (owner, question)
            ) STRICT;
            """)

    /// - Throws: `SQLiteStoreError`.
    package init(path: String) throws {
        database = try DurableDatabase(path: path, file: Self.file)
    }

    private static func text(_ question: Question) -> String {
        String(decoding: question.bytes, as: UTF8.self)
    }

    package func close() throws { try database.close() }

    @discardableResult
    package func add(_ late: LateQuestion) throws -> Int {
        try database.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO late (owner, question) VALUES (?, ?)",
                arguments: [late.owner.rawValue, Self.text(late.question)])
            try db.execute(
                sql: """
                    DELETE FROM late WHERE owner = ? AND id NOT IN
                        (SELECT id FROM late WHERE owner = ? ORDER BY id DESC LIMIT ?)
                    """,
                arguments: [
                    late.owner.rawValue, late.owner.rawValue,
                    LateQuestionLimits.waitingOfOwnerMax,
                ])
            var dropped = db.changesCount
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM late") ?? 0
            guard count > LateQuestionLimits.waitingMax else { return dropped }
            try db.execute(
                sql: "DELETE FROM late WHERE id IN (SELECT id FROM late ORDER BY id LIMIT ?)",
                arguments: [count - LateQuestionLimits.waitingMax])
            dropped += db.changesCount
            return dropped
        }
    }

    package func waiting(for owner: MemberID, limit: Int) throws -> [Question] {
        try database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT question FROM late WHERE owner = ? ORDER BY id LIMIT ?",
                arguments: [owner.rawValue, limit]
            ).map { row in
                let text: String = try row.stored(0)
                return try readingStored("a late question") {
                    try Question(parsing: Array(text.utf8))
                }
            }
        }
    }

    package func owners() throws -> [MemberID] {
        try database.read { db in
            try String.fetchAll(db, sql: "SELECT DISTINCT owner FROM late ORDER BY owner").map {
                name in
                try readingStored("an owner") { try MemberID(parsing: name) }
            }
        }
    }

    package func remove(_ questions: [Question], of owner: MemberID) throws {
        guard !questions.isEmpty else { return }
        try database.write { db in
            for question in questions {
                try db.execute(
                    sql: "DELETE FROM late WHERE owner = ? AND question = ?",
                    arguments: [owner.rawValue, Self.text(question)])
            }
        }
    }

    package func count() throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM late") ?? 0 }
    }
}

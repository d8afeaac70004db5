import AllianceNames
package import Complaints
import GRDB
import Replication
package import Statements
import TransparencyLog

/// The complaints of a node in `complaints.sqlite`. What returns is durable, and happened whole or not at all.
///
/// It holds what members say of complaints, as far as it was taken up, and rows that are made of it: whoever takes up
/// marks the cases concerned as stale, and `refresh` reads those again. So the rows depend on what is held, and on
/// nothing else: not on what came first. Several processes may share the file.
package final class SQLiteComplaintStore: Sendable {
    /// Cases that are written in one transaction, and statements that they have, at most: others wait as long for the
    /// write lock.
    static let refreshCasesMax = 256
    static let refreshStatementsMax = 4_096

    let database: DurableDatabase

    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String) throws {
        self.init(try DurableDatabase(path: path, file: ComplaintSchema.file))
    }

    /// Uses a file that is open.
    init(_ database: DurableDatabase) { self.database = database }

    package func close() throws { try database.close() }

    /// Sees to it that nothing which was taken out is left in the file.
    /// - Returns: false where others were reading, so that it has to be tried again.
    package func scrub() throws -> Bool { try database.emptyWriteAheadLog() }

    /// How many complaints there are.
    package func count() throws -> Int {
        try database.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM complaint") ?? 0
        }
    }

    /// Read from all statements in its course; nil where nothing is known of it.
    package func reading(of id: EntryReference) throws -> CaseReading? {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            guard let course = try numbers.course(of: id) else { return nil }
            let loaded = try CaseLoading(db: db, numbers: numbers).load(course, id)
            return loaded.reading == .complaintAbsent ? nil : loaded.reading
        }
    }

    /// Counted up with every case that is written.
    package func version() throws -> UInt64 {
        try database.read { db in
            UInt64(clamping: try Int64.fetchOne(db, sql: "SELECT version FROM state") ?? 0)
        }
    }

    // MARK: Reading cases again

    /// Reads cases again of which something has changed, as many as one transaction takes.
    ///
    /// - Returns: them; none where all are as they should be.
    package func refresh() throws -> [EntryReference] {
        // Most of the time there are none, and to look costs no write lock.
        guard
            try database.read({ db in
                try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM stale)") ?? false
            })
        else { return [] }
        return try database.write(durability: .withNext) { db in
            let writing = CaseWriting(db)
            var done: [EntryReference] = []
            var statements = 0
            let stale = try Int64.fetchAll(
                db, sql: "SELECT course FROM stale ORDER BY course LIMIT ?",
                arguments: [Self.refreshCasesMax])
            for course in stale where statements < Self.refreshStatementsMax {
                let size = try RawStatement(
                    db,
                    """
                    SELECT count(*) FROM
                        (SELECT 1 FROM statement WHERE course = ? LIMIT \(Self.refreshStatementsMax))
                    """)
                size.bind(1, course)
                if try size.step() { statements += Int(clamping: size.integer(0)) }
                size.reset()
                try writing.write(course, isNews: true)
                let delete = try RawStatement(db, "DELETE FROM stale WHERE course = ?")
                delete.bind(1, course)
                try delete.run()
                done.append(try writing.numbers.complaint(course))
            }
            try writing.figures.flush()
            return done
        }
    }

    static func markStale(_ course: Int64, _ db: Database) throws {
        let mark = try RawStatement(db, "INSERT OR IGNORE INTO stale VALUES (?)")
        mark.bind(1, course)
        try mark.run()
    }

    /// Marks all cases in which a log says something in a range.
    static func markStale(
        log: Int64, _ range: Range<UInt64>, only condition: String = "", _ db: Database
    ) throws {
        let mark = try RawStatement(
            db,
            """
            INSERT OR IGNORE INTO stale SELECT DISTINCT course FROM statement
            WHERE log = ? AND idx >= ? AND idx < ? \(condition)
            """)
        mark.bind(1, log)
        mark.bind(2, Int64(clamping: range.lowerBound))
        mark.bind(3, Int64(clamping: range.upperBound))
        try mark.run()
    }
}

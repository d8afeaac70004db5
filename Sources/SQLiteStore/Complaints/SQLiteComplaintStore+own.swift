import AllianceNames
package import Complaints
import GRDB
package import Statements
import TransparencyLog

/// What is this node's own: what it made of listings, and which deadlines have fired.
extension SQLiteComplaintStore {
    // MARK: Judgements

    package func judgements(of id: EntryReference) throws -> [ListingJudgement] {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            guard let course = try numbers.course(of: id) else { return [] }
            return try JudgementRows.judgements(
                of: course, digest: Self.digest(of: course, id, numbers, db), db)
        }
    }

    static func digest(
        of course: Int64, _ id: EntryReference, _ numbers: ComplaintNumbers, _ db: Database
    ) throws -> Digest? {
        guard let log = try numbers.id(of: id.origin) else { return nil }
        let query = try RawStatement(
            db, "SELECT payload FROM statement WHERE course = ? AND log = ? AND idx = ?")
        query.bind(1, course)
        query.bind(2, log)
        query.bind(3, Int64(clamping: id.index))
        defer { query.reset() }
        return try query.step() ? Digest.sha256(query.bytes(0)) : nil
    }

    /// Replaces what was noted of the same places. Of a complaint that is not known nothing is kept.
    ///
    /// - Parameter version: of the rows, as they were when the complaint was looked at; where it has changed since, it
    ///   is still to be judged.
    package func note(
        _ judgements: [ListingJudgement], of id: EntryReference, asOf version: UInt64 = .max
    ) throws {
        try database.write { db in
            let writing = CaseWriting(db)
            guard let course = try writing.numbers.course(of: id),
                let digest = try Self.digest(of: course, id, writing.numbers, db)
            else { return }
            for judgement in judgements {
                try JudgementRows.put(judgement, of: course, digest: digest, db)
            }
            let isCurrent = try Bool.fetchOne(
                db, sql: "SELECT version <= ? FROM complaint WHERE course = ?",
                arguments: [Int64(clamping: version), course])
            if isCurrent == true {
                try db.execute(
                    sql: "UPDATE complaint SET isUnjudged = 0 WHERE course = ?",
                    arguments: [course])
            }
            let held = try Int64.fetchOne(
                db, sql: "SELECT version FROM complaint WHERE course = ?", arguments: [course])
            try writing.write(course, isNews: false)
            // Only what was said counts as a change.
            if let held {
                try db.execute(
                    sql: "UPDATE complaint SET version = ? WHERE course = ?",
                    arguments: [held, course])
            }
            try writing.figures.flush()
        }
    }

    /// The earliest first, what is not confirmed last; and the version of the rows that they were read from.
    package func unjudged(
        limit: Int
    ) throws -> (complaints: [EntryReference], version: UInt64) {
        try database.read { db in
            let numbers = ComplaintNumbers(db)
            let version = try Int64.fetchOne(db, sql: "SELECT version FROM state") ?? 0
            let courses = try Int64.fetchAll(
                db,
                sql: """
                    SELECT course FROM complaint WHERE isUnjudged = 1
                    ORDER BY filedAt, course LIMIT ?
                    """, arguments: [limit])
            return (try courses.map(numbers.complaint), UInt64(clamping: version))
        }
    }

    // MARK: Deadlines

    /// Fires deadlines that are due: they have fired when `act` has returned, and where it throws nothing has changed.
    ///
    /// - Parameter act: called under the write lock, so it must not come back here.
    /// - Returns: when the next one is; nil for none.
    package func fire(
        now: UInt64, limit: Int, _ act: ([Deadline]) throws -> Void
    ) throws -> UInt64? {
        func next(_ db: Database) throws -> UInt64? {
            try Int64.fetchOne(db, sql: "SELECT min(time) FROM deadline").map {
                UInt64(clamping: $0)
            }
        }
        // Most of the time nothing is due.
        if let next = try database.read(next), next > now { return next }
        return try database.write { db in
            let due = try Self.due(now: now, limit: limit, db)
            guard !due.isEmpty else { return try next(db) }
            try act(due)
            for deadline in due {
                try db.execute(
                    sql: "INSERT OR IGNORE INTO fired VALUES (?)", arguments: [deadline.id])
                try db.execute(
                    sql: "DELETE FROM deadline WHERE time = ? AND id = ?",
                    arguments: [Int64(clamping: deadline.time), deadline.id])
            }
            return try next(db)
        }
    }

    private static func due(now: UInt64, limit: Int, _ db: Database) throws -> [Deadline] {
        let numbers = ComplaintNumbers(db)
        let query = try RawStatement(
            db,
            """
            SELECT course, id, kind, places, time FROM deadline
            WHERE time <= ? ORDER BY time, id LIMIT ?
            """)
        query.bind(1, Int64(clamping: now))
        query.bind(2, Int64(limit))
        defer { query.reset() }
        var due: [Deadline] = []
        while try query.step() {
            guard let kind = Deadline.Kind(rawValue: try query.storedText(2)) else {
                throw DatabaseError.otherForm
            }
            due.append(
                Deadline(
                    kept: try query.storedText(1), kind,
                    subject: try numbers.complaint(try query.storedInteger(0)).description,
                    places: try ComplaintRows.numbers(try query.storedBytes(3)),
                    time: UInt64(clamping: try query.storedInteger(4))))
        }
        return due
    }
}

package import AllianceNames
package import Complaints
import GRDB
import Replication
package import Statements
package import TransparencyLog

/// How a log stands in the file.
package struct ComplaintLog: Equatable, Sendable {
    /// Entries that were taken up.
    package var size: TreeSize
    /// Entries that count, from the first; the greatest number for all.
    package var counted: UInt64
    /// Whether its member speaks as the platform.
    package var isPlatform: Bool
    /// Which cosignatures and witnesses times were taken from last, in the words of whoever takes them.
    package var cosigned: String

    package init(
        size: TreeSize = 0, counted: UInt64 = 0, isPlatform: Bool = false, cosigned: String = ""
    ) {
        self.size = size
        self.counted = counted
        self.isPlatform = isPlatform
        self.cosigned = cosigned
    }
}

/// A statement in some complaint's course.
package struct TakenStatement: Sendable {
    package var index: EntryIndex
    package var said: ComplaintStatement
    package var time: EventTime

    package init(index: EntryIndex, said: ComplaintStatement, time: EventTime) {
        self.index = index
        self.said = said
        self.time = time
    }
}

extension SQLiteComplaintStore {
    /// Every log of which anything is known, by origin.
    package func logs() throws -> [LogOrigin: ComplaintLog] {
        try database.read { db in
            var logs: [LogOrigin: ComplaintLog] = [:]
            let query = try RawStatement(
                db, "SELECT origin, size, counted, isPlatform, cosigned FROM log")
            while try query.step() {
                let text = try query.storedText(0)
                let origin = try readingStored("a log's origin") { try LogOrigin(parsing: text) }
                logs[origin] = ComplaintLog(
                    size: TreeSize(clamping: try query.storedInteger(1)),
                    counted: UInt64(clamping: try query.storedInteger(2)),
                    isPlatform: try query.storedInteger(3) != 0,
                    cosigned: try query.storedText(4))
            }
            return logs
        }
    }

    /// Has logs count as far as the register lets them, and their members speak as what they are there. The cases in
    /// which that changes anything are read again.
    package func settle(
        _ standings: [LogOrigin: (counted: UInt64, isPlatform: Bool)]
    ) throws {
        try database.write(durability: .withNext) { db in
            let numbers = ComplaintNumbers(db)
            for (origin, standing) in standings {
                let log = try numbers.made(origin)
                let held = try numbers.log(log)
                let counted = UInt64(clamping: Int64(clamping: standing.counted))
                guard held.counted != counted || held.isPlatform != standing.isPlatform else {
                    continue
                }
                try db.execute(
                    sql: "UPDATE log SET counted = ?, isPlatform = ? WHERE id = ?",
                    arguments: [Int64(clamping: counted), standing.isPlatform, log])
                let range =
                    held.isPlatform == standing.isPlatform
                    ? min(held.counted, counted)..<max(held.counted, counted)
                    : 0..<UInt64(Int64.max)
                try Self.markStale(log: log, range, db)
            }
        }
    }

    /// Takes up what a log says next.
    ///
    /// - Parameters:
    ///   - range: the entries that were looked at; `statements` are those among them that speak of complaints,
    ///     `measures` those that speak of who errs or infringes again and again.
    ///   - erased: what certificates erase of the log, asked for under the write lock.
    /// - Returns: false where somebody else was first.
    @discardableResult
    package func take(
        _ statements: [TakenStatement], measures: [StatedMeasure] = [], of origin: LogOrigin,
        in range: Range<EntryIndex>, erased: () throws -> EntryRanges = { .empty }
    ) throws -> Bool {
        try database.write(durability: .withNext) { db in
            let numbers = ComplaintNumbers(db)
            let log = try numbers.made(origin)
            let size = try Int64.fetchOne(
                db, sql: "SELECT size FROM log WHERE id = ?", arguments: [log])
            guard size == Int64(clamping: range.lowerBound) else { return false }
            let gone = try erased()
            for statement in statements where !gone.contains(statement.index) {
                try Self.put(statement, of: origin, log, numbers, db)
            }
            for measure in measures where !gone.contains(measure.index) {
                try MeasureRows.put(measure, of: origin, log, db)
            }
            try db.execute(
                sql: "UPDATE log SET size = ? WHERE id = ?",
                arguments: [Int64(clamping: range.upperBound), log])
            return true
        }
    }

    /// In the courses of its own channel only: who reads another channel does not see it.
    private static func put(
        _ statement: TakenStatement, of origin: LogOrigin, _ log: Int64,
        _ numbers: ComplaintNumbers, _ db: Database
    ) throws {
        let entry = EntryReference(origin: origin, index: statement.index)
        for complaint in statement.said.cases(at: entry)
        where complaint.origin.channel == origin.channel
            && complaint.origin.alliance == origin.alliance
        {
            let course = try numbers.madeCourse(of: complaint)
            let put = try RawStatement(
                db, "INSERT OR REPLACE INTO statement VALUES (?, ?, ?, ?, ?, ?)")
            put.bind(1, course)
            put.bind(2, log)
            put.bind(3, Int64(clamping: statement.index))
            put.bind(4, Int64(statement.said.kind.rawValue))
            put.bind(5, statement.time.milliseconds.map { Int64(clamping: $0) })
            put.bind(6, Statement.complaint(statement.said).payload())
            try put.run()
            try markStale(course, db)
        }
    }

    /// Takes times from cosignatures that came meanwhile: of two of one entry the earlier counts. The cases in which
    /// that changes anything are read again.
    ///
    /// - Parameters:
    ///   - times: ranges of entries with the time of each.
    ///   - cosigned: what they were taken from.
    package func confirm(
        _ times: [(entries: Range<EntryIndex>, milliseconds: UInt64)], of origin: LogOrigin,
        cosigned: String
    ) throws {
        try database.write(durability: .withNext) { db in
            let log = try ComplaintNumbers(db).made(origin)
            for (entries, milliseconds) in times {
                let time = Int64(clamping: milliseconds)
                try Self.markStale(
                    log: log, entries, only: "AND (time IS NULL OR time > \(time))", db)
                for table in ["statement", "measure"] {
                    try db.execute(
                        sql: """
                            UPDATE \(table) SET time = ?1
                            WHERE log = ?2 AND idx >= ?3 AND idx < ?4
                                AND (time IS NULL OR time > ?1)
                            """,
                        arguments: [
                            time, log, Int64(clamping: entries.lowerBound),
                            Int64(clamping: entries.upperBound),
                        ])
                }
            }
            try db.execute(
                sql: "UPDATE log SET cosigned = ? WHERE id = ?",
                arguments: [cosigned, log])
        }
    }

    // MARK: Branches that were taken out

    /// How often the record had taken entries out when this was looked at last.
    package func takenOutCount() throws -> UInt64 {
        try database.read { db in
            UInt64(clamping: try Int64.fetchOne(db, sql: "SELECT takenOut FROM state") ?? 0)
        }
    }

    /// Forgets what logs say, so that they are taken up again from their first entries. What this node noted itself
    /// stays.
    package func takeAgain(_ origins: [LogOrigin], takenOutCount: UInt64) throws {
        try database.write { db in
            let numbers = ComplaintNumbers(db)
            for origin in origins {
                guard let log = try numbers.id(of: origin) else { continue }
                try Self.markStale(log: log, 0..<UInt64(Int64.max), db)
                try db.execute(sql: "DELETE FROM statement WHERE log = ?", arguments: [log])
                try db.execute(sql: "DELETE FROM measure WHERE log = ?", arguments: [log])
                try db.execute(
                    sql: "UPDATE log SET size = 0, cosigned = '' WHERE id = ?", arguments: [log])
            }
            try db.execute(
                sql: "UPDATE state SET takenOut = ?", arguments: [Int64(clamping: takenOutCount)])
        }
    }

    // MARK: Erasure

    /// Takes out what entries of a log say, with all rows that were made of it. It is not taken up again: whoever does
    /// asks what is erased.
    package func erase(_ entries: EntryRanges, of origin: LogOrigin) throws {
        try database.write { db in
            let writing = CaseWriting(db)
            guard let log = try writing.numbers.id(of: origin) else { return }
            var courses: Set<Int64> = []
            for range in entries.ranges {
                let bounds: StatementArguments = [
                    log, Int64(clamping: range.lowerBound), Int64(clamping: range.upperBound),
                ]
                courses.formUnion(
                    try Int64.fetchAll(
                        db,
                        sql: """
                            SELECT DISTINCT course FROM statement
                            WHERE log = ? AND idx >= ? AND idx < ?
                            """, arguments: bounds))
                for table in ["statement", "measure"] {
                    try db.execute(
                        sql: "DELETE FROM \(table) WHERE log = ? AND idx >= ? AND idx < ?",
                        arguments: bounds)
                }
                try db.execute(
                    sql: """
                        DELETE FROM judgement WHERE course IN
                            (SELECT id FROM course WHERE log = ? AND idx >= ? AND idx < ?)
                        """, arguments: bounds)
            }
            for course in courses.sorted() { try writing.write(course, isNews: true) }
            try writing.figures.flush()
        }
    }
}

import AllianceNames
import CRDT
import GRDB
import MISP
import MergedView
import STIX
import TAXII
import TransparencyLog

/// Merges folded entries into the collections, inside a write transaction.
struct ObjectMerge {
    private let db: Database
    private let scope: ViewScope
    /// Milliseconds since 1970. An event changes when it changes here, whenever that was said: or one that is made
    /// anew would seem older than it was.
    private let now: UInt64
    private var sequence: ObjectSequence
    /// Whether any retraction waits.
    private var hasWaiting: Bool

    static func run(
        _ batches: [FoldedObjects], scope: ViewScope, now: UInt64, _ db: Database
    ) throws {
        var merge = try ObjectMerge(db, scope: scope, now: now)
        for batch in batches { try merge.merge(batch) }
        try merge.sequence.store(db)
    }

    /// Carries out the retractions that waited and count now.
    static func reconsider(scope: ViewScope, now: UInt64, _ db: Database) throws {
        var merge = try ObjectMerge(db, scope: scope, now: now)
        guard merge.hasWaiting else { return }
        for waiting in try merge.allWaiting() {
            try merge.remove(waiting.target, by: waiting.remover, issuedAt: now)
        }
        try merge.sequence.store(db)
    }

    private init(_ db: Database, scope: ViewScope, now: UInt64) throws {
        self.db = db
        self.scope = scope
        self.now = now
        sequence = try ObjectSequence(db, now: now)
        let query = try RawStatement(db, "SELECT EXISTS (SELECT 1 FROM waiting)")
        hasWaiting = try query.step() && query.integer(0) != 0
        query.reset()
    }

    private mutating func merge(_ batch: FoldedObjects) throws {
        let log = try ObjectLog.findOrInsert(batch.origin, db)
        guard log.size == batch.start else {
            throw MergedViewError.notAtFrontier(
                origin: batch.origin, frontier: log.size, start: batch.start)
        }
        let adding = ObjectAdding(db, channel: log.channel, author: log.author)
        var events = ReportEvents(log: log.id)
        for addition in batch.additions {
            let dot = StatementDot(log: batch.origin, index: addition.index)
            guard scope.admits(dot) else { continue }
            let day = addition.object.isFedReport ? MISPDay(of: addition.issuedAt) : nil
            let time = max(addition.issuedAt, now)
            guard try !isRetracted(dot) else {
                if let day { events.addWithdrawn(addition.index, on: day.number, at: time) }
                continue
            }
            if let day { events.add(addition.index, on: day.number, at: time) }
            try adding.add(
                addition.object, log: log.id, index: addition.index, day: day?.number,
                sequence: &sequence)
        }
        for report in batch.erasedReports
        where scope.admits(StatementDot(log: batch.origin, index: report.index)) {
            events.addWithdrawn(
                report.index, on: MISPDay(of: report.issuedAt).number,
                at: max(report.issuedAt, now))
        }
        try events.store(db)
        let update = try RawStatement(db, "UPDATE log SET size = ?2 WHERE id = ?1")
        update.bind(1, log.id)
        update.bind(2, Int64(clamping: batch.end))
        try update.run()
        // Only now, for they may be of entries of this batch.
        for removal in batch.removals {
            try remove(
                removal.target, by: StatementDot(log: batch.origin, index: removal.index),
                issuedAt: removal.issuedAt)
        }
    }

    /// A retraction that came before what it retracts.
    private func isRetracted(_ dot: StatementDot) throws -> Bool {
        guard hasWaiting else { return false }
        return try allWaiting(of: dot).contains { scope.counts($0.remover, removing: dot) }
    }

    private mutating func remove(
        _ target: StatementDot, by remover: StatementDot, issuedAt: UInt64
    ) throws {
        let log = try ObjectLog.find(target.log, db)
        guard let log, target.index < log.size, scope.counts(remover, removing: target) else {
            let insert = try RawStatement(
                db, "INSERT OR IGNORE INTO waiting VALUES (?, ?, ?, ?)")
            Self.bind(insert, target, 1)
            Self.bind(insert, remover, 3)
            hasWaiting = true
            return try insert.run()
        }
        try ObjectRemoving(db).remove(
            log: log.id, indexes: target.index..<target.index + 1, at: max(issuedAt, now),
            sequence: &sequence)
    }

    private static func bind(_ statement: RawStatement, _ dot: StatementDot, _ place: Int32) {
        statement.bind(place, dot.log.description)
        statement.bind(place + 1, Int64(clamping: dot.index))
    }

    private func allWaiting(
        of target: StatementDot? = nil
    ) throws -> [(target: StatementDot, remover: StatementDot)] {
        let condition = target == nil ? "" : "WHERE target_origin = ? AND target_idx = ?"
        let query = try RawStatement(
            db, "SELECT target_origin, target_idx, origin, idx FROM waiting \(condition)")
        if let target { Self.bind(query, target, 1) }
        var found: [(StatementDot, StatementDot)] = []
        while try query.step() {
            found.append((try Self.dot(query, 0), try Self.dot(query, 2)))
        }
        return found
    }

    private static func dot(_ query: RawStatement, _ column: Int32) throws -> StatementDot {
        let text = try query.storedText(column)
        let origin = try readingStored("a log's origin") { try LogOrigin(parsing: text) }
        return StatementDot(
            log: origin, index: UInt64(clamping: try query.storedInteger(column + 1)))
    }
}

/// A log as the collections know it.
struct ObjectLog {
    let id: Int64
    let channel: Int64
    let author: Int64
    let size: TreeSize

    static func find(_ origin: LogOrigin, _ db: Database) throws -> ObjectLog? {
        let query = try RawStatement(
            db, "SELECT id, channel, author, size FROM log WHERE origin = ?")
        query.bind(1, origin.description)
        defer { query.reset() }
        guard try query.step() else { return nil }
        return ObjectLog(
            id: query.integer(0), channel: query.integer(1), author: query.integer(2),
            size: TreeSize(clamping: query.integer(3)))
    }

    static func findOrInsert(_ origin: LogOrigin, _ db: Database) throws -> ObjectLog {
        if let log = try find(origin, db) { return log }
        let channel = try ObjectName.number(of: "channel \(origin.channel)", db)
        let author = try ObjectName.number(of: "member \(origin.member)", db)
        let insert = try RawStatement(
            db, "INSERT INTO log (origin, channel, author, size) VALUES (?, ?, ?, 0)")
        insert.bind(1, origin.description)
        insert.bind(2, channel)
        insert.bind(3, author)
        try insert.run()
        return ObjectLog(id: db.lastInsertedRowID, channel: channel, author: author, size: 0)
    }
}

/// The small numbers that stand for channels and members within the file.
enum ObjectName {
    static func find(_ text: String, _ db: Database) throws -> Int64? {
        let query = try RawStatement(db, "SELECT id FROM name WHERE text = ?")
        query.bind(1, text)
        defer { query.reset() }
        return try query.step() ? query.integer(0) : nil
    }

    static func number(of text: String, _ db: Database) throws -> Int64 {
        if let number = try find(text, db) { return number }
        let insert = try RawStatement(db, "INSERT INTO name (text) VALUES (?)")
        insert.bind(1, text)
        try insert.run()
        return db.lastInsertedRowID
    }
}

import AllianceNames
import GRDB
import Statements

/// The small numbers that stand for logs, channels and complaints inside `complaints.sqlite`, in one transaction.
final class ComplaintNumbers {
    struct Log {
        let origin: LogOrigin
        /// Entries that count.
        let counted: UInt64
        let isPlatform: Bool
    }

    private let db: Database
    private var logs: [Int64: Log] = [:]
    private var ids: [LogOrigin: Int64] = [:]
    private var channels: [ChannelID: Int64] = [:]
    private var names: [Int64: ChannelID] = [:]

    init(_ db: Database) { self.db = db }

    // MARK: Logs

    func log(_ id: Int64) throws -> Log {
        if let known = logs[id] { return known }
        let query = try RawStatement(db, "SELECT origin, counted, isPlatform FROM log WHERE id = ?")
        query.bind(1, id)
        defer { query.reset() }
        guard try query.step() else { throw DatabaseError.otherForm }
        let text = try query.storedText(0)
        let log = Log(
            origin: try readingStored("a log's origin") { try LogOrigin(parsing: text) },
            counted: UInt64(clamping: try query.storedInteger(1)),
            isPlatform: try query.storedInteger(2) != 0)
        logs[id] = log
        ids[log.origin] = id
        return log
    }

    func id(of origin: LogOrigin) throws -> Int64? {
        if let known = ids[origin] { return known }
        let query = try RawStatement(db, "SELECT id FROM log WHERE origin = ?")
        query.bind(1, origin.description)
        defer { query.reset() }
        guard try query.step() else { return nil }
        let id = try query.storedInteger(0)
        ids[origin] = id
        return id
    }

    func made(_ origin: LogOrigin) throws -> Int64 {
        if let known = try id(of: origin) { return known }
        let insert = try RawStatement(db, "INSERT INTO log (origin) VALUES (?)")
        insert.bind(1, origin.description)
        try insert.run()
        let id = db.lastInsertedRowID
        ids[origin] = id
        return id
    }

    // MARK: Complaints

    func course(of complaint: EntryReference) throws -> Int64? {
        guard let log = try id(of: complaint.origin) else { return nil }
        let query = try RawStatement(db, "SELECT id FROM course WHERE log = ? AND idx = ?")
        query.bind(1, log)
        query.bind(2, Int64(clamping: complaint.index))
        defer { query.reset() }
        return try query.step() ? try query.storedInteger(0) : nil
    }

    func madeCourse(of complaint: EntryReference) throws -> Int64 {
        if let known = try course(of: complaint) { return known }
        let insert = try RawStatement(db, "INSERT INTO course (log, idx) VALUES (?, ?)")
        insert.bind(1, try made(complaint.origin))
        insert.bind(2, Int64(clamping: complaint.index))
        try insert.run()
        return db.lastInsertedRowID
    }

    func complaint(_ course: Int64) throws -> EntryReference {
        let query = try RawStatement(db, "SELECT log, idx FROM course WHERE id = ?")
        query.bind(1, course)
        defer { query.reset() }
        guard try query.step() else { throw DatabaseError.otherForm }
        return try entry(try query.storedInteger(0), try query.storedInteger(1))
    }

    func entry(_ log: Int64, _ index: Int64) throws -> EntryReference {
        EntryReference(origin: try self.log(log).origin, index: UInt64(clamping: index))
    }

    // MARK: Channels

    func id(of channel: ChannelID) throws -> Int64? {
        if let known = channels[channel] { return known }
        let query = try RawStatement(db, "SELECT id FROM channel WHERE name = ?")
        query.bind(1, channel.rawValue)
        defer { query.reset() }
        guard try query.step() else { return nil }
        let id = try query.storedInteger(0)
        channels[channel] = id
        names[id] = channel
        return id
    }

    func made(_ channel: ChannelID) throws -> Int64 {
        if let known = try id(of: channel) { return known }
        let insert = try RawStatement(db, "INSERT INTO channel (name) VALUES (?)")
        insert.bind(1, channel.rawValue)
        try insert.run()
        let id = db.lastInsertedRowID
        channels[channel] = id
        names[id] = channel
        return id
    }

    /// Those that have anything here, by number.
    func ids(of channels: Set<ChannelID>) throws -> [Int64] {
        try channels.compactMap { try id(of: $0) }.sorted()
    }
}

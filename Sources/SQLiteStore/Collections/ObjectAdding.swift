import GRDB
import STIX
import TAXII

/// Adds objects to a channel's collection, inside a write transaction.
///
/// A name belongs to the member whose object of that name came first: what another member says under it is
/// kept out of sight, and comes into sight where nothing of the first is left. An object that was made here
/// of a statement goes before any that was posted under its name, so that nobody can take such a name beforehand; but
/// an observable that was posted goes before the one made here that says no more than its identifier.
struct ObjectAdding {
    private let db: Database
    private let channel: Int64
    /// 0 for what no statement says.
    private let author: Int64
    /// Milliseconds between two versions of one object that its author's clock does not keep apart.
    private static let versionStep: Int64 = 1_000

    init(_ db: Database, channel: Int64, author: Int64) {
        self.db = db
        self.channel = channel
        self.author = author
    }

    private struct Row {
        let sequence: Int64
        let version: Int64
        let created: Int64
        let author: Int64
        let flags: Int64
    }

    func add(
        _ object: FoldedObject, log: Int64?, index: UInt64, day: UInt64? = nil,
        sequence: inout ObjectSequence
    ) throws {
        let number = sequence.next()
        let last = try newest(object.id.description, flags: ObjectIndexSchema.last)
        let own = last.flatMap { $0.author == author ? $0 : nil }
        let version: Int64
        var text: String?
        var created: Int64?
        switch object.version {
        case .said(let time, let said):
            version = Int64(time.microseconds)
            if said != time.text { text = said }
        case .stated(let time):
            version = max(
                Int64(time.microseconds), own.map { $0.version + Self.versionStep } ?? 0)
            created = own?.created
        case .none: version = number
        }
        var flags = try flags(of: object, version: version, last: last)
        if object.isRed { flags |= ObjectIndexSchema.red }
        try insert(
            object, number, version: version, text: text, created: created ?? version,
            flags: flags, log: log, index: index, day: day)
    }

    /// Whether the new row is seen, and is the first or last of its versions; the others' bits change with it.
    private func flags(
        of object: FoldedObject, version: Int64, last: Row?
    ) throws -> Int64 {
        typealias Schema = ObjectIndexSchema
        let kind =
            (object.form == .original && author != 0 ? 0 : Schema.derived)
            | (object.isObservable ? Schema.observable : 0)
        let sole = Schema.visible | Schema.last | Schema.first | kind
        guard let last else { return sole }
        let id = object.id.description
        if Schema.rank(kind) > Schema.rank(last.flags),
            object.version == .none || last.author != author
        {
            try run(
                "UPDATE object SET flags = flags & ~7 WHERE channel = ?1 AND id = ?2", id)
            return sole
        }
        if case .none = object.version { return kind }
        guard last.author == author else { return kind }
        if version > last.version {
            try clear(Schema.last, of: last)
            return Schema.visible | Schema.last | kind
        }
        guard try !isSeen(id, version: version) else { return kind }
        guard let first = try newest(id, flags: Schema.first), version < first.version else {
            return Schema.visible | kind
        }
        try clear(Schema.first, of: first)
        return Schema.visible | Schema.first | kind
    }

    private func run(_ sql: String, _ id: String) throws {
        let update = try RawStatement(db, sql)
        update.bind(1, channel)
        update.bind(2, id)
        try update.run()
    }

    private func clear(_ flag: Int64, of row: Row) throws {
        let update = try RawStatement(db, "UPDATE object SET flags = flags & ~?2 WHERE seq = ?1")
        update.bind(1, row.sequence)
        update.bind(2, flag)
        try update.run()
    }

    /// The seen row of a name that has the flag.
    private func newest(_ id: String, flags: Int64) throws -> Row? {
        let query = try RawStatement(
            db,
            """
            SELECT seq, version, created, author, flags FROM object INDEXED BY object_id
            WHERE channel = ?1 AND id = ?2 AND flags & ?3 = ?3 ORDER BY version DESC LIMIT 1
            """)
        query.bind(1, channel)
        query.bind(2, id)
        query.bind(3, flags)
        defer { query.reset() }
        guard try query.step() else { return nil }
        return Row(
            sequence: query.integer(0), version: query.integer(1), created: query.integer(2),
            author: query.integer(3), flags: query.integer(4))
    }

    /// Adds what no statement says, unless it is there already.
    ///
    /// - Parameter written: the object as it would be written as this version.
    func addCommon(
        _ id: STIXIdentifier, version: STIXTimestamp, sequence: inout ObjectSequence,
        _ written: (STIXTimestamp) -> [UInt8]
    ) throws {
        if let last = try newest(id.description, flags: ObjectIndexSchema.last),
            last.author == author
        {
            let known = STIXTimestamp(microseconds: UInt64(clamping: last.version))
            guard version > known, try written(known) != body(of: last) else { return }
        }
        let object = FoldedObject(
            id: id, version: .said(version, text: version.text), form: .original,
            body: written(version))
        try add(object, log: nil, index: 0, sequence: &sequence)
    }

    private func body(of row: Row) throws -> [UInt8] {
        let query = try RawStatement(db, "SELECT body FROM object WHERE seq = ?")
        query.bind(1, row.sequence)
        defer { query.reset() }
        return try query.step() ? Array(query.bytes(0)) : []
    }

    private func isSeen(_ id: String, version: Int64) throws -> Bool {
        let query = try RawStatement(
            db,
            """
            SELECT 1 FROM object INDEXED BY object_id
            WHERE channel = ?1 AND id = ?2 AND version = ?3 AND flags & 1
            """)
        query.bind(1, channel)
        query.bind(2, id)
        query.bind(3, version)
        defer { query.reset() }
        return try query.step()
    }

    private func insert(
        _ object: FoldedObject, _ number: Int64, version: Int64, text: String?, created: Int64,
        flags: Int64, log: Int64?, index: UInt64, day: UInt64?
    ) throws {
        let insert = try RawStatement(
            db, "INSERT INTO object VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        insert.bind(1, number)
        insert.bind(2, channel)
        insert.bind(3, object.id.description)
        insert.bind(4, object.id.type)
        insert.bind(5, version)
        if let text { insert.bind(6, text) } else { insert.bindNull(6) }
        insert.bind(7, created)
        insert.bind(8, author)
        insert.bind(9, flags)
        if let log {
            insert.bind(10, log)
            insert.bind(11, Int64(bitPattern: index))
        } else {
            insert.bindNull(10)
            insert.bindNull(11)
        }
        insert.bind(12, Int64(object.form.rawValue))
        if let key = object.key {
            insert.bind(13, Int64(bitPattern: key))
        } else {
            insert.bindNull(13)
        }
        if let day { insert.bind(15, Int64(clamping: day)) } else { insert.bindNull(15) }
        let body = try object.subject.map { try reportName($0) + object.body } ?? object.body
        try body.withUnsafeBytes { body in
            insert.bind(14, unowned: body)
            try insert.run()
        }
    }

    /// The name of the first indicator for an identifier, behind its length; 0 where there is none.
    private func reportName(_ key: UInt64) throws -> [UInt8] {
        let query = try RawStatement(
            db,
            """
            SELECT id FROM object INDEXED BY object_key
            WHERE channel = ? AND key = ? AND flags & 1 AND NOT flags & \(ObjectIndexSchema.red)
            ORDER BY seq LIMIT 1
            """)
        query.bind(1, channel)
        query.bind(2, Int64(bitPattern: key))
        defer { query.reset() }
        guard try query.step() else { return [0] }
        let name = Array(query.bytes(0))
        guard let count = UInt8(exactly: name.count) else { return [0] }
        return [count] + name
    }
}

/// Gives each object its place in the order of adding: the time of the node's clock in microseconds, or the next
/// free one, so that two are never alike and none goes back, whatever the clock does.
struct ObjectSequence {
    private(set) var last: Int64
    private let now: Int64

    /// - Parameter now: milliseconds since 1970.
    init(_ db: Database, now: UInt64) throws {
        let query = try RawStatement(db, "SELECT last_seq FROM state")
        defer { query.reset() }
        guard try query.step() else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the state is missing")
        }
        last = query.integer(0)
        self.now = Int64(clamping: STIXTimestamp(milliseconds: now).microseconds)
    }

    mutating func next() -> Int64 {
        last = max(last + 1, now)
        return last
    }

    func store(_ db: Database) throws {
        let update = try RawStatement(db, "UPDATE state SET last_seq = ?")
        update.bind(1, last)
        try update.run()
    }
}

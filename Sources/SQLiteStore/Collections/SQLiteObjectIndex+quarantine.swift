package import AllianceNames
import GRDB
import Replication

/// Members in quarantine, of whom nothing is shown, and their way back into the collections.
///
/// What is shown again has to be passed by every client that asks for what was added since: who first asked meanwhile
/// never saw it, and of what was said meanwhile nobody did. So it is given new dates, a part of a log at a time; until
/// then it stays out of sight.
extension SQLiteObjectIndex {
    /// Entries of a log that are brought back in one transaction: others wait for the write lock as long.
    package static let broughtBackMax: UInt64 = 1_024

    /// Of whom nothing is shown.
    package func quarantined() throws -> Set<MemberID> {
        try database.read { db in
            let query = try RawStatement(
                db,
                """
                SELECT text FROM quarantine JOIN name ON name.id = quarantine.author
                WHERE until = \(Int64.max)
                """)
            var members: Set<MemberID> = []
            while try query.step() {
                let text = try query.storedText(0)
                members.insert(
                    try readingStored("a member") {
                        try MemberID(parsing: String(text.dropFirst(Quarantine.prefix.count)))
                    })
            }
            return members
        }
    }

    /// Has nothing shown of these members. What others of them said is brought back from now on.
    package func quarantine(_ members: Set<MemberID>) throws {
        try database.write(durability: .withNext) { db in
            let authors = try Set(
                members.map { try ObjectName.number(of: Quarantine.prefix + $0.rawValue, db) })
            let kept = try Quarantine.all(db)
            for author in authors.sorted() {
                try Quarantine(author: author, until: .max).store(db)
            }
            let last = try Quarantine.lastAdded(db)
            for one in kept where one.until == .max && !authors.contains(one.author) {
                try Quarantine(author: one.author, until: last).store(db)
            }
        }
    }

    /// Brings the next objects back that are on their way, as added now.
    ///
    /// - Parameters:
    ///   - time: milliseconds since 1970.
    ///   - entriesMax: of one log, in one transaction.
    /// - Returns: false where nothing is on its way any more.
    package func bringBack(at time: UInt64, entriesMax: UInt64 = broughtBackMax) throws -> Bool {
        try database.write(durability: .withNext) { db in
            guard var one = try Quarantine.all(db).first(where: { $0.until != .max }) else {
                return false
            }
            var sequence = try ObjectSequence(db, now: time)
            try one.bringBack(entriesMax: entriesMax, &sequence, db)
            try sequence.store(db)
            return true
        }
    }
}

/// A row of `quarantine`, inside a transaction.
struct Quarantine {
    /// How members are told from channels among the names.
    static let prefix = "member "

    let author: Int64
    /// Nothing that was added up to there is shown: all of it, while the member is in quarantine.
    let until: Int64
    /// The first entry that is not looked through yet.
    private var log: Int64
    private var index: Int64

    init(author: Int64, until: Int64) {
        self.author = author
        self.until = until
        (log, index) = (0, 0)
    }

    /// In a query of `object`: up to which place nothing of the author is shown; nil where all is.
    static let column = """
        CASE WHEN EXISTS (SELECT 1 FROM quarantine) THEN (
            SELECT until FROM quarantine WHERE quarantine.author = object.author) END
        """

    static func all(_ db: Database) throws -> [Quarantine] {
        let query = try RawStatement(
            db, "SELECT author, until, log, idx FROM quarantine ORDER BY author")
        var all: [Quarantine] = []
        while try query.step() {
            var one = Quarantine(author: query.integer(0), until: query.integer(1))
            (one.log, one.index) = (query.integer(2), query.integer(3))
            all.append(one)
        }
        return all
    }

    /// Whether not all of an author is shown.
    static func holds(_ author: Int64, _ db: Database) throws -> Bool {
        let query = try RawStatement(db, "SELECT 1 FROM quarantine WHERE author = ?")
        query.bind(1, author)
        defer { query.reset() }
        return try query.step()
    }

    static func lastAdded(_ db: Database) throws -> Int64 { try ObjectSequence(db, now: 0).last }

    func store(_ db: Database) throws {
        let insert = try RawStatement(db, "INSERT OR REPLACE INTO quarantine VALUES (?, ?, ?, ?)")
        insert.bind(1, author)
        insert.bind(2, until)
        insert.bind(3, log)
        insert.bind(4, index)
        try insert.run()
    }

    /// Gives what is shown of the next entries new places, and goes on behind them; at the end of the last log it is over.
    mutating func bringBack(
        entriesMax: UInt64, _ sequence: inout ObjectSequence, _ db: Database
    ) throws {
        guard let next = try nextEntry(db) else {
            let delete = try RawStatement(db, "DELETE FROM quarantine WHERE author = ?")
            delete.bind(1, author)
            return try delete.run()
        }
        (log, index) = next
        let (end, isPast) = index.addingReportingOverflow(Int64(clamping: entriesMax))
        for place in try places(before: isPast ? .max : end, db) {
            let update = try RawStatement(db, "UPDATE object SET seq = ?2 WHERE seq = ?1")
            update.bind(1, place)
            update.bind(2, sequence.next())
            try update.run()
        }
        index = isPast ? .max : end
        try store(db)
    }

    /// The next entry of the author's logs that has objects.
    private func nextEntry(_ db: Database) throws -> (log: Int64, index: Int64)? {
        let logs = try RawStatement(
            db, "SELECT id FROM log WHERE author = ? AND id >= ? ORDER BY id")
        logs.bind(1, author)
        logs.bind(2, log)
        var numbers: [Int64] = []
        while try logs.step() { numbers.append(logs.integer(0)) }
        for number in numbers {
            let entry = try RawStatement(
                db,
                """
                SELECT idx FROM object INDEXED BY object_dot WHERE log = ? AND idx >= ?
                ORDER BY idx LIMIT 1
                """)
            entry.bind(1, number)
            entry.bind(2, number == log ? index : 0)
            defer { entry.reset() }
            if try entry.step() { return (number, entry.integer(0)) }
        }
        return nil
    }

    /// Where the objects of the entries stand that programs are shown, unless they are back already.
    private func places(before end: Int64, _ db: Database) throws -> [Int64] {
        let query = try RawStatement(
            db,
            """
            SELECT seq FROM object INDEXED BY object_dot
            WHERE log = ? AND idx >= ? AND idx < ? AND seq <= ? AND \(ObjectIndexSchema.shown)
            ORDER BY idx, seq
            """)
        query.bind(1, log)
        query.bind(2, index)
        query.bind(3, end)
        query.bind(4, until)
        var places: [Int64] = []
        while try query.step() { places.append(query.integer(0)) }
        return places
    }
}

import GRDB
import Replication
import SQLiteStore
import Testing

@Suite("A durable database")
struct DurableDatabaseTests {
    private let folder: TemporaryFolder
    private let database: DurableDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try DurableDatabase(
            path: folder.file("words.sqlite"),
            file: SQLiteFile(
                noun: "test store", applicationID: 1, version: 1,
                schema: "CREATE TABLE words (word TEXT NOT NULL UNIQUE) STRICT;"))
    }

    private func insert(_ word: String) throws {
        try database.write { db in
            try db.execute(sql: "INSERT INTO words VALUES (?)", arguments: [word])
        }
    }

    private func words() throws -> [String] {
        try database.read { db in
            try String.fetchAll(db, sql: "SELECT word FROM words ORDER BY rowid")
        }
    }

    @Test(
        "stops for good when a write ends in an error of the disk or the file",
        arguments: [
            ResultCode.SQLITE_IOERR_FSYNC, .SQLITE_IOERR_WRITE, .SQLITE_IOERR_SHORT_READ,
            .SQLITE_CORRUPT, .SQLITE_NOTADB,
        ])
    func failStop(code: ResultCode) throws {
        try insert("before")
        let failure = try #require(throws: SQLiteStoreError.self) {
            try database.write { db in
                try db.execute(sql: "INSERT INTO words VALUES ('lost')")
                throw DatabaseError(resultCode: code, message: "disk failed")
            }
        }
        #expect(failure.keyword == "store-stopped")
        #expect(throws: failure) { try insert("after") }
        #expect(throws: failure) { try insert("much later") }
        #expect(try words() == ["before"])
    }

    @Test(
        "goes on after an error that SQLite has rolled back",
        arguments: [
            ResultCode.SQLITE_FULL, .SQLITE_BUSY, .SQLITE_INTERRUPT, .SQLITE_CONSTRAINT,
            .SQLITE_READONLY, .SQLITE_NOMEM, .SQLITE_IOERR_SHMSIZE,
        ])
    func goesOn(code: ResultCode) throws {
        let failure = #expect(throws: SQLiteStoreError.self) {
            try database.write { db in
                try db.execute(sql: "INSERT INTO words VALUES ('undone')")
                throw DatabaseError(resultCode: code)
            }
        }
        #expect(failure?.keyword != "store-stopped")
        try insert("after")
        #expect(try words() == ["after"])
    }

    @Test("says that the disk is full, has written nothing, and goes on once there is room")
    func diskFull() throws {
        try insert("before")
        let pages = try database.write { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
            return pages
        }
        let long = String(repeating: "long ", count: 10_000)
        #expect(throws: SQLiteStoreError.diskFull(path: database.path)) { try insert(long) }
        #expect(try words() == ["before"])
        try insert("short")
        try database.write { db in
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 1_000)")
        }
        try insert(long)
        #expect(try words() == ["before", "short", long])
    }

    @Test("syncs again after a write that may wait for the next")
    func durability() throws {
        func synchronous(_ durability: WriteDurability) throws -> Int? {
            try database.write(durability: durability) { db in
                try Int.fetchOne(db, sql: "PRAGMA synchronous")
            }
        }
        #expect(try synchronous(.withNext) == 1)
        #expect(try synchronous(.atReturn) == 2)
        struct Refused: Error {}
        #expect(throws: Refused.self) {
            try database.write(durability: .withNext) { _ in throw Refused() }
        }
        #expect(try synchronous(.atReturn) == 2)
    }

    @Test("passes on what its user throws, and has written nothing")
    func ownError() throws {
        struct Refused: Error {}
        #expect(throws: Refused.self) {
            try database.write { db in
                try db.execute(sql: "INSERT INTO words VALUES ('undone')")
                throw Refused()
            }
        }
        #expect(try words().isEmpty)
        try insert("after")
    }

    @Test("tells that another process holds the write lock")
    func busy() throws {
        let other = try DatabaseQueue(path: database.path)
        // In place of the five seconds of production.
        try database.write { db in try db.execute(sql: "PRAGMA busy_timeout = 10") }
        try other.writeWithoutTransaction { otherDB in
            try otherDB.beginTransaction(.immediate)
            #expect(throws: SQLiteStoreError.busy(path: database.path)) { try insert("late") }
            try otherDB.commit()
        }
        try insert("now")
        #expect(try words() == ["now"])
    }

    private func count(of word: String) throws -> Int {
        try database.readStatement { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM words WHERE word = ?", arguments: [word]) ?? -1
        }
    }

    @Test("a statement that is read alone sees what was committed before, and nothing once closed")
    func statements() throws {
        #expect(try count(of: "one") == 0)
        try insert("one")
        #expect(try count(of: "one") == 1)
        // On a connection of its own, so that it neither waits for a write nor sees half of one.
        try database.write { db in
            try db.execute(sql: "INSERT INTO words VALUES ('two')")
            #expect(try count(of: "two") == 0)
        }
        #expect(try count(of: "two") == 1)
        // It cannot write.
        #expect(throws: SQLiteStoreError.self) {
            try database.readStatement { db in
                try db.execute(sql: "INSERT INTO words VALUES ('three')")
            }
        }
        try database.close()
        #expect(throws: SQLiteStoreError.self) { try count(of: "one") }
    }

    @Test("statements are read side by side, more of them than connections are kept")
    func statementsSideBySide() async throws {
        try insert("one")
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try count(of: "one") } }
            for try await count in group { #expect(count == 1) }
        }
    }
}

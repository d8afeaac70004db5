import Foundation
import GRDB
import SQLiteStore
import Synchronization
import Testing

@Suite("A SQLite file")
struct SQLiteFileTests {
    private let file = SQLiteFile(
        noun: "test store", applicationID: 0x5453_5454, version: 2,
        schema:
            "CREATE TABLE words (word TEXT NOT NULL) STRICT; INSERT INTO words VALUES ('first');")

    private func words(_ database: DurableDatabase) throws -> [String] {
        try database.read { db in try String.fetchAll(db, sql: "SELECT word FROM words") }
    }

    /// The error of opening, which must name the file.
    private func refusal(of path: String) throws -> SQLiteStoreError? {
        do {
            _ = try DurableDatabase(path: path, file: file)
            return nil
        } catch let error as SQLiteStoreError {
            #expect(error.description.contains(path))
            return error
        }
    }

    @Test("is made with its schema, and keeps what is written")
    func create() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let first = try DurableDatabase(path: path, file: file)
        try first.write { db in try db.execute(sql: "INSERT INTO words VALUES ('second')") }
        try first.close()
        #expect(try words(DurableDatabase(path: path, file: file)) == ["first", "second"])
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.allSatisfy { !$0.contains(".new") })
    }

    @Test("is for its owner alone, and so is what SQLite puts beside it")
    func mode() throws {
        let folder = try TemporaryFolder()
        let words = try DurableDatabase(path: folder.file("words.sqlite"), file: file)
        try words.write { db in try db.execute(sql: "INSERT INTO words VALUES ('second')") }
        let view = try SQLiteViewStore(path: folder.file("view.sqlite"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names).isSuperset(of: ["words.sqlite", "words.sqlite-wal", "view.sqlite"]))
        for name in names {
            let found = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            #expect(found[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        try view.close()
        try words.close()
    }

    @Test("syncs at every commit, also when it was there before")
    func durable() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        for _ in 0..<2 {
            let database = try DurableDatabase(path: path, file: file)
            let (synchronous, journal) = try database.write { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                    try String.fetchOne(db, sql: "PRAGMA journal_mode")
                )
            }
            #expect(synchronous == 2)
            #expect(journal == "wal")
            try database.close()
        }
    }

    @Test("is refused at the start where it would not sync: what a pool does by itself")
    func notDurable() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("pool.sqlite")
        let pool = try DatabasePool(path: path)
        #expect(throws: SQLiteStoreError.notDurable(path: path, synchronous: 1)) {
            try SQLiteFile.assertDurable(pool, path: path)
        }
    }

    @Test("is not made anew in place of one that lost its bytes")
    func empty() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        _ = FileManager.default.createFile(atPath: path, contents: Data())
        #expect(try refusal(of: path) == .empty(path: path))
    }

    @Test("is refused where it is no database", arguments: [1, 99, 100, 5_000])
    func notADatabase(byteCount: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let text = Data(repeating: UInt8(ascii: "x"), count: byteCount)
        _ = FileManager.default.createFile(atPath: path, contents: text)
        #expect(try refusal(of: path) == .notADatabase(path: path))
        #expect(FileManager.default.contents(atPath: path) == text)
    }

    @Test("is refused, and not touched, where it is another program's database")
    func otherApplication() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: "CREATE TABLE other (word TEXT)") }
        try queue.close()
        let before = FileManager.default.contents(atPath: path)
        #expect(
            try refusal(of: path) == .otherApplication(path: path, expected: "test store"))
        #expect(FileManager.default.contents(atPath: path) == before)
    }

    @Test("is refused where a newer touchstone wrote it")
    func newerVersion() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let database = try DurableDatabase(path: path, file: file)
        try database.write { db in try db.execute(sql: "PRAGMA user_version = 3") }
        try database.close()
        #expect(
            try refusal(of: path) == .newerVersion(path: path, found: 3, supported: 2))
    }

    @Test("is refused where its folder is missing")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("missing/words.sqlite")
        #expect(try refusal(of: path)?.keyword == "store-cannot-open")
    }

    @Test("is refused where it was cut", arguments: [4_096, 10_000, 100_000], [false, true])
    func truncated(byteCount: UInt64, afterCrash: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let database = try DurableDatabase(path: path, file: file)
        try database.write { db in
            for _ in 0..<5_000 {
                try db.execute(
                    sql: "INSERT INTO words VALUES (?)",
                    arguments: [String(repeating: "word", count: 50)])
            }
        }
        try database.close()
        if afterCrash {
            // A write-ahead log of little more than one commit stays behind.
            let open = try DurableDatabase(path: path, file: file)
            try open.write { db in try db.execute(sql: "INSERT INTO words VALUES ('last')") }
            let copy = folder.file("copy")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            try cut(copy, to: byteCount)
            #expect(try refusal(of: copy)?.keyword == "store-damaged")
        } else {
            try cut(path, to: byteCount)
            #expect(try refusal(of: path)?.keyword == "store-damaged")
        }
    }

    private func cut(_ path: String, to byteCount: UInt64) throws {
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.truncate(atOffset: byteCount)
        try handle.close()
    }

    @Test("is made once where many open it at the same time")
    func racedCreation() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { number in
            // A full machine may let one wait longer than a write waits; it is told to try again.
            for attempt in 1... {
                do {
                    let database = try DurableDatabase(path: path, file: file)
                    try database.write { db in
                        try db.execute(
                            sql: "INSERT INTO words VALUES (?)", arguments: ["\(number)"])
                    }
                    return
                } catch SQLiteStoreError.busy where attempt < 20 {
                    continue
                } catch {
                    return failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock { $0 } == [])
        let found = try words(DurableDatabase(path: path, file: file))
        #expect(found.sorted() == (0..<8).map(String.init) + ["first"])
    }
}

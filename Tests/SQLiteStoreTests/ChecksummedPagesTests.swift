import CRDT
import Foundation
import GRDB
import GRDBSQLite
import Replication
import SQLiteStore
import Testing

/// Bits that turn over in a file at rest.
@Suite("Pages with checksums")
struct ChecksummedPagesTests {
    private static let file = SQLiteFile(
        noun: "test store", applicationID: 0x5453_5454, version: 1,
        schema: """
            CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT;
            CREATE TABLE counts (word TEXT PRIMARY KEY, count INTEGER NOT NULL)
                STRICT, WITHOUT ROWID;
            """)
    private static let pageBytes = 4_096
    /// Long enough for pages of their own.
    private static let longWord = String(repeating: "touchstone ", count: 2_000)

    private let folder: TemporaryFolder
    private var path: String { folder.file("words.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    /// What a file holds, read by tables and by keys.
    private struct Content: Equatable {
        var words: [String] = []
        var counts: [Int?] = []
    }

    private static func read(_ path: String) throws -> Content {
        let database = try DurableDatabase(path: path, file: file)
        defer { try? database.close() }
        return try database.read { db in
            Content(
                words: try String.fetchAll(db, sql: "SELECT word FROM words ORDER BY id"),
                counts: try (0..<400).map {
                    try Int.fetchOne(
                        db, sql: "SELECT count FROM counts WHERE word = ?",
                        arguments: ["word \($0)"])
                })
        }
    }

    private static func fill(_ db: Database) throws {
        for number in 0..<400 {
            let word = "word \(number)"
            try db.execute(sql: "INSERT INTO words VALUES (?, ?)", arguments: [number, word])
            try db.execute(sql: "INSERT INTO counts VALUES (?, ?)", arguments: [word, number])
        }
        try db.execute(sql: "INSERT INTO words (word) VALUES (?)", arguments: [longWord])
    }

    @discardableResult
    private func make() throws -> Content {
        let database = try DurableDatabase(path: path, file: Self.file)
        try database.write(Self.fill)
        try database.close()
        return try Self.read(path)
    }

    private func bytes() throws -> Data { try Data(contentsOf: URL(filePath: path)) }

    /// Puts `bytes` in the file's place, without what an earlier look has left beside it.
    private func replace(with bytes: Data) throws {
        for name in [path, path + "-wal", path + "-shm"] {
            try? FileManager.default.removeItem(atPath: name)
        }
        try bytes.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    @Test("are told from what was written with any bit turned over")
    func flippedBits() throws {
        let content = try make()
        #expect(content.words.last == Self.longWord && content.counts.first == 0)
        let sound = try bytes()
        var chance = SeededGenerator(seed: 20)
        // Where the header says that there are checksums; the first page's own; anywhere.
        let bits =
            Array((8 * 16)..<(8 * 24)) + Array((8 * 4_088)..<(8 * 4_096))
            + (0..<300).map { _ in Int.random(in: 0..<(8 * sound.count), using: &chance) }
        for bit in bits {
            var flipped = sound
            flipped[bit / 8] ^= 1 << (bit % 8)
            try replace(with: flipped)
            #expect(throws: SQLiteStoreError.self, "bit \(bit)") { try Self.read(path) }
        }
        try replace(with: sound)
        #expect(try Self.read(path) == content)
    }

    @Test("are told from each other: one in the place of another is damage")
    func swappedPages() throws {
        try make()
        var bytes = try bytes()
        let (third, fourth) = (2 * Self.pageBytes..<3 * Self.pageBytes, 3 * Self.pageBytes)
        let (first, second) = (bytes[third], bytes[fourth..<(fourth + Self.pageBytes)])
        bytes.replaceSubrange(third, with: second)
        bytes.replaceSubrange(fourth..<(fourth + Self.pageBytes), with: first)
        try replace(with: bytes)
        #expect(throws: SQLiteStoreError.self) { try Self.read(path) }
    }

    @Test("are no damage where another program has copied the write-ahead log")
    func foreignCheckpoint() throws {
        let content = try make()
        let sealed = try bytes()
        do {
            let database = try DurableDatabase(path: path, file: Self.file)
            try database.write { db in
                try db.execute(sql: "UPDATE words SET word = 'changed' WHERE id = 7")
            }
            let copy = folder.file("copy.sqlite")
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
        }
        // As the sqlite3 shell does when it leaves: with the system's own layer.
        let copy = folder.file("copy.sqlite")
        var handle: OpaquePointer?
        #expect(sqlite3_open_v2(copy, &handle, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK)
        #expect(
            sqlite3_exec(handle, "PRAGMA wal_checkpoint(TRUNCATE)", nil, nil, nil) == SQLITE_OK)
        sqlite3_close(handle)
        var expected = content
        expected.words[7] = "changed"
        #expect(try Self.read(copy) == expected)
        // What it wrote has none, until it is written here again.
        let pages = try Data(contentsOf: URL(filePath: copy))
        #expect(pages.count == sealed.count)
        let bare = stride(from: 0, to: pages.count, by: Self.pageBytes).filter {
            pages[($0 + Self.pageBytes - 8)..<($0 + Self.pageBytes)].allSatisfy { $0 == 0 }
        }
        #expect(bare.count >= 1 && bare.count < 4, "\(bare.count) pages without a checksum")
    }

    @Test("come to a file that was made before there were any, with all that it holds")
    func olderFile() throws {
        // As it was made before: without room.
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: Self.file.schema)
            try Self.fill(db)
            try db.execute(sql: "PRAGMA application_id = \(Self.file.applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        try queue.close()
        #expect(try bytes()[20] == 0)
        let content = try Self.read(path)
        #expect(content.words.last == Self.longWord && content.counts == Array(0..<400))
        #expect(try bytes()[20] == 8)
        var flipped = try bytes()
        flipped[3 * Self.pageBytes + 2_000] ^= 1
        try replace(with: flipped)
        #expect(throws: SQLiteStoreError.self) { try Self.read(path) }
    }

    @Test("wait where somebody else has a file of before open")
    func olderFileInUse() throws {
        let pool = try DatabasePool(path: path)
        try pool.write { db in
            try db.execute(sql: Self.file.schema)
            try Self.fill(db)
            try db.execute(sql: "PRAGMA application_id = \(Self.file.applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
        }
        try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        #expect(try Self.read(path).words.count == 401)
        #expect(try bytes()[20] == 0)
        try pool.close()
        #expect(try Self.read(path).words.count == 401)
        #expect(try bytes()[20] == 8)
    }

    @Test("let a copy by SQLite's own backup have them too, and be as sound")
    func backup() throws {
        let content = try make()
        let copy = folder.file("copy.sqlite")
        let (source, target) = (try DatabaseQueue(path: path), try DatabaseQueue(path: copy))
        try source.backup(to: target)
        try source.close()
        try target.close()
        #expect(try Self.read(copy) == content)
        let pages = try Data(contentsOf: URL(filePath: copy))
        #expect(pages[20] == 8)
        #expect(!pages[(Self.pageBytes - 8)..<Self.pageBytes].allSatisfy { $0 == 0 })
    }

    @Test("a view with a bit turned over is begun anew, and answers nothing of it")
    func view() throws {
        let path = folder.file("view.sqlite")
        try SQLiteViewStore(path: path).close()
        let sound = try Data(contentsOf: URL(filePath: path))
        #expect(sound[20] == 8)
        for page in 0..<(sound.count / Self.pageBytes) {
            var flipped = sound
            flipped[page * Self.pageBytes + 3_000] ^= 4
            for name in [path, path + "-wal", path + "-shm"] {
                try? FileManager.default.removeItem(atPath: name)
            }
            try flipped.write(to: URL(filePath: path))
            do {
                let view = try SQLiteViewStore(path: path)
                #expect(try view.frontier().logs.isEmpty)
                try view.close()
            } catch let error as SQLiteStoreError {
                #expect(error.keyword == "store-view-begun-anew")
            }
        }
    }
}

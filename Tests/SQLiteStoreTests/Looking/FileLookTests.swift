import Foundation
import GRDB
import SQLiteStore
import Testing

@Suite("Looking at a database")
struct FileLookTests {
    private let file = SQLiteFile(
        noun: "test store", applicationID: 0x5453_5454, version: 2,
        schema: "CREATE TABLE words (word TEXT NOT NULL) STRICT;", upgrades: [""])

    /// How somebody else left the folder.
    enum Left: CaseIterable {
        /// Closed, so that all is in the file.
        case closed
        /// Ended at once, so that some is in the write-ahead log.
        case crashed
        /// The same, without the index of that log: a copy that left it out.
        case crashedWithoutIndex
    }

    private func words(at path: String) throws -> [String] {
        try file.look(at: path) { database, _ in
            try database.read { db in try String.fetchAll(db, sql: "SELECT word FROM words") }
        }
    }

    /// A file with two words at the path that is returned, as it was left.
    private func leave(_ left: Left, in folder: TemporaryFolder) throws -> String {
        let path = folder.file("open/words.sqlite")
        try FileManager.default.createDirectory(
            atPath: folder.file("open"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            atPath: folder.file("left"), withIntermediateDirectories: true)
        let database = try DurableDatabase(path: path, file: file)
        for word in ["first", "second"] {
            try database.write { db in
                try db.execute(sql: "INSERT INTO words VALUES (?)", arguments: [word])
            }
        }
        let copy = folder.file("left/words.sqlite")
        let suffixes =
            switch left {
            case .closed: [""]
            case .crashed: ["", "-wal", "-shm"]
            case .crashedWithoutIndex: ["", "-wal"]
            }
        if left == .closed { try database.close() }
        for suffix in suffixes {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        try database.close()
        return copy
    }

    @Test(
        "reads what is there, also in the write-ahead log, and leaves every file of the folder as it was",
        arguments: Left.allCases)
    func changesNothing(_ left: Left) throws {
        let folder = try TemporaryFolder()
        let path = try leave(left, in: folder)
        let before = try FolderContents(of: folder.file("left"))
        #expect(try words(at: path) == ["first", "second"])
        #expect(try FolderContents(of: folder.file("left")) == before)
    }

    @Test(
        "reads beside a write-ahead log that a power cut left with a header and no more, or less",
        arguments: [0, 1, 31, 32, 33, 56, 4_000])
    func cutLog(length: Int) throws {
        let folder = try TemporaryFolder()
        let log = try Data(
            contentsOf: URL(filePath: leave(.crashedWithoutIndex, in: folder) + "-wal"))
        let whole = try TemporaryFolder()
        let path = try leave(.closed, in: whole)
        try log.prefix(length).write(to: URL(filePath: path + "-wal"))
        let before = try FolderContents(of: whole.file("left"))
        #expect(try words(at: path) == ["first", "second"])
        #expect(try FolderContents(of: whole.file("left")) == before)
    }

    @Test("reads beside one who writes, sees what was written last, and hinders nothing")
    func besideAWriter() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let database = try DurableDatabase(path: path, file: file)
        for count in 1...3 {
            try database.write { db in
                try db.execute(sql: "INSERT INTO words VALUES ('\(count)')")
            }
            #expect(try words(at: path).count == count)
            try file.look(at: path) { _, _ in
                try database.write { db in
                    try db.execute(sql: "DELETE FROM words WHERE word = 'gone'")
                }
            }
            // It would not be empty where a reader was left.
            #expect(try database.emptyWriteAheadLog())
        }
        try database.close()
    }

    @Test("refuses to write")
    func writesNothing() throws {
        let folder = try TemporaryFolder()
        let path = try leave(.closed, in: folder)
        try file.look(at: path) { database, _ -> Void in
            #expect(throws: SQLiteStoreError.self) {
                try database.write { db in try db.execute(sql: "DELETE FROM words") }
            }
        }
        #expect(try words(at: path) == ["first", "second"])
    }

    @Test("is done once more where somebody began to use the file meanwhile")
    func onceMore() throws {
        struct Damage: Error {}
        let folder = try TemporaryFolder()
        let path = try leave(.closed, in: folder)
        var rounds = 0
        var other: DurableDatabase?
        try file.look(at: path) { _, _ -> Void in
            rounds += 1
            guard other == nil else { return }
            other = try DurableDatabase(path: path, file: file)
            throw Damage()
        }
        #expect(rounds == 2)
        try other?.close()
        // Nothing changed this time: the fault is the file's.
        rounds = 0
        #expect(throws: Damage.self) {
            try file.look(at: path) { _, _ -> Void in
                rounds += 1
                throw Damage()
            }
        }
        #expect(rounds == 1)
    }

    @Test("does not bring a file of an earlier format to this one")
    func earlierFormat() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("words.sqlite")
        let earlier = SQLiteFile(
            noun: "test store", applicationID: 0x5453_5454, version: 1,
            schema: "CREATE TABLE words (word TEXT NOT NULL) STRICT;")
        try DurableDatabase(path: path, file: earlier).close()
        let before = try FolderContents(of: folder.path)
        #expect(try file.look(at: path) { _, isCurrent in isCurrent } == false)
        #expect(try FolderContents(of: folder.path) == before)
        #expect(throws: SQLiteStoreError.newerVersion(path: path, found: 2, supported: 1)) {
            try DurableDatabase(path: path, file: file).close()
            try earlier.look(at: path) { _, _ in }
        }
    }

    @Test("makes no file where there is none")
    func absent() throws {
        let folder = try TemporaryFolder()
        #expect(throws: SQLiteStoreError.self) { try words(at: folder.file("words.sqlite")) }
        #expect(try FolderContents(of: folder.path).files.isEmpty)
    }
}

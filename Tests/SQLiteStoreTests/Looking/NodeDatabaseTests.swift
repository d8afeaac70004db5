import Foundation
import GRDB
import SQLiteStore
import Testing

@Suite("Looking at a node's databases")
struct NodeDatabaseTests {
    private func make(_ database: NodeDatabase, at path: String) throws {
        switch database {
        case .registry: try SQLiteItemRegistry(path: path).close()
        case .scans: try SQLiteScanHistory(path: path).close()
        case .scanEvents: try SQLiteScanEventLog(path: path).close()
        case .questions: try SQLiteLateQuestions(path: path).close()
        case .collections: try SQLiteObjectIndex(path: path).close()
        case .requests: try SQLiteRequestKeys(path: path).close()
        case .access: try SQLiteAccessStore(path: path).close()
        case .audit: try SQLiteLogStore(path: path).close()
        case .casework: try SQLiteCaseworkStore(path: path).close()
        case .notices: try SQLiteNoticeStore(path: path).close()
        case .complaints: try SQLiteComplaintStore(path: path).close()
        case .evidence: try SQLiteEvidenceIndex(path: path).close()
        case .orders: try SQLiteOrderOutbox(path: path).close()
        case .accounts: try SQLiteAccountStore(path: path).close()
        }
    }

    /// What looking at the file throws, or what it found it to be.
    private func found(_ database: NodeDatabase, at path: String) -> String {
        do {
            switch try database.look(at: path) {
            case .sound: return "sound"
            case .earlierFormat: return "earlier"
            case .madeAnew(let reason): return "anew: \(reason)"
            }
        } catch let error as SQLiteStoreError {
            #expect(error.description.contains(path))
            return error.keyword
        } catch {
            return "\(error)"
        }
    }

    /// Looks, and expects every file to be left as it was.
    private func foundUnchanged(
        _ database: NodeDatabase, _ name: String, in folder: TemporaryFolder
    ) throws -> String {
        let before = try FolderContents(of: folder.path)
        let outcome = found(database, at: folder.file(name))
        #expect(try FolderContents(of: folder.path) == before, "\(database)")
        return outcome
    }

    @Test("finds each sound as it is made, and changes nothing", arguments: NodeDatabase.allCases)
    func sound(_ database: NodeDatabase) throws {
        let folder = try TemporaryFolder()
        try make(database, at: folder.file("one.sqlite"))
        #expect(try foundUnchanged(database, "one.sqlite", in: folder) == "sound")
    }

    @Test(
        "names what stands in the place of each, and changes nothing",
        arguments: NodeDatabase.allCases)
    func otherBytes(_ database: NodeDatabase) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 11)
        let bytes = Data((0..<5_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
        try bytes.write(to: URL(filePath: folder.file("one.sqlite")))
        // The only one that a node makes anew by itself.
        #expect(
            try foundUnchanged(database, "one.sqlite", in: folder)
                == (database == .collections
                    ? "anew: is not a SQLite database" : "store-not-a-database"))
        try Data().write(to: URL(filePath: folder.file("empty.sqlite")))
        #expect(
            try foundUnchanged(database, "empty.sqlite", in: folder)
                == (database == .collections ? "anew: is empty" : "store-empty"))
    }

    @Test("finds a page that is not what was written", arguments: NodeDatabase.allCases)
    func otherPage(_ database: NodeDatabase) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("one.sqlite")
        try make(database, at: path)
        let size = try #require(FileManager.default.contents(atPath: path)).count
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.seek(toOffset: UInt64(size - 2_048))
        try handle.write(contentsOf: Data("another".utf8))
        try handle.close()
        #expect(try foundUnchanged(database, "one.sqlite", in: folder) == "store-damaged")
    }

    @Test("takes another program's database for what it is")
    func otherApplication() throws {
        let folder = try TemporaryFolder()
        let queue = try DatabaseQueue(path: folder.file("one.sqlite"))
        try queue.write { db in try db.execute(sql: "CREATE TABLE other (word TEXT)") }
        try queue.close()
        for database in NodeDatabase.allCases {
            #expect(
                try foundUnchanged(database, "one.sqlite", in: folder)
                    == "store-other-application")
        }
    }
}

import CRDT
import Foundation
import GRDB
import Replication
import SQLiteStore
import Statements
import Testing

/// What a failed sync leaves is shown by `make torture` (docs/torture.md); here is what the next one does.
@Suite("A write-ahead log that could not be synced")
struct UnsureLogTests {
    private let files: SyncedFiles

    init() throws { files = try SyncedFiles() }

    private func open(_ name: String) throws -> DurableDatabase {
        try DurableDatabase(
            path: files.folder.file(name),
            file: SQLiteFile(
                noun: "test store", applicationID: 1, version: 1,
                schema: "CREATE TABLE words (word TEXT NOT NULL UNIQUE) STRICT;"))
    }

    private func mark(_ name: String) -> String { files.folder.file(name + "-wal-unsure") }

    @Test("is written once more by the next who opens the file, beside others, and reads as before")
    func opened() throws {
        let first = try open("words.sqlite")
        for word in ["one", "two"] {
            try first.write(durability: .withNext) { db in
                try db.execute(sql: "INSERT INTO words VALUES (?)", arguments: [word])
            }
        }
        let log = URL(filePath: files.folder.file("words.sqlite-wal"))
        let before = try Data(contentsOf: log)
        try Data().write(to: URL(filePath: mark("words.sqlite")))
        let second = try open("words.sqlite")
        #expect(!FileManager.default.fileExists(atPath: mark("words.sqlite")))
        #expect(try Data(contentsOf: log).starts(with: before))
        for database in [first, second] {
            let words = try database.read { db in
                try String.fetchAll(db, sql: "SELECT word FROM words ORDER BY rowid")
            }
            #expect(words == ["one", "two"])
        }
        try second.close()
        try first.close()
    }

    @Test("of a view is written once more, and synced, with the next batch")
    func view() throws {
        var logs = WrittenLogs()
        let origin = Alliance.origin("brand-a")
        for number in 0..<20 {
            try logs.write(
                Alliance.report(Alliance.domain("shop\(number).example"), note: "note"), to: origin)
        }
        let store = try SQLiteViewStore(path: files.folder.file("view.sqlite"))
        try store.merge([logs.batch(of: origin, 0..<10)])
        try Data().write(to: URL(filePath: mark("view.sqlite")))
        try store.merge([logs.batch(of: origin, 10..<20)])
        #expect(!FileManager.default.fileExists(atPath: mark("view.sqlite")))
        // Else nobody waits for the disk with a merge.
        let cut = try files.afterPowerCut()
        let left = try SQLiteViewStore(path: cut.file("view.sqlite"))
        #expect(try left.frontier()[origin] == 10)
        try left.close()
        try store.close()
    }
}

import CRDT
import Foundation
import GRDB
import MergedView
import SQLiteStore
import Testing

@Suite("Looking at the view")
struct ViewLookTests {
    /// Looks, and expects every file to be left as it was.
    private func found(in folder: TemporaryFolder) throws -> String {
        let before = try FolderContents(of: folder.path)
        let outcome: String
        do {
            switch try SQLiteViewStore.look(at: folder.file("view.sqlite")) {
            case .sound(let frontier): outcome = frontier.logs.isEmpty ? "sound" : "more"
            case .earlierFormat: outcome = "earlier"
            case .madeAnew(let reason): outcome = reason
            }
        } catch let error as SQLiteStoreError {
            outcome = error.keyword
        }
        #expect(try FolderContents(of: folder.path) == before)
        return outcome
    }

    private func make(in folder: TemporaryFolder, _ change: (Database) throws -> Void) throws {
        try SQLiteViewStore(path: folder.file("view.sqlite")).close()
        let queue = try DatabaseQueue(path: folder.file("view.sqlite"))
        try queue.writeWithoutTransaction(change)
        try queue.close()
    }

    @Test("reads how far it has come")
    func sound() throws {
        let folder = try TemporaryFolder()
        try make(in: folder) { _ in }
        #expect(try found(in: folder) == "sound")
    }

    @Test(
        "says of another version's that it is made anew, and leaves it to whoever made it",
        arguments: [-1, 1, 65_536])
    func otherVersion(by: Int) throws {
        let folder = try TemporaryFolder()
        try make(in: folder) { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            try db.execute(sql: "PRAGMA user_version = \(version + by)")
        }
        #expect(
            try found(in: folder)
                == "was written by an \(by < 0 ? "earlier" : "newer") touchstone")
    }

    @Test("says of other bytes that it is made anew, and leaves them", arguments: [0, 40, 5_000])
    func otherBytes(count: Int) throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 12)
        let bytes = Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) })
        try bytes.write(to: URL(filePath: folder.file("view.sqlite")))
        // What SQLite would take for a leftover.
        try Data("left".utf8).write(to: URL(filePath: folder.file("view.sqlite-wal")))
        #expect(
            try found(in: folder) == (count == 0 ? "is empty" : "is not a SQLite database"))
    }

    @Test("says of one that was cut that it is made anew")
    func truncated() throws {
        let folder = try TemporaryFolder()
        try make(in: folder) { _ in }
        let handle = try #require(FileHandle(forUpdatingAtPath: folder.file("view.sqlite")))
        try handle.truncate(atOffset: 5_000)
        try handle.close()
        #expect(try found(in: folder).hasPrefix("is damaged"))
    }

    @Test("refuses another program's database, as opening does")
    func otherApplication() throws {
        let folder = try TemporaryFolder()
        let queue = try DatabaseQueue(path: folder.file("view.sqlite"))
        try queue.write { db in try db.execute(sql: "CREATE TABLE other (word TEXT)") }
        try queue.close()
        #expect(try found(in: folder) == "store-other-application")
    }
}

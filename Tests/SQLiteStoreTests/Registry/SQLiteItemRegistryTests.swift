import Foundation
import GRDB
import GS1
import ProductAuthentication
import SQLiteStore
import Testing

@Suite struct SQLiteItemRegistryTests {
    private let watch = ItemRegistryConformance.watch
    private let folder: TemporaryFolder
    private var path: String { folder.file("registry.sqlite") }

    init() throws { folder = try TemporaryFolder() }

    @Test("items are there after the file was closed and opened again")
    func reopened() throws {
        let registry = try SQLiteItemRegistry(path: path)
        try registry.store([ItemRegistryConformance.item("A1")])
        try registry.close()
        let again = try SQLiteItemRegistry(path: path)
        #expect(
            try again.lookUp("A1", of: watch) == .found(ItemRegistryConformance.record()))
    }

    @Test("what one process stores another finds")
    func shared() throws {
        let node = try SQLiteItemRegistry(path: path)
        let command = try SQLiteItemRegistry(path: path)
        #expect(try node.lookUp("A1", of: watch) == .unknown(holdsOthers: false))
        try command.store([ItemRegistryConformance.item("A1")])
        #expect(try node.lookUp("A1", of: watch) == .found(ItemRegistryConformance.record()))
    }

    @Test("a file of another kind, empty or damaged is refused with what it is")
    func refused() throws {
        try Data().write(to: URL(filePath: path))
        #expect(throws: SQLiteStoreError.empty(path: path)) {
            try SQLiteItemRegistry(path: path)
        }
        try Data("not a database, but long enough to have a header".utf8).write(
            to: URL(filePath: path))
        #expect(throws: SQLiteStoreError.notADatabase(path: path)) {
            try SQLiteItemRegistry(path: path)
        }
    }

    @Test(
        "a row that was never written so is damage, and no verdict",
        arguments: [
            "UPDATE item SET state = 99", "UPDATE item SET expiry = 991399",
            "UPDATE item SET market = 'Germany'", "UPDATE item SET updated = -1",
        ])
    func damaged(sql: String) throws {
        let registry = try SQLiteItemRegistry(path: path)
        try registry.store([ItemRegistryConformance.item("A1")])
        try registry.close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        let again = try SQLiteItemRegistry(path: path)
        #expect(throws: SQLiteStoreError.self) { try again.lookUp("A1", of: watch) }
    }

    @Test("a lookup is one search by the primary key, whatever the size of the file")
    func plan() throws {
        try SQLiteItemRegistry(path: path).close()
        let queue = try DatabaseQueue(path: path)
        let plan = try queue.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN \(SQLiteItemRegistry.lookUpSQL)",
                arguments: ["gtin/x", "A1"]
            ).map { $0["detail"] as String }
        }
        #expect(
            plan.contains { $0.contains("SEARCH item USING PRIMARY KEY (product=? AND serial=?)") })
        #expect(!plan.contains { $0.hasPrefix("SCAN item") })
    }
}

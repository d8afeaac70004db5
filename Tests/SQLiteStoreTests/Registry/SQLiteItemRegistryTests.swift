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

    /// A file as version 1 wrote it, with these items' serials and a lot.
    private func writeVersion1(_ serials: [String]) throws {
        let queue = try DatabaseQueue(path: path)
        // As version 1 left it once it was opened.
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
        }
        try queue.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE product (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
                    CREATE TABLE lot (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
                    CREATE TABLE item (
                        product INTEGER NOT NULL, serial TEXT NOT NULL, state INTEGER NOT NULL,
                        lot INTEGER, expiry INTEGER, market TEXT, updated INTEGER NOT NULL,
                        PRIMARY KEY (product, serial)
                    ) STRICT, WITHOUT ROWID;
                    PRAGMA application_id = \(0x5473_5265);
                    PRAGMA user_version = 1;
                    INSERT INTO product VALUES (1, 'gtin/04006381333931');
                    INSERT INTO lot VALUES (1, 'L1');
                    """)
            for serial in serials {
                try db.execute(
                    sql: "INSERT INTO item VALUES (1, ?, 3, 1, 280131, 'DE', 1795435200000)",
                    arguments: [serial])
            }
        }
        try queue.close()
    }

    @Test("a file of version 1 is brought to this version with all of its items, once")
    func upgraded() throws {
        try writeVersion1(["A1", "A2"])
        let lot = try Lot(parsing: "L1")
        for round in 0..<2 {
            let registry = try SQLiteItemRegistry(path: path)
            guard case .found(let record) = try registry.lookUp("A2", of: watch) else {
                Issue.record("A2 is gone")
                return
            }
            #expect(record.state == .sold)
            #expect(record.lot == lot)
            #expect(record.expiry == (try ExpiryDate(parsing: "280131")))
            #expect(record.market?.code == "DE")
            #expect(record.updatedAt == 1_795_435_200_000 + UInt64(round))
            #expect(record.isRecalled == (round == 1))
            #expect(try registry.lookUp("A3", of: watch) == .unknown(holdsOthers: true))
            #expect(try registry.history(of: "A2", of: watch).count == round + 1)
            if round == 0 {
                _ = try registry.apply([
                    ItemChange(
                        product: watch, serial: "A2", .correction, to: nil, at: 1_795_435_200_001,
                        cause: "market", market: Country(parsing: "FR"))
                ])
                _ = try registry.apply([
                    ItemChange(
                        product: watch, serial: "A2", .record, to: nil, at: 1_795_435_200_001,
                        market: Country(parsing: "DE"))
                ])
                _ = try registry.recall(lot: lot, of: watch, at: 1, cause: "glass")
                let queue = try DatabaseQueue(path: path)
                let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
                #expect(version == 3)
                try queue.close()
            }
            try registry.close()
        }
    }

    @Test("two processes that upgrade one file at once both find its items")
    func upgradedTwice() async throws {
        try writeVersion1(["A1"])
        let path = path
        let watch = watch
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let registry = try SQLiteItemRegistry(path: path)
                    if case .found = try registry.lookUp("A1", of: watch) { return true }
                    return false
                }
            }
            for try await isFound in group { #expect(isFound) }
        }
    }

    @Test("a file of a later version is refused, and left as it is")
    func newer() throws {
        try SQLiteItemRegistry(path: path).close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "PRAGMA user_version = 4") }
        try queue.close()
        #expect(throws: SQLiteStoreError.newerVersion(path: path, found: 4, supported: 3)) {
            try SQLiteItemRegistry(path: path)
        }
    }
}

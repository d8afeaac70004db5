import CRDT
import GRDB
import MergedView
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("the identifiers of view.sqlite, by their beginning,")
struct IdentifierListTests {
    private static let now: UInt64 = 2_000_000_000_000

    private let folder: TemporaryFolder
    private let logs: WrittenLogs
    private var path: String { folder.file("view.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
        var logs = WrittenLogs()
        for number in 0..<900 {
            try logs.write(
                Alliance.report(
                    Alliance.domain("shop-\(1_000 + number).example"),
                    tlp: number % 300 == 299 ? .amber : .red),
                to: Alliance.origin("brand-a"))
        }
        self.logs = logs
    }

    private func fill(_ store: SQLiteViewStore) throws {
        try store.catchUp(with: logs, entries: ViewBatch.entriesMax)
        while try store.indexNext(limit: 500, from: logs).lag > 0 {}
    }

    private func found(in store: SQLiteViewStore, upTo marking: TLP) throws -> [String] {
        var scope = Alliance.everything(logs)
        scope.markingMax = marking
        var query = SearchQuery(
            channels: [Alliance.wide], term: .prefix("shop-"), pageSize: 1_000)
        query.documentsMax = 256
        return try store.search(query, scope: scope, at: Self.now).hits.map(\.indicator.value)
    }

    private static let shown = ["shop-1299.example", "shop-1599.example", "shop-1899.example"]

    @Test("nothing is read of what who asks is not shown, however much there is")
    func unread() throws {
        let store = try SQLiteViewStore(path: path)
        try fill(store)
        try store.close()
        // Whoever reads one of them stumbles.
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            for number in 0..<900 where number % 300 != 299 {
                let hidden = try Alliance.domain("shop-\(1_000 + number).example")
                try db.execute(
                    sql: "UPDATE row SET body = x'' WHERE key_hash = ?",
                    arguments: [Int64(bitPattern: ViewKey(hidden).hash)])
                #expect(db.changesCount == 1)
            }
        }
        try queue.close()
        let again = try SQLiteViewStore(path: path)
        #expect(try found(in: again, upTo: .amberStrict) == Self.shown)
        #expect(throws: MergedViewError.self) { try found(in: again, upTo: .red) }
        try again.close()
    }

    @Test("a walk is one search by the primary key, from where it begins")
    func plan() throws {
        try SQLiteViewStore(path: path).close()
        let queue = try DatabaseQueue(path: path)
        let plan = try queue.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN \(SQLiteViewStore.identifierWalkSQL)",
                arguments: [1, "shop", 1]
            ).map { $0["detail"] as String }
        }
        try queue.close()
        #expect(
            plan == [
                "SEARCH identifier USING PRIMARY KEY (list=? AND (name,type)>(?,?))"
            ])
    }

    @Test("are there again in a file that was of an earlier schema, and after all was forgotten")
    func anew() throws {
        let first = try SQLiteViewStore(path: path)
        try fill(first)
        try first.erase()
        #expect(try first.named().isEmpty)
        try fill(first)
        #expect(try found(in: first, upTo: .amberStrict) == Self.shown)
        try first.close()
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            try db.execute(sql: "PRAGMA user_version = \(version - 65_536)")
        }
        try queue.close()
        let second = try SQLiteViewStore(path: path)
        #expect(try second.frontier().logs.isEmpty && second.named().isEmpty)
        try fill(second)
        #expect(try found(in: second, upTo: .amberStrict) == Self.shown)
        #expect(try second.named().count == 900)
        try second.close()
    }
}

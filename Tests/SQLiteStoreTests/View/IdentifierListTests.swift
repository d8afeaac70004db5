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
        try store.catchUp(with: logs)
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

    @Test("of many lists little more is read than is asked for")
    func manyLists() throws {
        var logs = WrittenLogs()
        for number in 0..<4_000 {
            try logs.write(
                Alliance.report(Alliance.domain("shop-\(1_000 + number).example")),
                to: Alliance.origin("brand-a", "channel-\(number % 200)"))
        }
        let store = try SQLiteViewStore(path: path)
        try store.catchUp(with: logs)
        while try store.indexNext(limit: 4_000, from: logs).lag > 0 {}
        let page = try store.indicators(
            withPrefix: Array("shop-".utf8), types: [], in: nil, upTo: .red, after: nil, limit: 64,
            lookedMax: .max)
        #expect(page.found.map(\.value) == (0..<64).map { "shop-\(1_000 + $0).example" })
        #expect(page.last == page.found.last)
        #expect(page.looked < 2_000, "\(page.looked)")
        try store.close()
    }

    @Test(
        "several lists are one, each identifier once, whatever the size of a page",
        arguments: 1...6 as ClosedRange<UInt64>)
    func together(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var logs = WrittenLogs()
        let channels = Int.random(in: 1...12, using: &random)
        for _ in 0..<400 {
            let number = Int.random(in: 0..<90, using: &random)
            let name = "\(random.chance(80) ? "shop" : "mail")-\(number)"
            let indicator =
                random.chance(80)
                ? try Alliance.domain("\(name).example")
                : try Indicator(.email, parsing: "\(name)@x.example")
            // Much of it in one of them.
            let channel = random.chance(40) ? 0 : Int.random(in: 0..<channels, using: &random)
            try logs.write(
                Alliance.report(indicator, tlp: random.pick(TLP.allCases)),
                to: Alliance.origin("brand-a", "channel-\(channel)"))
        }
        let store = try SQLiteViewStore(path: path)
        let twin = InMemoryViewStore()
        for store in [store as any ViewStore, twin] {
            try store.catchUp(with: logs)
            while try store.indexNext(limit: 500, from: logs).lag > 0 {}
        }
        for types in [[], [.email], [.domain, .email], [.phone]] as [Set<IndicatorType>] {
            func page(
                of store: any ViewStore, after last: Indicator?, limit: Int, lookedMax: Int
            ) throws -> IdentifierPage {
                try store.indicators(
                    withPrefix: Array("shop-".utf8), types: types, in: nil, upTo: .amber,
                    after: last, limit: limit, lookedMax: lookedMax)
            }
            let all = try page(of: twin, after: nil, limit: 1_000, lookedMax: .max).found
            #expect(all == all.sorted(by: Indicator.precedesByName))
            for (limit, lookedMax) in [(1, 1), (3, 20), (7, 10_000), (256, 50), (1_000, 10_000)] {
                var (found, last): ([Indicator], Indicator?) = ([], nil)
                repeat {
                    let page = try page(
                        of: store, after: last, limit: limit, lookedMax: lookedMax)
                    #expect(page.found.count <= limit)
                    if let last, let next = page.last {
                        #expect(Indicator.precedesByName(last, next))
                    }
                    found += page.found
                    last = page.last
                } while last != nil
                #expect(found == all, "\(limit) \(lookedMax) \(types)")
            }
        }
        try store.close()
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

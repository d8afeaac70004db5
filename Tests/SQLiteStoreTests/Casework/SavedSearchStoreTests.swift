import AllianceNames
import CRDT
import Casework
import GRDB
import SQLiteStore
import SignIn
import Testing

@Suite struct SavedSearchStoreTests {
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteCaseworkStore
    private let anna = PersonID(unchecked: "anna")
    private let ben = PersonID(unchecked: "ben")

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("casework.sqlite")
        store = try SQLiteCaseworkStore(path: path)
    }

    private func search(_ name: String, of owner: PersonID? = nil) throws -> SavedSearch {
        var generator = SystemRandomNumberGenerator()
        let log = try LogOrigin(parsing: "ipacc.example/alliance/brand/e1")
        return try SavedSearch(
            id: CaseworkID(from: &generator), owner: owner ?? anna, name: name,
            query: "q=%E9%87%91%E9%BE%99&type=domain", seen: CausalContext([log: 7]),
            createdAt: 1_000)
    }

    @Test("a search is kept with what it had seen, also by who opens the file anew")
    func kept() throws {
        let saved = try search("金龙 क्\u{200d}ष bags")
        try store.add(saved)
        let log = try LogOrigin(parsing: "ipacc.example/luxury/other/e2")
        try store.change(search: saved.id, of: anna) {
            $0.run(at: 5_000, seen: CausalContext([log: 1 << 40]))
            try $0.rename("bags")
        }
        try store.close()
        let again = try SQLiteCaseworkStore(path: path)
        let found = try #require(try again.searches(of: anna).first)
        #expect(found.name == "bags")
        #expect(found.query == saved.query)
        #expect(found.ranAt == 5_000 && found.createdAt == 1_000)
        #expect(found.seen == CausalContext([log: 1 << 40]))
        try again.close()
    }

    @Test("for everybody but its owner it is as if it were not there")
    func hidden() throws {
        let saved = try search("mine")
        try store.add(saved)
        #expect(try store.searches(of: ben) == [])
        #expect(throws: CaseworkError.notThere) { try store.search(saved.id, of: ben) }
        #expect(throws: CaseworkError.notThere) {
            try store.change(search: saved.id, of: ben) { try $0.rename("his") }
        }
        #expect(throws: CaseworkError.notThere) { try store.remove(search: saved.id, of: ben) }
        #expect(try store.searches(of: anna) == [saved])
        try store.remove(search: saved.id, of: anna)
        #expect(try store.searches(of: anna) == [])
    }

    @Test("names, queries and how many there are have limits")
    func limits() throws {
        for (count, isAllowed) in [(0, false), (1, true), (80, true), (81, false)] {
            let name = String(repeating: "n", count: count)
            #expect(((try? search(name)) != nil) == isAllowed, "\(count)")
        }
        #expect(throws: CaseworkError.self) { try search("a\u{202e}b") }
        var generator = SystemRandomNumberGenerator()
        for (query, isAllowed) in [
            (String(repeating: "q", count: 2_000), true),
            (String(repeating: "q", count: 2_001), false), ("q=a b", false), ("q=ä", false),
        ] {
            let made = try? SavedSearch(
                id: CaseworkID(from: &generator), owner: anna, name: "a", query: query,
                seen: CausalContext(), createdAt: 0)
            #expect((made != nil) == isAllowed)
        }
        for number in 0..<SavedSearch.ofPersonMax { try store.add(search("\(number)")) }
        #expect(throws: CaseworkError.tooMany(what: "saved searches", max: 20)) {
            try store.add(search("one more"))
        }
        // Another's are another's.
        try store.add(search("his", of: ben))
    }

    @Test("a file of the version before, which had none, takes them")
    func upgraded() throws {
        try store.close()
        let file = try DatabaseQueue(path: path)
        try file.inDatabase { db in
            // What came with it and after it.
            for table in [
                "savedSearch", "contactOptIn", "contactMatch", "contactRound", "keyedRequest",
                "inquiryEntry", "inquiryPhoto", "inquiryPart", "inquiryLetter", "inquiryRule",
                "handOver", "memberContact", "rightDocument", "inquiry",
            ] {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(sql: "PRAGMA user_version = 2")
        }
        try file.close()
        let again = try SQLiteCaseworkStore(path: path)
        try again.add(search("new"))
        #expect(try again.searches(of: anna).map(\.name) == ["new"])
        try again.close()
    }
}

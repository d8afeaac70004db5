import AllianceNames
import Casework
import Foundation
import GRDB
import Notices
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What is made once for a request with a key, in the files of drafts and of webhooks.
@Suite struct KeyedMakingTests {
    private static let day = SQLiteRequestKeys.keptMilliseconds
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("casework.sqlite")
    }

    private func request(_ key: String, _ asks: String = "a", at time: UInt64) -> KeyedMaking {
        KeyedMaking(
            caller: "anna", key: key, fingerprint: Digest.sha256(Array(asks.utf8)), at: time)
    }

    private func begin(
        _ store: SQLiteCaseworkStore, _ request: KeyedMaking
    ) throws -> (draft: Draft, isAgain: Bool) {
        var generator = SystemRandomNumberGenerator()
        let content = DraftContent(
            channel: .alliance, title: "",
            reports: [
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: "a.example"), basis: .testBuy,
                    confidence: 80, tlp: .amber)
            ])
        let draft = Draft(
            id: CaseworkID(from: &generator), author: PersonID(unchecked: "anna"),
            content: content, createdAt: request.at)
        return try store.add(draft, content, for: request)
    }

    @Test("a key begins one draft, also for who opens the file anew, and no other request")
    func once() throws {
        let store = try SQLiteCaseworkStore(path: path)
        let first = try begin(store, request("k", at: Self.day))
        #expect(!first.isAgain)
        try store.close()
        let reopened = try SQLiteCaseworkStore(path: path)
        let again = try begin(reopened, request("k", at: Self.day + 1))
        #expect(again.isAgain && again.draft == first.draft)
        #expect(throws: KeyedMakingError.usedOtherwise) {
            try begin(reopened, request("k", "b", at: Self.day + 1))
        }
        #expect(try reopened.drafts().count == 1)
    }

    @Test("a day later a key is forgotten; within it what it began and is gone is not begun again")
    func forgotten() throws {
        let store = try SQLiteCaseworkStore(path: path)
        let first = try begin(store, request("k", at: Self.day))
        let anna = Colleague(PersonID(unchecked: "anna"), [.draft])
        try store.discard(first.draft.id, revision: 1, by: anna)
        #expect(throws: CaseworkError.notThere) {
            try begin(store, request("k", at: 2 * Self.day - 1))
        }
        #expect(try !begin(store, request("k", at: 2 * Self.day)).isAgain)
        try store.removeOldDrafts(at: 3 * Self.day)
        try store.close()
        let file = try DatabaseQueue(path: path)
        let kept = try file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM keyedRequest") }
        #expect(kept == 0)
        try file.close()
    }

    @Test("no more keys of one caller are remembered than there may be, and nothing is made then")
    func bounded() throws {
        try SQLiteCaseworkStore(path: path).close()
        let file = try DatabaseQueue(path: path)
        try file.write { db in
            for number in 0..<1_000 {
                try db.execute(
                    sql: "INSERT INTO keyedRequest VALUES ('anna', ?, x'00', 'x', ?)",
                    arguments: ["k\(number)", Int64(Self.day)])
            }
        }
        try file.close()
        let store = try SQLiteCaseworkStore(path: path)
        #expect(throws: KeyedMakingError.tooMany) { try begin(store, request("k", at: Self.day)) }
        #expect(try store.drafts().isEmpty)
    }

    private func raid(at time: UInt64) throws -> Case {
        var generator = SystemRandomNumberGenerator()
        return try Case(
            id: CaseworkID(from: &generator), owner: PersonID(unchecked: "anna"), title: "raid",
            createdAt: time)
    }

    private func note(_ text: String, at time: UInt64) -> CaseItem {
        var generator = SystemRandomNumberGenerator()
        return CaseItem(
            id: CaseworkID(from: &generator), body: .note(text), addedAt: time,
            addedBy: PersonID(unchecked: "anna"))
    }

    @Test("a key begins one case and puts one entry in, also after a case is closed")
    func cases() throws {
        let store = try SQLiteCaseworkStore(path: path)
        let anna = Colleague(PersonID(unchecked: "anna"), [.draft])
        let first = try store.add(raid(at: Self.day), for: request("c", at: Self.day))
        let again = try store.add(raid(at: Self.day + 1), for: request("c", at: Self.day + 1))
        #expect(!first.isAgain && again.isAgain && again.folder == first.folder)
        #expect(throws: KeyedMakingError.usedOtherwise) {
            try store.add(raid(at: Self.day), for: request("c", "b", at: Self.day + 1))
        }
        let id = first.folder.id
        func put(_ key: String, _ asks: String = "a") throws -> (item: CaseItem, isAgain: Bool) {
            try store.add(
                note("seen", at: Self.day), to: id, by: anna,
                for: request(key, asks, at: Self.day + 2))
        }
        let entry = try put("i")
        #expect(try put("i").item == entry.item && store.folder(id).items == [entry.item])
        #expect(throws: KeyedMakingError.usedOtherwise) { try put("i", "b") }
        // Who is not on the case learns nothing of it, whatever key it has.
        #expect(throws: CaseworkError.notThere) {
            try store.add(
                note("seen", at: Self.day), to: id,
                by: Colleague(PersonID(unchecked: "ben"), [.draft]),
                for: request("i", at: Self.day + 2))
        }
        let revision = try store.folder(id).folder.revision
        try store.change(case: id, revision: revision, at: Self.day) {
            try $0.close(by: anna, at: Self.day)
        }
        #expect(try put("i").isAgain)
        #expect(throws: CaseworkError.closed) { try put("new") }
        try store.change(case: id, revision: revision + 1, at: Self.day) { try $0.open(by: anna) }
        try store.remove(entry.item.id, from: id, by: anna)
        #expect(throws: CaseworkError.notThere) { try put("i") }
        // What is refused notes no key.
        #expect(try !put("new").isAgain)
        try store.close()
    }

    @Test(
        "a file in which keys named cases loses nothing, and a request sent before finds what it made for a day"
    )
    func named() throws {
        let anna = Colleague(PersonID(unchecked: "anna"), [.draft])
        func named(_ key: String) throws -> CaseworkID {
            // As it was until version 5.
            let digest = Digest.sha256(Array("touchstone case anna\n\(key)".utf8))
            return try #require(CaseworkID(digest.hex.prefix(32)))
        }
        let held = try Case(
            id: named("c"), owner: anna.id, title: "raid", createdAt: Self.day)
        let item = CaseItem(
            id: try named("i"), body: .note("seen"), addedAt: Self.day, addedBy: anna.id)
        let before = try SQLiteCaseworkStore(path: path)
        try before.add(held)
        try before.add(item, to: held.id, by: anna)
        let draft = try begin(before, request("d", at: Self.day)).draft
        let (folder, items) = try before.folder(held.id)
        try before.close()
        let file = try DatabaseQueue(path: path)
        try file.inDatabase { db in
            for table in [
                "inquiryEntry", "inquiryPhoto", "inquiryPart", "inquiryLetter", "inquiryRule",
                "inquiry", "handOver", "memberContact", "rightDocument",
            ] {
                try db.execute(sql: "DROP TABLE \(table)")
            }
            try db.execute(sql: "PRAGMA user_version = 5")
        }
        try file.close()

        let store = try SQLiteCaseworkStore(path: path)
        #expect(try store.cases() == [folder] && store.folder(held.id).items == items)
        #expect(try store.drafts() == [draft])
        let again = try begin(store, request("d", at: Self.day + 1))
        #expect(again.isAgain && again.draft == draft)
        let begun = try store.add(raid(at: Self.day), for: request("c", at: 2 * Self.day - 1))
        #expect(begun.isAgain && begun.folder == folder)
        let put = try store.add(
            note("seen", at: Self.day), to: held.id, by: anna,
            for: request("i", at: 2 * Self.day - 1))
        #expect(put.isAgain && put.item == item)
        // Another's key is another's, and a day later it is forgotten as all are.
        let other = KeyedMaking(
            caller: "ben", key: "c", fingerprint: .sha256([1]), at: 2 * Self.day - 1)
        #expect(try !store.add(raid(at: Self.day), for: other).isAgain)
        let late = try store.add(raid(at: Self.day), for: request("c", at: 2 * Self.day))
        #expect(!late.isAgain && late.folder.id != held.id)
        try store.close()
    }

    @Test("a key sets one webhook up, in a file of the version before as well")
    func webhooks() throws {
        let path = folder.file("notices.sqlite")
        try SQLiteNoticeStore(path: path).close()
        let file = try DatabaseQueue(path: path)
        try file.inDatabase { db in
            try db.execute(
                sql: """
                    DROP TABLE toldClock; DROP TABLE offered; DROP TABLE keyedRequest;
                    PRAGMA user_version = 1
                    """)
        }
        try file.close()
        let store = try SQLiteNoticeStore(path: path)
        func add(_ request: KeyedMaking) throws -> (webhook: Webhook, isAgain: Bool) {
            try store.addWebhook(
                of: .person(PersonID(unchecked: "anna")),
                at: WebhookAddress(parsing: "https://hooks.example/"), secret: .random(),
                keepsQuietHours: false, for: request)
        }
        let first = try add(request("k", at: Self.day))
        let again = try add(request("k", at: Self.day + 1))
        #expect(!first.isAgain && again.isAgain && again.webhook == first.webhook)
        #expect(throws: KeyedMakingError.usedOtherwise) {
            try add(request("k", "b", at: Self.day + 1))
        }
        try store.close()
    }
}

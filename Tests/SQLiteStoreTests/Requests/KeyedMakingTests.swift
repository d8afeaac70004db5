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

    @Test("a key sets one webhook up, in a file of the version before as well")
    func webhooks() throws {
        let path = folder.file("notices.sqlite")
        try SQLiteNoticeStore(path: path).close()
        let file = try DatabaseQueue(path: path)
        try file.inDatabase { db in
            try db.execute(sql: "DROP TABLE keyedRequest; PRAGMA user_version = 1")
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

import AllianceNames
import CRDT
import Casework
import Foundation
import GRDB
import SQLiteStore
import SignIn
import Testing
import TransparencyLog

/// What a person's requests with keys make in the file of casework: once each.
@Suite struct KeyedCaseworkTests {
    private static let day = SQLiteRequestKeys.keptMilliseconds
    private static let ina = Colleague(PersonID(unchecked: "ina"), [.view, .draft, .report])
    private static let brand = MemberID(unchecked: "brand")
    private let folder: TemporaryFolder
    private let store: SQLiteCaseworkStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteCaseworkStore(path: folder.file("casework.sqlite"))
    }

    private func request(
        _ key: String, _ asks: String = "a", at time: UInt64 = Self.day
    ) -> KeyedMaking {
        KeyedMaking(
            caller: "ina", key: key, fingerprint: Digest.sha256(Array(asks.utf8)), at: time)
    }

    private func id() -> CaseworkID {
        var generator = SystemRandomNumberGenerator()
        return CaseworkID(from: &generator)
    }

    private func inquiry() throws -> Inquiry {
        let one = try Inquiry(
            id: id(), side: .desk, partner: nil, subject: "a bag", about: nil,
            askedBy: Self.ina.id, createdAt: 1_000)
        try store.add(one, "?", by: .person(Self.ina.id))
        return one
    }

    @Test("an inquiry is changed once for a key, whatever its revision is by then")
    func inquiries() throws {
        let one = try inquiry()
        func note(_ key: String, _ asks: String = "a", revision: UInt64?) throws
            -> (inquiry: Inquiry, isAgain: Bool)
        {
            try store.change(
                inquiry: one.id, revision: revision, for: request(key, asks)
            ) { try $0.note("seen", by: Self.ina, at: 2_000) }
        }
        #expect(try !note("k", revision: 1).isAgain)
        let again = try note("k", revision: 1)
        #expect(again.isAgain && again.inquiry.revision == 2)
        #expect(throws: KeyedMakingError.usedOtherwise) { try note("k", "b", revision: nil) }
        // What is refused is not remembered.
        #expect(throws: CaseworkError.changedMeanwhile) { try note("l", revision: 1) }
        #expect(try !note("l", revision: 2).isAgain)
        #expect(try store.inquiry(one.id).entries.count == 3)
    }

    @Test("a shift is handed over once for a key, and again a day later")
    func handOver() throws {
        let one = try inquiry()
        try store.change(inquiry: one.id, revision: 1, at: 2_000) {
            try $0.assign(to: Self.ina.id, by: Self.ina, at: 2_000)
        }
        func hand(_ making: KeyedMaking) throws -> (handOver: HandOver, isAgain: Bool) {
            try store.handOver(
                id(), to: PersonID(unchecked: "ben"), note: "call Li", by: Self.ina, for: making)
        }
        let first = try hand(request("k"))
        #expect(!first.isAgain && first.handOver.open == [one.id])
        let again = try hand(request("k", at: Self.day + 1))
        #expect(again.isAgain && again.handOver == first.handOver)
        #expect(try store.handOvers().count == 1)
        #expect(try !hand(request("k", at: 2 * Self.day)).isAgain)
    }

    @Test("a contact, a paper and a search are kept once for a key")
    func kept() throws {
        for isAgain in [false, true] {
            let contact = try MemberContact(
                id: id(), member: Self.brand, at: 1, by: Self.ina.id, with: "Li", text: "called",
                nextDue: nil)
            #expect(try store.add(contact, for: request("c")).isAgain == isAgain)
            let bytes = Array("%PDF-1.7 certificate".utf8)
            let paper = try RightDocument(
                id: id(), right: "EM/018012345", kind: .renewal, name: "renewal", bytes,
                addedAt: 7, addedBy: Self.ina.id)
            #expect(try store.add(paper, bytes, for: request("p")).isAgain == isAgain)
            let search = try SavedSearch(
                id: id(), owner: Self.ina.id, name: "bags", query: "q=bag",
                seen: CausalContext([:]), createdAt: 1_000)
            #expect(try store.add(search, for: request("s")).isAgain == isAgain)
        }
        #expect(try store.contacts(with: Self.brand).count == 1)
        #expect(try store.documents().count == 1)
        let search = try #require(try store.searches(of: Self.ina.id).first)
        #expect(try store.searches(of: Self.ina.id).count == 1)
        // What was thrown away is not kept once more.
        try store.remove(search: search.id, of: Self.ina.id)
        #expect(throws: CaseworkError.notThere) { try store.add(search, for: request("s")) }
    }

    @Test(
        "whole answers in a file of the version before are gone, in no byte of it, and all else is known"
    )
    func forgotten() throws {
        let search = try SavedSearch(
            id: id(), owner: Self.ina.id, name: "bags", query: "q=bag", seen: CausalContext([:]),
            createdAt: 1_000)
        _ = try store.add(search, for: request("s"))
        try store.close()
        let path = folder.file("casework.sqlite")
        let file = try DatabaseQueue(path: path)
        try file.inDatabase { db in
            let answer = #"{"body":"{\"url\":\"https://hub/seller?token=xqvonne\"}"}"#
            try db.execute(
                sql: "INSERT INTO keyedRequest VALUES ('ina', 'link', x'00', ?, ?)",
                arguments: [answer, Int64(Self.day)])
            try db.execute(sql: "PRAGMA user_version = 7")
        }
        try file.close()
        func isThere() throws -> Bool {
            try [path, path + "-wal"].contains { path in
                guard FileManager.default.fileExists(atPath: path) else { return false }
                return try Data(contentsOf: URL(filePath: path))
                    .range(of: Data("xqvonne".utf8)) != nil
            }
        }
        #expect(try isThere())
        let reopened = try SQLiteCaseworkStore(path: path)
        #expect(try reopened.add(search, for: request("s")).isAgain)
        try reopened.close()
        #expect(try !isThere())
        let left = try DatabaseQueue(path: path)
        let keys = try left.read { try String.fetchAll($0, sql: "SELECT key FROM keyedRequest") }
        #expect(keys == ["s"])
        try left.close()
    }
}

import AllianceNames
import Casework
import Foundation
import GRDB
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct CaseworkStoreTests {
    private let folder: TemporaryFolder
    private let path: String
    private let store: SQLiteCaseworkStore
    private let anna = Colleague(PersonID(unchecked: "anna"), [.view, .draft, .report])

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("casework.sqlite")
        store = try SQLiteCaseworkStore(path: path)
    }

    private func content(_ domain: String) throws -> DraftContent {
        DraftContent(
            channel: .alliance, title: "raid",
            reports: [
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: domain), basis: .testBuy,
                    confidence: 80, tlp: .red, note: "seen by Ben")
            ])
    }

    @discardableResult
    private func begin(
        _ domain: String, of author: Colleague? = nil, at time: UInt64 = 1_000
    ) throws -> Draft {
        var generator = SystemRandomNumberGenerator()
        let content = try content(domain)
        let draft = Draft(
            id: CaseworkID(from: &generator), author: (author ?? anna).id, content: content,
            createdAt: time)
        try store.add(draft, content)
        return draft
    }

    private func publish(_ draft: Draft) throws -> Draft {
        let log = try LogOrigin(parsing: "ipacc.example/alliance/brand/e1")
        _ = try store.change(draft.id, revision: draft.revision, at: 2_000) {
            try $0.approve(
                .init(by: anna.id, at: 2_000, seed: .sha256([1]), log: log, since: 5), by: anna,
                needsSecondLook: false)
        }
        return try store.change(draft.id, revision: nil, at: 3_000) {
            try $0.publish(as: .init(log: log, first: 5), at: 3_000)
        }
    }

    @Test("a draft is kept with everything that becomes of it, also by who opens the file anew")
    func kept() throws {
        let draft = try begin("a.example")
        let published = try publish(draft)
        #expect(published.stage == .published && published.revision == 3)
        let reopened = try SQLiteCaseworkStore(path: path)
        #expect(try reopened.drafts() == [published])
        #expect(try reopened.unfinishedDrafts() == [])
        #expect(try reopened.draft(draft.id).reports == [])
    }

    @Test(
        "what was published says nothing in the file any more, and its salts cannot be made again")
    func gone() throws {
        let draft = try begin("unmistakable-shop.example")
        // As it lies there while the store is open.
        func holds(_ bytes: [UInt8]) throws -> Bool {
            try ["", "-wal"].contains { suffix in
                try Data(contentsOf: URL(filePath: path + suffix)).range(of: Data(bytes)) != nil
            }
        }
        #expect(try holds(Array("unmistakable-shop.example".utf8)))
        _ = try publish(draft)
        #expect(try !holds(Array("unmistakable-shop.example".utf8)))
        #expect(try !holds(Digest.sha256([1]).bytes))
    }

    @Test("who decides on what has changed since is told, and changes nothing")
    func changed() throws {
        let draft = try begin("a.example")
        try store.change(draft.id, revision: 1, at: 2_000, content: content("b.example")) {
            try $0.rewrite(content("b.example"), by: anna)
        }
        #expect(throws: CaseworkError.changedMeanwhile) {
            try store.change(draft.id, revision: 1, at: 3_000) { try $0.submit(by: anna) }
        }
        #expect(throws: CaseworkError.changedMeanwhile) {
            try store.discard(draft.id, revision: 1, by: anna)
        }
        #expect(try store.draft(draft.id).draft.stage == .writing)
        #expect(try store.draft(draft.id).reports == content("b.example").reports)
        try store.discard(draft.id, revision: 2, by: anna)
        #expect(throws: CaseworkError.notThere) { try store.draft(draft.id) }
    }

    @Test("100 open drafts of a person and no more, and 500 of all")
    func counts() throws {
        for number in 0..<DraftLimits.openOfPersonMax { try begin("a\(number).example") }
        #expect(throws: CaseworkError.self) { try begin("more.example") }
        for person in 0..<4 {
            let other = Colleague(PersonID(unchecked: "p\(person)"), [.draft])
            for number in 0..<DraftLimits.openOfPersonMax {
                try begin("b\(number).example", of: other)
            }
        }
        let late = Colleague(PersonID(unchecked: "late"), [.draft])
        #expect(throws: CaseworkError.tooMany(what: "open drafts", max: 500)) {
            try begin("more.example", of: late)
        }
    }

    @Test("what nobody touches goes after its time; what is to be signed stays")
    func old() throws {
        let old = try begin("a.example", at: 1_000)
        let waiting = try begin("b.example", at: 1_000)
        let published = try publish(begin("c.example", at: 1_000))
        let log = try LogOrigin(parsing: "ipacc.example/alliance/brand/e1")
        _ = try store.change(waiting.id, revision: 1, at: 2_000) {
            try $0.approve(
                .init(by: anna.id, at: 2_000, seed: .sha256([1]), log: log, since: 5), by: anna,
                needsSecondLook: false)
        }
        #expect(try store.removeOldDrafts(at: 1_000 + DraftLimits.openMilliseconds) == 0)
        #expect(try store.removeOldDrafts(at: 1_001 + DraftLimits.openMilliseconds) == 1)
        #expect(throws: CaseworkError.notThere) { try store.draft(old.id) }
        #expect(try store.removeOldDrafts(at: 3_001 + DraftLimits.publishedMilliseconds) == 1)
        #expect(throws: CaseworkError.notThere) { try store.draft(published.id) }
        #expect(try store.unfinishedDrafts().map(\.id) == [waiting.id])
    }

    @Test("the same identifier in another open draft is found")
    func elsewhere() throws {
        let first = try begin("a.example")
        let second = try begin("a.example")
        let indicator = try Indicator(.domain, parsing: "a.example")
        let other = try Indicator(.domain, parsing: "b.example")
        #expect(
            try store.indicators([indicator, other], inDraftsBeside: first.id) == [indicator])
        try store.discard(second.id, revision: 1, by: anna)
        #expect(try store.indicators([indicator], inDraftsBeside: first.id) == [])
    }

    // MARK: Cases

    @discardableResult
    private func beginCase(
        _ title: String = "raid", of owner: PersonID? = nil
    ) throws -> Case {
        var generator = SystemRandomNumberGenerator()
        let folder = try Case(
            id: CaseworkID(from: &generator), owner: owner ?? anna.id, title: title,
            createdAt: 1_000)
        try store.add(folder)
        return folder
    }

    @discardableResult
    private func put(
        _ body: CaseItem.Body, _ file: [UInt8]? = nil, in folder: Case, at time: UInt64 = 2_000,
        by colleague: Colleague? = nil
    ) throws -> CaseItem {
        var generator = SystemRandomNumberGenerator()
        let colleague = colleague ?? anna
        let item = CaseItem(
            id: CaseworkID(from: &generator), body: body, addedAt: time, addedBy: colleague.id)
        try store.add(item, file: file, to: folder.id, by: colleague)
        return item
    }

    @discardableResult
    private func put(
        file: [UInt8], in folder: Case, by colleague: Colleague? = nil
    ) throws -> CaseItem {
        try put(
            .file(name: "f", sha256: .sha256(file), byteCount: file.count), file, in: folder,
            by: colleague)
    }

    @Test("a case is kept with what is in it, also by who opens the file anew")
    func cases() throws {
        let folder = try beginCase()
        let first = try put(.note("one"), in: folder)
        let task = try put(.task("call", of: anna.id, due: 5), in: folder, at: 3_000)
        try store.finish(task.id, in: folder.id, by: anna, at: 4_000)
        try store.finish(task.id, in: folder.id, by: anna, at: 5_000)
        let held = try SQLiteCaseworkStore(path: path).folder(folder.id)
        #expect(held.items.map(\.id) == [first.id, task.id])
        #expect(held.items[1].doneAt == 4_000 && held.items[1].doneBy == anna.id)
        #expect(held.folder.changedAt == 3_000)
        #expect(throws: CaseworkError.notThere) {
            try store.finish(first.id, in: folder.id, by: anna, at: 6_000)
        }
        #expect(throws: CaseworkError.changedMeanwhile) {
            try store.change(case: folder.id, revision: 9, at: 1) {
                try $0.close(by: anna, at: 1)
            }
        }
    }

    @Test("a time that nobody has written is damage, and no time")
    func damaged() throws {
        let folder = try beginCase()
        try put(.task("call", of: anna.id, due: 5), in: folder)
        try store.close()
        func change(_ sql: String) throws {
            let database = try DatabaseQueue(path: path)
            try database.write { try $0.execute(sql: sql) }
            try database.close()
        }
        for (table, column) in [("folder", "closedAt"), ("item", "doneAt")] {
            try change("UPDATE \(table) SET \(column) = -1")
            let held = try SQLiteCaseworkStore(path: path)
            #expect(throws: SQLiteStoreError.self, "\(column)") { try held.folder(folder.id) }
            try held.close()
            try change("UPDATE \(table) SET \(column) = NULL")
        }
        let again = try SQLiteCaseworkStore(path: path)
        #expect(try again.folder(folder.id).items.count == 1)
        try again.close()
    }

    @Test("one person begins so many cases, and leaves room for others")
    func caseCount() throws {
        for _ in 0..<CaseLimits.casesOfPersonMax { try beginCase() }
        #expect(
            throws: CaseworkError.tooMany(
                what: "cases of yours", max: CaseLimits.casesOfPersonMax)
        ) { try beginCase() }
        let other = try beginCase(of: PersonID(unchecked: "ben"))
        try store.remove(
            case: other.id, revision: 1, by: Colleague(other.owner, [.view, .draft]))
        let first = try #require(try store.cases().last)
        try store.remove(case: first.id, revision: 1, by: anna)
        try beginCase()
    }

    @Test("all texts of a case have a limit, and what was put in meanwhile is seen before it ends")
    func bounded() throws {
        let folder = try beginCase()
        let text = String(repeating: "x", count: CaseLimits.textCharactersMax)
        let fits = CaseLimits.textsBytesMax / (text.utf8.count + 64)
        for _ in 0..<fits { try put(.note(text), in: folder) }
        #expect(throws: CaseworkError.self) {
            for _ in 0..<16 { try put(.note(text), in: folder) }
        }
        let held = try store.folder(folder.id)
        #expect(held.items.count >= fits && held.items.count < fits + 16)
        #expect(held.folder.revision == UInt64(1 + held.items.count))
        #expect(throws: CaseworkError.changedMeanwhile) {
            try store.remove(case: folder.id, revision: 1, by: anna)
        }
        try store.remove(case: folder.id, revision: held.folder.revision, by: anna)
    }

    @Test("who is not on a case reads, adds, removes and ends nothing of it")
    func foreign() throws {
        let folder = try beginCase()
        let bytes = Array("evidence".utf8)
        let item = try put(
            .file(name: "f", sha256: .sha256(bytes), byteCount: bytes.count), bytes, in: folder)
        let other = Colleague(PersonID(unchecked: "ben"), [.view, .draft, .report])
        #expect(throws: CaseworkError.notThere) {
            _ = try store.file(item.id, of: folder.id, for: other)
        }
        #expect(throws: CaseworkError.notThere) {
            try store.add(
                CaseItem(id: item.id, body: .note("x"), addedAt: 1, addedBy: other.id),
                to: folder.id, by: other)
        }
        #expect(throws: CaseworkError.notThere) {
            try store.remove(item.id, from: folder.id, by: other)
        }
        #expect(throws: CaseworkError.notThere) {
            try store.remove(case: folder.id, revision: 1, by: other)
        }
        #expect(try store.file(item.id, of: folder.id, for: anna).bytes == bytes)
    }

    @Test(
        "a file is kept once whoever has it, goes with the last, and is not what its digest does not name"
    )
    func files() throws {
        let bytes = Array("unmistakable evidence".utf8)
        let body = CaseItem.Body.file(
            name: "photo", sha256: .sha256(bytes), byteCount: bytes.count)
        let (one, two) = (try beginCase(), try beginCase())
        let first = try put(body, bytes, in: one)
        let second = try put(body, bytes, in: two)
        #expect(throws: CaseworkError.self) { try put(body, Array("other".utf8), in: one) }
        #expect(throws: CaseworkError.self) { try put(body, nil, in: one) }
        func copies() throws -> Int {
            try SQLiteCaseworkStore(path: path).close()
            let data = try Data(contentsOf: URL(filePath: path))
            var (count, rest) = (0, data[...])
            while let found = rest.range(of: Data(bytes)) {
                count += 1
                rest = rest[found.upperBound...]
            }
            return count
        }
        #expect(try copies() == 1)
        try store.remove(first.id, from: one.id, by: anna)
        #expect(try store.file(second.id, of: two.id, for: anna).bytes == bytes)
        try store.remove(case: two.id, revision: 2, by: anna)
        #expect(try copies() == 0)
        #expect(throws: CaseworkError.notThere) { try store.folder(two.id) }
    }

    @Test("one person puts in so many bytes of files, each once, and leaves room for others")
    func fileShare() throws {
        func file(_ number: Int) -> [UInt8] {
            var bytes = [UInt8](repeating: UInt8(number & 255), count: CaseLimits.fileBytesMax)
            bytes[0] = UInt8(number >> 8)
            return bytes
        }
        let ben = Colleague(PersonID(unchecked: "ben"), [.view, .draft])
        let (one, two, other) = (try beginCase(), try beginCase(), try beginCase(of: ben.id))
        let most = CaseLimits.filesOfPersonBytesMax / CaseLimits.fileBytesMax
        let items = try (0..<most).map {
            try put(file: file($0), in: $0.isMultiple(of: 2) ? one : two)
        }
        let refused = CaseworkError.tooLarge(
            what: "what you have put into cases, with this file,",
            bytesMax: CaseLimits.filesOfPersonBytesMax)
        #expect(throws: refused) { try put(file: file(most), in: one) }
        // What is there already takes no more room, also where it stands in another case.
        try put(file: file(1), in: one)
        // Others have their own part, and what somebody has too takes no other's room.
        try put(file: file(most), in: other, by: ben)
        try put(file: file(0), in: other, by: ben)
        #expect(throws: refused) { try put(file: file(most), in: one) }
        // It is gone from this person's part, though another has it.
        try store.remove(items[0].id, from: one.id, by: anna)
        try put(file: file(most), in: one)
        #expect(throws: refused) { try put(file: file(0), in: one) }
    }

    @Test("a case has 1,000 entries and no more")
    func itemCount() throws {
        let folder = try beginCase()
        for number in 0..<CaseLimits.itemsMax { try put(.note("\(number)"), in: folder) }
        #expect(throws: CaseworkError.tooMany(what: "entries in a case", max: 1_000)) {
            try put(.note("more"), in: folder)
        }
    }
}

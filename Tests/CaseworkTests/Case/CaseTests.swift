import AllianceNames
import Casework
import JSON
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct CaseTests {
    private func folder(of owner: Colleague, title: String = "raid") throws -> Case {
        var generator = SystemRandomNumberGenerator()
        return try Case(
            id: CaseworkID(from: &generator), owner: owner.id, title: title, createdAt: 1)
    }

    @Test(
        "a case is for its owner, who works on it, and approvers; its owner and approvers lead it")
    func access() throws {
        let owner = try DraftTests.colleague("anna", .analyst)
        let helper = try DraftTests.colleague("ben", .investigator)
        let stranger = try DraftTests.colleague("cleo", .investigator)
        let approver = try DraftTests.colleague("dora", .approver)
        let administrator = try DraftTests.colleague("emil", .administrator)
        var folder = try folder(of: owner)
        #expect(throws: CaseworkError.notThere) {
            try folder.describe("x", team: [], by: helper)
        }
        try folder.describe(
            "raid 2", team: [helper.id, helper.id, owner.id, administrator.id], by: owner)
        #expect(folder.team == [helper.id, administrator.id])
        for (who, sees, leads) in [
            (owner, true, true), (helper, true, false), (stranger, false, false),
            (approver, true, true), (administrator, false, false),
        ] {
            #expect(folder.isSeen(by: who) == sees, "\(who.id)")
            #expect(((try? folder.checkLeading(by: who)) != nil) == leads, "\(who.id)")
        }
        try folder.close(by: helper, at: 9)
        #expect(throws: CaseworkError.closed) { try folder.checkWriting(by: owner) }
        #expect(throws: CaseworkError.notThere) { try folder.open(by: stranger) }
        try folder.open(by: owner)
        try folder.checkWriting(by: helper)
        let many = try (0...Case.teamMax).map { try PersonID(parsing: "p\($0)") }
        #expect(throws: CaseworkError.self) { try folder.describe("x", team: many, by: owner) }
        for title in ["", "  ", "a\u{202e}b", "a\nb", String(repeating: "x", count: 121)] {
            #expect(throws: CaseworkError.text(field: "title")) {
                try self.folder(of: owner, title: title)
            }
        }
    }

    static let bodies: [CaseItem.Body] = [
        .identifier(try! Indicator(.domain, parsing: "shop.example"), note: "by\nletter"),
        .note("two\nlines \"quoted\" </script>"),
        .task("call", of: try! PersonID(parsing: "ben"), due: 5), .task("call", of: nil, due: nil),
        .person(name: "Li Wei", role: "suspect", contact: "+44 7700 900777"),
        .event(at: 77, "seized"), .file(name: "photo", sha256: .sha256([1]), byteCount: 1),
        .link(.complaint, reference: "C-17"),
    ]

    @Test("what is put in is read as it was written, and nothing else is read", arguments: bodies)
    func json(_ body: CaseItem.Body) throws {
        try body.check()
        let text = body.json.compact
        #expect(CaseItem.Body(try JSONValue(parsing: text)) == body)
        guard case .object(var members) = body.json else { return }
        members["kind"] = .string("other")
        #expect(CaseItem.Body(.object(members)) == nil)
        for value in [JSONValue.null, .string("x"), .object([:])] {
            #expect(CaseItem.Body(value) == nil)
        }
    }

    @Test("texts and files are bounded from both sides")
    func bounds() throws {
        let long = CaseLimits.textCharactersMax
        try CaseItem.Body.note(String(repeating: "x", count: long)).check()
        for text in ["", "\n ", String(repeating: "x", count: long + 1), "a\u{0}", "\u{202e}b"] {
            #expect(throws: CaseworkError.self) { try CaseItem.Body.note(text).check() }
        }
        let piled = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(throws: CaseworkError.self) { try CaseItem.Body.note(piled).check() }
        func file(_ count: Int) throws {
            try CaseItem.Body.file(name: "f", sha256: .sha256([]), byteCount: count).check()
        }
        try file(1)
        try file(CaseLimits.fileBytesMax)
        for count in [0, CaseLimits.fileBytesMax + 1] {
            #expect(throws: CaseworkError.self) { try file(count) }
        }
    }

    @Test(
        "a referral has what was found in the order of time, no task, and of the records only what is given"
    )
    func referral() throws {
        let owner = try DraftTests.colleague("anna", .investigator)
        var generator = SystemRandomNumberGenerator()
        let items = Self.bodies.enumerated().map { place, body in
            CaseItem(
                id: CaseworkID(from: &generator), body: body, addedAt: UInt64(100 - place),
                addedBy: owner.id)
        }
        let shop = try Indicator(.domain, parsing: "shop.example")
        let referral = Referral(
            member: "Brand", folder: try folder(of: owner), items: items,
            ownReports: [shop: [.init(log: DraftTests.log, index: 7, marking: .green)]], at: 9)
        #expect(referral.items.map(\.at) == referral.items.map(\.at).sorted())
        #expect(referral.items.allSatisfy { $0.body.kind != .task })
        let text = referral.json { "t\($0)" }.compact
        #expect(!text.contains("call") && !text.contains("anna") && text.contains("seized"))
        #expect(text.contains("\"entry\":7") && text.contains("\"tlp\":\"green\""))
    }
}

import JSON
import NIOHTTP1
import NodeAPI
import SignIn
import Testing

/// What is said of all rows of a draft whose rows were said one by one, on the console and over REST.
@Suite(.timeLimit(.minutes(8))) struct DraftSayingDeskTests {
    private typealias Visitor = DraftDeskTests.Visitor

    /// The second says something of its own; the first was seen in the middle of a day, and has a text of two lines.
    private static let rows = [
        #"{"type":"domain","value":"a.example","basis":"test-buy","confidence":85,"tlp":"amber","marks":["Verel"],"firstSeen":"2026-05-01T10:00:00Z","legalBasis":"one\ntwo","note":"Bought\ntwice"}"#,
        #"{"type":"domain","value":"b.example","basis":"test-buy","confidence":40,"tlp":"red","marks":["Verel"],"firstSeen":"2026-05-01T10:00:00Z","legalBasis":"one\ntwo","note":"of the second"}"#,
        #"{"type":"domain","value":"c.example","basis":"test-buy","confidence":85,"tlp":"amber","marks":["Verel"],"firstSeen":"2026-05-01T10:00:00Z","legalBasis":"one\ntwo","note":"Bought\ntwice"}"#,
    ]

    /// The form as it is shown of them, and as a browser sends it.
    private static let form = [
        "channel": "alliance", "tlp": "amber", "basis": "test-buy", "confidence": "85",
        "marks": "Verel", "marketplace": "", "first": "2026-05-01", "last": "", "until": "",
        "legal": "onetwo", "note": "Bought\r\ntwice", "title": "",
    ]

    private static func programs(_ visitor: Visitor, _ type: String) -> [(String, String)] {
        [
            ("content-type", type), ("origin", visitor.browser.origin),
            ("x-form-token", visitor.secret.formToken.text),
        ]
    }

    /// - Returns: its number.
    private static func begin(by visitor: Visitor) async throws -> String {
        let answer = try await visitor.browser.post(
            "/api/v1/drafts/import?channel=alliance", rows.joined(separator: "\n"),
            headers: programs(visitor, "application/x-ndjson"))
        #expect(answer.status == 201, "\(answer.body)")
        guard case .object(let draft)? = try RESTReadingTests.json(answer)["draft"] else {
            throw SignInDeskError(description: "no draft: \(answer.body)")
        }
        return try #require(RESTDraftTests.text(draft["id"]))
    }

    /// What each row has under a name.
    private static func said(
        _ name: String, in id: String, by visitor: Visitor
    ) async throws -> [JSONValue?] {
        let sheet = try await RESTReadingTests.json(visitor.browser.get("/api/v1/drafts/\(id)"))
        guard case .array(let rows)? = sheet["rows"] else { return [] }
        return rows.map { row in
            guard case .object(let members) = row else { return nil }
            return members[name]
        }
    }

    private static func texts(_ texts: String...) -> [JSONValue?] { texts.map { .string($0) } }

    private static func numbers(_ numbers: Int...) -> [JSONValue?] {
        numbers.map { .number(String($0)) }
    }

    @Test(
        "a form tells how many rows say something of their own, and asks before it is overwritten")
    func form() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            let id = try await Self.begin(by: author)
            let path = "/console/drafts/\(id)"
            let page = try await author.get(path).body
            #expect(
                page.contains(
                    "Rows that say something of their own: 1 (Who may see this, How sure, 0 to 100, Note)"
                ), "\(page)")
            #expect(page.contains("<option value=\"keep\" selected>"))

            // What is left as it is shown changes nothing, whatever of it a form cannot show.
            var fields = Self.form
            (fields["title"], fields["revision"]) = ("raid 8", "1")
            let before = [
                try await Self.said("note", in: id, by: author),
                try await Self.said("tlp", in: id, by: author),
                try await Self.said("firstSeen", in: id, by: author),
                try await Self.said("legalBasis", in: id, by: author),
            ]
            _ = try consolePath(of: try await author.post(path, fields))
            let after = [
                try await Self.said("note", in: id, by: author),
                try await Self.said("tlp", in: id, by: author),
                try await Self.said("firstSeen", in: id, by: author),
                try await Self.said("legalBasis", in: id, by: author),
            ]
            #expect(after == before)

            // Who has not chosen is asked, and nothing is lost.
            (fields["tlp"], fields["note"], fields["revision"]) = ("green", "of <all>", "2")
            let asked = try await author.post(path, fields)
            #expect(asked.status == 409 && asked.body.contains("draft-rows-differ"))
            #expect(asked.body.contains("of &lt;all&gt;"))
            #expect(try await Self.said("note", in: id, by: author) == before[0])
            fields["differing"] = "keep"
            _ = try consolePath(of: try await author.post(path, fields))
            let markings = Self.texts("green", "red", "green")
            #expect(try await Self.said("tlp", in: id, by: author) == markings)
            #expect(
                try await Self.said("note", in: id, by: author)
                    == Self.texts("of <all>", "of the second", "of <all>"))
            (fields["differing"], fields["revision"]) = ("overwrite", "3")
            _ = try consolePath(of: try await author.post(path, fields))
            for (name, values) in [
                ("tlp", Self.texts("green", "green", "green")),
                ("note", Self.texts("of <all>", "of <all>", "of <all>")),
                ("confidence", Self.numbers(85, 85, 85)),
            ] {
                #expect(try await Self.said(name, in: id, by: author) == values, "\(name)")
            }
            #expect(try await !author.get(path).body.contains("name=\"differing\""))
        }
    }

    @Test("a program is told how many rows say something of their own, and says what becomes of it")
    func program() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            let id = try await Self.begin(by: author)
            let path = "/api/v1/drafts/\(id)?channel=alliance&revision="
            let saying = #"{"basis":"inspection","confidence":90,"tlp":"green"}"#
            func put(_ rest: String) async throws -> Browser.Answer {
                try await author.browser.send(
                    .PUT, path + rest, body: saying,
                    headers: Self.programs(author, "application/json"))
            }
            let asked = try await put("1")
            #expect(asked.status == 409 && asked.body.contains("draft-rows-differ"))
            #expect(asked.body.contains("of their own: 1;"), "\(asked.body)")
            #expect(try await put("1&differing=both").status == 400)
            #expect(try await put("1&differing=keep").status == 200)
            #expect(
                try await Self.said("tlp", in: id, by: author)
                    == Self.texts("green", "red", "green"))
            #expect(
                try await Self.said("confidence", in: id, by: author)
                    == Self.numbers(90, 40, 90))
            #expect(
                try await Self.said("note", in: id, by: author)
                    == [nil, JSONValue.string("of the second"), nil])
            #expect(try await put("2&differing=overwrite").status == 200)
            #expect(
                try await Self.said("confidence", in: id, by: author)
                    == Self.numbers(90, 90, 90))
            #expect(try await Self.said("note", in: id, by: author).allSatisfy { $0 == nil })
        }
    }
}

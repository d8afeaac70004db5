import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import Credentials
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Drafts as JSON, for the programs of persons, at a real desk over TLS.
@Suite(.timeLimit(.minutes(30))) struct RESTDraftTests {
    /// What works for a person, with its session.
    struct Program {
        let browser: Browser
        private let session: [(String, String)]

        init(_ desk: WholeDesk, _ role: Role) async throws {
            let (browser, secret) = try await desk.signedIn(role)
            self.browser = browser
            session = [("origin", browser.origin), ("x-form-token", secret.formToken.text)]
            // A desk looks for new sessions when it is read, before it takes a body of anybody.
            _ = try await browser.get("/api/v1/members")
        }

        func get(_ path: String) async throws -> Browser.Answer {
            try await browser.get("/api/v1" + path)
        }

        /// - Parameter hasToken: false leaves out what only this session knows.
        func send(
            _ method: HTTPMethod, _ path: String, _ body: String = "",
            type: String = "application/json", key: String? = nil, hasToken: Bool = true
        ) async throws -> Browser.Answer {
            let named = key.map { [("idempotency-key", $0)] } ?? []
            return try await browser.send(
                method, "/api/v1" + path, body: method == .DELETE ? nil : body,
                headers: [("content-type", type)] + named
                    + (hasToken ? session : Array(session.prefix(1))))
        }

        func post(
            _ path: String, _ body: String = "", type: String = "application/json",
            key: String? = nil
        ) async throws -> Browser.Answer {
            try await send(.POST, path, body, type: type, key: key)
        }
    }

    static func report(_ domain: String) -> String {
        #"{"type":"domain","value":"\#(domain)","basis":"test-buy","confidence":85,"tlp":"amber","marks":["Verel"],"note":"Bought <twice>"}"#
    }

    private static let list = "application/x-ndjson"
    private static let begin = "/drafts?channel=alliance&title=raid%207"
    private static let whole = "/drafts/import?channel=alliance"

    static func text(_ value: JSONValue?) -> String? {
        if case .string(let text)? = value { text } else { nil }
    }

    private static func member(_ value: JSONValue?, _ name: String) -> JSONValue? {
        if case .object(let members)? = value { members[name] } else { nil }
    }

    private static func array(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let values)? = value { values } else { [] }
    }

    /// The address of a draft below the root, and its revision.
    static func place(
        _ answer: Browser.Answer, status: Int = 200
    ) throws -> (path: String, revision: String) {
        #expect(answer.status == status, "\(answer.body.prefix(300))")
        let draft = try RESTReadingTests.json(answer)
        let id = try #require(text(draft["id"]))
        guard case .number(let revision)? = draft["revision"] else {
            Issue.record("no revision: \(answer.body)")
            return ("/drafts/\(id)", "0")
        }
        return ("/drafts/\(id)", revision)
    }

    private func size(_ desk: WholeDesk) throws -> UInt64 {
        try desk.node.logs.state(of: desk.node.writer.origin(in: .alliance))?.size ?? 0
    }

    private func status(_ program: Program, _ domain: String) async throws -> JSONValue? {
        try await RESTReadingTests.json(program.get("/indicators/domain/\(domain)"))["status"]
    }

    @Test("a draft goes over the second look of another to the log, and in one step back")
    func secondLook() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let author = try await Program(desk, .approver)
            let approver = try await Program(desk, .approver)
            let other = try await Program(desk, .investigator)
            let analyst = try await Program(desk, .analyst)

            let begun = try await author.post(Self.begin, Self.report("cheap-verel.example"))
            let (draft, first) = try Self.place(begun, status: 201)
            #expect(first == "1")
            #expect(begun.headers["location"]?.first?.hasSuffix("/api/v1" + draft) == true)
            var sheet = try await RESTReadingTests.json(author.get(draft))
            #expect(sheet["title"] == .string("raid 7"))
            #expect(
                Self.array(sheet["readers"]).map { Self.member($0, "member") }
                    == [.string("other")])
            #expect(sheet["secondLookNeeded"] == .bool(true))
            #expect(
                sheet["may"]
                    == .array(["change", "discard", "submission"].map { .string($0) }))
            let row = try #require(Self.array(sheet["rows"]).first)
            #expect(Self.member(row, "value") == .string("cheap-verel.example"))
            #expect(Self.member(row, "note") == .string("Bought <twice>"))
            #expect(Self.member(row, "known") == nil)
            // It is nobody else's yet.
            #expect(try await approver.get(draft).status == 404)

            let submitted = try await author.post(draft + "/submission?revision=1")
            #expect(try Self.place(submitted).revision == "2")
            #expect(try await analyst.get(draft).status == 404)
            let publish = draft + "/publication?revision="
            for (program, revision, status) in [
                (author, "2", 403), (other, "2", 403), (analyst, "2", 403), (approver, "1", 409),
            ] {
                #expect(try await program.post(publish + revision).status == status)
            }
            #expect(
                try await approver.send(.POST, publish + "2", hasToken: false).status == 403)

            // Given back, said otherwise, and handed on again.
            let returned = try await approver.post(
                draft + "/return?revision=2", #"{"remark":"Which shop?"}"#)
            #expect(try Self.place(returned).revision == "3")
            sheet = try await RESTReadingTests.json(author.get(draft))
            #expect(Self.member(sheet["returned"], "remark") == .string("Which shop?"))
            let saying = #"{"basis":"inspection","confidence":90,"tlp":"green"}"#
            let changed = try await author.send(
                .PUT, draft + "?revision=3&channel=alliance", saying)
            #expect(try Self.place(changed).revision == "4")
            #expect(
                try await author.send(.PUT, draft + "?revision=3&channel=alliance", saying).status
                    == 409)
            sheet = try await RESTReadingTests.json(author.get(draft))
            #expect(sheet["title"] == .string(""))
            #expect(Self.member(Self.array(sheet["rows"]).first, "confidence") == .integer(90))
            _ = try Self.place(try await author.post(draft + "/submission?revision=4"))
            #expect(try size(desk) == 0)

            sheet = try await RESTReadingTests.json(approver.get(draft))
            #expect(Self.array(sheet["may"]).contains(.string("publication")))
            let published = try await approver.post(publish + "5")
            let revision = try Self.place(published).revision
            let entries = try RESTReadingTests.json(published)["published"]
            #expect(Self.member(entries, "first") == .integer(0))
            #expect(Self.text(Self.member(entries, "by"))?.hasPrefix("approver") == true)
            #expect(try size(desk) == 1)
            #expect(try await status(other, "cheap-verel.example") == .string("active"))
            // Once more is no second report.
            #expect(try await approver.post(publish + "5").status == 409)
            #expect(try size(desk) == 1)

            sheet = try await RESTReadingTests.json(other.get(draft))
            #expect(sheet["may"] == .array([.string("withdrawal")]))
            let withdraw = draft + "/withdrawal?revision=\(revision)"
            #expect(try await analyst.post(withdraw).status == 403)
            let withdrawn = try await other.post(withdraw)
            #expect(
                try RESTReadingTests.json(withdrawn)["stage"] == .string("withdrawn"),
                "\(withdrawn.body)")
            #expect(try size(desk) == 2)
            #expect(try await status(other, "cheap-verel.example") == .string("withdrawn"))
            try recorded(desk)
        }
    }

    /// Each step stands in the audit log once, with its route.
    private func recorded(_ desk: WholeDesk) throws {
        let reading = try #require(desk.audit).reading
        let records = try reading.lines(from: 0, limit: 1_000).compactMap(\.record)
        for (action, route, count) in [
            (AuditAction.draftReport, "POST /api/v1/drafts", 1),
            (.submitReport, "POST /api/v1/drafts/{id}/submission", 2),
            (.returnReport, "POST /api/v1/drafts/{id}/return", 1),
            (.withdrawReport, "POST /api/v1/drafts/{id}/withdrawal", 1),
        ] {
            let found = records.filter { $0.action == action && $0.route == route }
            #expect(found.count == count, "\(route)")
            #expect(found.allSatisfy { $0.details["draft"] != nil }, "\(route)")
        }
        // Also those that then could not be done.
        let published = records.filter {
            $0.action == .publishReport && $0.route == "POST /api/v1/drafts/{id}/publication"
        }
        #expect(published.count == 5)
    }

    @Test("attributes are added and taken away, of all rows or of one identifier, as the form does")
    func attributes() async throws {
        try await WholeDesk.with { desk in
            let author = try await Program(desk, .investigator)
            let other = try await Program(desk, .approver)
            let lines = [Self.report("one.example"), Self.report("two.example")]
            let begun = try await author.post(
                Self.whole, lines.joined(separator: "\n"), type: Self.list)
            let draft = try RESTReadingTests.json(begun)["draft"]
            let path = "/drafts/\(try #require(Self.text(Self.member(draft, "id"))))"
            let change = path + "/attributes?revision="
            func named() async throws -> [[JSONValue?]] {
                let sheet = try await RESTReadingTests.json(author.get(path))
                return Self.array(sheet["rows"]).map { row in
                    Self.array(Self.member(row, "attributes")).map { Self.member($0, "name") }
                }
            }
            let (registrar, price) = (
                #"{"name":"registrar","value":"<X> & Co"}"#, #"{"name":"price","value":"12"}"#
            )
            let added = try await author.post(change + "1", #"{"add":\#(registrar)}"#)
            #expect(try Self.place(added).revision == "2")
            let one = try await author.post(
                change + "2", #"{"add":\#(price),"only":"two.example"}"#)
            #expect(try Self.place(one).revision == "3")
            #expect(
                try await named() == [
                    [.string("registrar")], [.string("registrar"), .string("price")],
                ])
            let gone = try await author.post(
                change + "3", #"{"remove":[\#(registrar)],"only":"one.example"}"#)
            #expect(try Self.place(gone).revision == "4")
            #expect(try await named() == [[], [.string("registrar"), .string("price")]])

            let long = String(repeating: "é", count: 33)
            for (body, status) in [
                ("{}", 422), (#"{"only":"one.example"}"#, 422), (#"{"add":{"name":"a"}}"#, 400),
                (#"{"add":{"name":"","value":"b"}}"#, 400),
                (#"{"add":{"name":"a","value":"b","x":1}}"#, 400), (#"{"gone0":"on"}"#, 400),
                (#"{"add":{"name":"\#(long)","value":"b"}}"#, 422),
                (#"{"add":{"name":"a\nb","value":"c"}}"#, 422),
                (#"{"remove":[{"name":"registrar","value":"Y"}]}"#, 422),
                (#"{"add":\#(price),"only":"three.example"}"#, 422),
                // The other row has it, and this one does not.
                (#"{"remove":[\#(price)],"only":"one.example"}"#, 422),
            ] {
                let answer = try await author.post(change + "4", body)
                #expect(answer.status == status, "\(body): \(answer.body)")
                // Who has read another state is told that, whatever else is wrong with a body that can be read.
                guard status == 422 else { continue }
                let stale = try await author.post(change + "3", body)
                #expect(stale.status == 409, "\(body): \(stale.body)")
                #expect(stale.body.contains("changed-meanwhile"), "\(body)")
            }
            let again = #"{"remove":[\#(price)]}"#
            #expect(try await author.post(change + "3", again).status == 409)
            #expect(try await author.post(path + "/attributes", again).status == 400)
            #expect(try await other.post(change + "4", again).status == 404)
            #expect(
                try await author.send(.POST, change + "4", again, hasToken: false).status == 403)
            #expect(try await named() == [[], [.string("registrar"), .string("price")]])
            let all = try await author.post(
                change + "4", #"{"remove":[\#(price),\#(registrar)]}"#)
            #expect(try Self.place(all).revision == "5")
            #expect(try await named() == [[], []])
        }
    }

    @Test("a list becomes one draft, a line that is no report is told, and a key begins one")
    func bulk() async throws {
        try await WholeDesk.with(secondLook: .warned) { desk in
            let author = try await Program(desk, .investigator)
            try Data("kind,value,whose\ndomain,verel.example,our shop\n".utf8).write(
                to: URL(filePath: desk.node.home.ownIdentifiers))
            let lines = [
                Self.report("new.example"), Self.report("x"), "",
                Self.report("www.verel.example"),
            ].joined(separator: "\n")
            let begun = try await author.post(Self.whole, lines, type: Self.list, key: "k1")
            #expect(begun.status == 201, "\(begun.body)")
            let members = try RESTReadingTests.json(begun)
            let refused = Self.array(members["refused"])
            try #require(refused.count == 1)
            #expect(Self.member(refused[0], "line") == .integer(2))
            #expect(Self.member(refused[0], "refused") == .string("identifier"))
            #expect(Self.member(members["draft"], "rowCount") == .integer(2))
            let id = try #require(Self.text(Self.member(members["draft"], "id")))

            let again = try await author.post(Self.whole, lines, type: Self.list, key: "\"k1\"")
            #expect(again.status == 201 && again.body == begun.body)
            #expect(again.headers["idempotency-replayed"] == ["true"])
            let other = try await author.post(
                Self.whole, Self.report("b.example"), type: Self.list, key: "k1")
            #expect(other.status == 422 && other.body.contains("idempotency-key-reused"))
            let listed = try await RESTReadingTests.json(author.get("/drafts?stage=writing"))
            #expect(Self.array(listed["drafts"]).count == 1)
            #expect(listed["complete"] == .bool(true))

            // Of what belongs to its own side it is warned, and this policy asks for a second look then.
            let draft = "/drafts/\(id)"
            let sheet = try await RESTReadingTests.json(author.get(draft))
            let warnings = Self.array(sheet["rows"]).map { Self.array(Self.member($0, "warnings")) }
            try #require(warnings.count == 2 && warnings[0].isEmpty && warnings[1].count == 1)
            #expect(Self.member(warnings[1][0], "warning") == .string("own"))
            #expect(Self.member(warnings[1][0], "words") == .string("our shop"))
            #expect(try await author.post(draft + "/publication?revision=1").status == 403)
            let omission = draft + "/omission?revision=1"
            for (rows, status) in [("[3]", 422), ("[]", 400), ("[0]", 400), ("[1,2]", 422)] {
                let answer = try await author.post(omission, #"{"rows":\#(rows)}"#)
                #expect(answer.status == status, "\(rows)")
            }
            let left = try await author.post(omission, #"{"rows":[2]}"#)
            #expect(try RESTReadingTests.json(left)["rowCount"] == .integer(1))
            let published = try await author.post(draft + "/publication?revision=2")
            #expect(published.status == 200, "\(published.body)")
            #expect(try size(desk) == 1)
            // What the key began is still it, whatever became of that.
            let later = try await author.post(Self.whole, lines, type: Self.list, key: "k1")
            #expect(
                Self.member(try RESTReadingTests.json(later)["draft"], "stage")
                    == .string("published"))

            let many = Array(repeating: Self.report("a.example"), count: 1_001)
                .joined(separator: "\n")
            for (body, type, status) in [
                (Self.report("x"), Self.list, 422), ("", Self.list, 422), (many, Self.list, 422),
                (Self.report("a.example"), "application/json", 415),
            ] {
                #expect(try await author.post(Self.whole, body, type: type).status == status)
            }
            #expect(try await Self.array(drafts(author)).count == 1)
        }
    }

    private func drafts(_ program: Program) async throws -> JSONValue? {
        try await RESTReadingTests.json(program.get("/drafts"))["drafts"]
    }

    @Test("a draft is read whole with its revision, and what was not read is not signed")
    func seen() async throws {
        try await WholeDesk.with { desk in
            let author = try await Program(desk, .investigator)
            // More than the console shows on one page.
            let lines = (0...200).map { Self.report("shop\($0).example") }
                .joined(separator: "\n")
            let begun = try await author.post(Self.whole, lines, type: Self.list)
            let id = try #require(
                Self.text(Self.member(try RESTReadingTests.json(begun)["draft"], "id")))
            let draft = "/drafts/\(id)"
            func sheet() async throws -> (rows: Int, revision: JSONValue?) {
                let sheet = try await RESTReadingTests.json(author.get(draft))
                return (Self.array(sheet["rows"]).count, sheet["revision"])
            }
            var read = try await sheet()
            #expect(read.rows == 201 && read.revision == .integer(1))
            let publish = draft + "/publication"
            for query in ["", "?revision=", "?revision=0", "?revision=x", "?revision=1&rows=201"] {
                #expect(try await author.post(publish + query).status == 400, "\(query)")
            }
            // By another program of the same person, meanwhile.
            let left = try await author.post(draft + "/omission?revision=1", #"{"rows":[201]}"#)
            #expect(left.status == 200, "\(left.body)")
            #expect(try await author.post(publish + "?revision=1").status == 409)
            #expect(try size(desk) == 0)
            read = try await sheet()
            #expect(read.rows == 200 && read.revision == .integer(2))
            let published = try await author.post(publish + "?revision=2")
            #expect(published.status == 200, "\(published.body)")
            #expect(try size(desk) == 200)
        }
    }

    @Test("what is discarded is gone, also for the key that began it")
    func discarded() async throws {
        try await WholeDesk.with { desk in
            let author = try await Program(desk, .analyst)
            let begun = try await author.post(Self.begin, Self.report("a.example"), key: "k")
            let (draft, _) = try Self.place(begun, status: 201)
            #expect(try await author.send(.DELETE, draft + "?revision=2").status == 409)
            let discarded = try await author.send(.DELETE, draft + "?revision=1")
            #expect(discarded.status == 200, "\(discarded.body)")
            #expect(try await author.get(draft).status == 404)
            #expect(try await author.send(.DELETE, draft + "?revision=1").status == 404)
            let again = try await author.post(Self.begin, Self.report("a.example"), key: "k")
            #expect(again.status == 404)
            // Of another person the same key is another one.
            let other = try await Program(desk, .analyst)
            let others = try await other.post(Self.begin, Self.report("b.example"), key: "k")
            #expect(others.status == 201)
        }
    }

    @Test("who prepares reports prepares them here, and no program without a person does")
    func roles() async throws {
        try await WholeDesk.with { desk in
            for role in Role.ofPeople {
                let program = try await Program(desk, role)
                let answer = try await program.post(Self.begin, Self.report("a.example"))
                let may = role != .administrator
                #expect(answer.status == (may ? 201 : 403), "\(role): \(answer.body)")
                #expect(try await program.get("/drafts").status == (may ? 200 : 403))
            }
            let token = [("authorization", "Bearer \(try desk.token())")]
            let json = [("content-type", "application/json")]
            for (browser, headers, status) in [
                (desk.browser("own"), [], 403), (desk.browser("other"), [], 403),
                (desk.browser(), token, 403), (desk.browser(), [], 401),
            ] as [(Browser, [(String, String)], Int)] {
                let answer = try await browser.post(
                    "/api/v1" + Self.begin, Self.report("a.example"), headers: json + headers)
                #expect(answer.status == status, "\(answer.body)")
            }
        }
    }

    @Test("what is not as described is refused, and keeps nothing")
    func wrong() async throws {
        try await WholeDesk.with { desk in
            let author = try await Program(desk, .investigator)
            let report = Self.report("a.example")
            let none = "/drafts/\(String(repeating: "0", count: 32))"
            for (method, path, body, status) in [
                (.POST, "/drafts", report, 400), (.POST, "/drafts?channel=Nowhere", report, 400),
                (.POST, "/drafts?channel=nowhere", report, 403), (.POST, Self.begin, "{}", 400),
                (.POST, Self.begin, Self.report("no domain"), 422),
                (
                    .POST, Self.begin,
                    report.replacing("}", with: #","marketplace":"No market"}"#), 422
                ),
                (.POST, Self.begin, report.replacing("}", with: #","x":1}"#), 400),
                (
                    .POST, "/drafts?channel=alliance&title=" + String(repeating: "x", count: 121),
                    report, 400
                ),
                (.POST, "/drafts?channel=alliance&title=%E2%80%AEx", report, 422),
                (.PUT, none + "?channel=alliance", #"{"basis":"inspection"}"#, 400),
                (
                    .PUT, none + "?channel=alliance&revision=1",
                    #"{"basis":"inspection","confidence":1,"tlp":"green"}"#, 404
                ),
                (.PUT, none + "?channel=alliance&revision=1", report, 400),
                (.DELETE, none, "", 400), (.DELETE, none + "?revision=0", "", 400),
                (.DELETE, none + "?revision=1", "", 404),
                (.DELETE, "/drafts/x?revision=1", "", 404),
                (.POST, none + "/submission?revision=1&x=1", "", 400),
                (.POST, none + "/return?revision=1", "{}", 400),
            ] as [(HTTPMethod, String, String, Int)] {
                let answer = try await author.send(method, path, body)
                #expect(answer.status == status, "\(method) \(path) \(body): \(answer.body)")
                #expect(answer.headers["content-type"] == ["application/problem+json"])
            }
            #expect(try await author.get("/drafts?stage=none").status == 400)
            #expect(try await drafts(author) == .array([]))
        }
    }

    @Test("what nobody sees is refused in what is begun, listed or changed, and told")
    func unseen() async throws {
        try await WholeDesk.with { desk in
            let author = try await Program(desk, .investigator)
            let hidden = Self.report("a.example").replacing("Bought", with: #"Bo\u202eught"#)
            let refused = try await author.post(Self.begin, hidden)
            #expect(refused.status == 422 && refused.body.contains("U+202E"), "\(refused.body)")
            let lines = [Self.report("b.example"), hidden].joined(separator: "\n")
            let begun = try await author.post(Self.whole, lines, type: Self.list)
            let members = try RESTReadingTests.json(begun)
            let told = Self.array(members["refused"])
            try #require(begun.status == 201 && told.count == 1, "\(begun.body)")
            #expect(Self.member(told[0], "line") == .integer(2))
            #expect(Self.member(told[0], "refused") == .string("draft-row"))
            #expect(Self.text(Self.member(told[0], "detail"))?.contains("U+202E") == true)
            let id = try #require(Self.text(Self.member(members["draft"], "id")))
            let change = "/drafts/\(id)?revision=1&channel=alliance"
            func saying(_ more: String) -> String {
                #"{"basis":"inspection","confidence":90,"tlp":"green",\#(more)}"#
            }
            for more in [
                #""marks":["Ve\u200brel"]"#, #""legalBasis":"\u2066x""#, #""note":"a\u200db""#,
                #""attributes":{"price":"7\u2060"}"#, #""attributes":{"pri\u00adce":"7"}"#,
            ] {
                let answer = try await author.send(.PUT, change, saying(more))
                #expect(answer.status == 422 && answer.body.contains("U+"), "\(answer.body)")
            }
            // Persian, as it is written.
            let note = #""note":"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645""#
            #expect(try await author.send(.PUT, change, saying(note)).status == 200)
        }
    }

    @Test("what cannot be recorded is not signed")
    func unrecorded() async throws {
        try await WholeDesk.with { desk in
            let author = try await Program(desk, .investigator)
            let begun = try await author.post(Self.begin, Self.report("a.example"))
            let (draft, _) = try Self.place(begun, status: 201)
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            #expect(try await author.post(draft + "/publication?revision=1").status == 503)
            #expect(try size(desk) == 0)
        }
    }

    @Test("a draft is handed to another member by who could publish it, as it was read")
    func entrusted() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let author = try await Program(desk, .investigator)
            let approver = try await Program(desk, .approver)
            let begun = try await author.post(Self.begin, Self.report("cheap.example"))
            let (draft, _) = try Self.place(begun, status: 201)
            _ = try Self.place(try await author.post(draft + "/submission?revision=1"))
            let sheet = try await RESTReadingTests.json(approver.get(draft))
            #expect(sheet["publishers"] == .array([.string("other")]))
            #expect(Self.array(sheet["may"]).contains(.string("entrustment")))
            let path = draft + "/entrustment?revision="
            let body = #"{"through":"other","message":"Please <now>"}"#
            #expect(try await author.post(path + "2", body).status == 403)
            for (revision, body, status) in [
                ("1", body, 409), ("2", #"{"through":"own"}"#, 422),
                ("2", #"{"through":"no-such"}"#, 422), ("2", #"{"message":"x"}"#, 400),
                ("2", #"{"through":"No Such"}"#, 400),
                ("2", #"{"through":"other","message":"\u202ex"}"#, 422),
            ] {
                #expect(
                    try await approver.post(path + revision, body).status == status, "\(body)")
            }
            let sent = try await approver.post(path + "2", body)
            #expect(sent.status == 201, "\(sent.body)")
            let members = try RESTReadingTests.json(sent)
            #expect(members["side"] == .string("ours") && members["stage"] == .string("sent"))
            #expect(try await approver.get(draft).status == 404, "it is a draft no longer")
            let id = try #require(Self.text(members["id"]))
            #expect(sent.headers["location"]?.first?.hasSuffix("/entrusted-reports/\(id)") == true)
            let kept = try await approver.get("/entrusted-reports/\(id)")
            #expect(kept.body.contains("cheap.example"))
            #expect(try size(desk) == 0)
        }
    }
}

import AllianceNames
import AuditTrail
import Complaints
import JSON
import NodeAPI
import Peering
import SignIn
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Complaints at the REST interface, as a system with the platform's certificate asks for them.
@Suite(.timeLimit(.minutes(4))) struct ComplaintRoutesTests {
    private static let root = "/api/v1/complaints"
    private static let one = root + "/ipacc.example~desk-verel~brand~e1~4"
    private static let complaint =
        #"{"right":{"office":"EM","number":"018012345"},"ground":"mark-in-listing","listings":[{"type":"listing","value":"shop:1"}],"goodFaith":"yes","declaredBy":"Anna"}"#

    private static func with(
        _ desk: FixedComplaints, audit: ConsoleAudit? = nil,
        _ body: (RawConnection) async throws -> Void
    ) async throws {
        let console = ConsoleRoutes(
            try FixedConsole(), of: MemberID(unchecked: "hub"), products: FixedAnswers(),
            audit: audit, complaints: desk)
        try await LiveDesk.with(routes: RESTRoutes(console, signing: FixedSigning()).routes) {
            try await body(try await $0.connect("hub"))
        }
    }

    private static func post(
        _ path: String, _ body: String, type: String = "application/json", more: String = "",
        on connection: RawConnection
    ) async throws -> RawConnection.Answer {
        try await RESTRoutesTests.post(path, body, type: type, more: more, on: connection)
    }

    private static func member(_ value: JSONValue?, _ name: String) -> JSONValue? {
        guard case .object(let members)? = value else { return nil }
        return members[name]
    }

    @Test("answers are as they are described, whatever people wrote")
    func asDescribed() async throws {
        try await Self.with(FixedComplaints()) { connection in
            let document = try await RESTRoutesTests.document(connection)
            let schemas = DescribedSchema(document)
            for (path, template) in [
                (Self.root, "/complaints"), (Self.one, "/complaints/{id}"),
                (Self.root + "/queue", "/complaints/queue"),
                (Self.one + "/reasons", "/complaints/{id}/reasons"),
                ("/api/v1/figures", "/figures"),
            ] {
                let answer = try await connection.get(path)
                #expect(answer.status == 200, "\(path): \(answer.text.prefix(300))")
                let schema = try RESTRoutesTests.schema(document, template, "get")
                let json = try JSONValue(parsing: answer.body)
                let faults = schemas.faults(json, schema).filter {
                    // Of statements of reasons the database's own rules say what they have.
                    !$0.contains("statements[")
                }
                #expect(faults.sorted() == [], "\(path)")
            }
        }
    }

    @Test(
        "a complaint is shown with its steps, its refused statements and what both sides may know")
    func shown() async throws {
        try await Self.with(FixedComplaints()) { connection in
            let answer = try await connection.get(Self.one)
            let json = try JSONValue(parsing: answer.body)
            guard case .array(let listings)? = Self.member(json, "listings") else {
                Issue.record("\(answer.text)")
                return
            }
            #expect(
                listings.map { Self.member($0, "stage") }
                    == ["contested", "refused"].map { .string($0) })
            #expect(answer.text.contains(#""logOddsThousandths":700"#))
            #expect(answer.text.contains(#""code":"not-the-platform""#))
            #expect(answer.text.contains("bought from the brand"))
            #expect(answer.text.contains(#""reason":"genuine-goods""#))
            #expect(answer.text.contains(#""roles":["purchase-receipt"]"#), "\(answer.text)")
            #expect(
                answer.text.contains(#""feature":"record""#), "the platform's own system sees all")
        }
        try await Self.with(FixedComplaints(isPlatform: false)) { connection in
            let answer = try await connection.get(Self.one)
            #expect(answer.status == 200 && !answer.text.contains("judgements"))
            #expect(try await connection.get(Self.root + "/queue").status == 404)
            let link = try await Self.post(
                Self.one + "/seller-link", #"{"places":[0]}"#, on: connection)
            #expect(link.status == 404)
        }
    }

    @Test("what the platform weighed is shown to those who may sign in its name alone")
    func weighed() async throws {
        let hub = MemberID(unchecked: "hub")
        let console = ConsoleRoutes(
            try FixedConsole(), of: hub, products: FixedAnswers(), complaints: FixedComplaints())
        let routes = RESTRoutes(console, signing: FixedSigning()).routes
        let route = try #require(
            routes.first {
                $0.method == .get && $0.pattern.description == Self.root + "/{id}"
            })
        func isShown(to caller: DeskCaller) async throws -> Bool {
            let answer = try await route.handler(
                DeskRequest(
                    method: .get, target: RequestTarget(parsing: Self.one),
                    parameters: ["id": "ipacc.example~desk-verel~brand~e1~4"], caller: caller,
                    origin: "https://desk", id: "1"))
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(answer.status == 200 && text.contains(#""stage":"contested""#))
            return text.contains("judgements") && text.contains(#""feature":"record""#)
        }
        for role in Role.ofPeople {
            let person = DeskPerson(
                member: hub, id: PersonID(unchecked: "anna"), displayName: "Anna", roles: [role],
                method: .link, purpose: try Purpose(.complaint),
                formToken: Secret.random().formToken)
            #expect(
                try await isShown(to: .person(person)) == role.permissions.contains(.report),
                "\(role)")
        }
        let program = DeskMachine(
            member: hub, name: TokenName(unchecked: "siem"), role: .readOnlyMachine)
        #expect(try await !isShown(to: .machine(program)))
        #expect(try await isShown(to: .member(hub)))
    }

    @Test("a list is asked for as its address says, a page at a time")
    func list() async throws {
        let desk = FixedComplaints()
        try await Self.with(desk) { connection in
            let cursor = "1795435200000~ipacc.example~desk-verel~brand~e1~4"
            let answer = try await connection.get(
                Self.root
                    + "?channel=desk-verel&stage=contested&stage=refused&open=true&ground=design&marketplace=shop&member=brand&right=EM/1&listing=shop:1&from=2026-11-01&until=2026-11-02&limit=7&cursor=\(cursor)"
            )
            #expect(answer.status == 200, "\(answer.text)")
            #expect(Self.member(try JSONValue(parsing: answer.body), "next") == .string(cursor))
            let query = try #require(desk.asked.withLock { $0.last })
            #expect(query.channels == [FixedComplaints.channel])
            #expect(query.stages == [.contested, .refused] && query.isOpen == true)
            #expect(query.grounds == [.design] && query.marketplace == "shop")
            #expect(query.complainant == .member(FixedComplaints.brand) && query.right == "EM/1")
            #expect(query.listing == (try Indicator(.listing, parsing: "shop:1")))
            #expect(query.filed == 1_793_491_200_000..<1_793_577_600_000)
            #expect(query.limit == 7 && query.after?.text == cursor)
            for (wrong, status) in [
                ("?stage=x", 400), ("?open=yes", 400), ("?limit=501", 400), ("?limit=0", 400),
                ("?cursor=x", 400), ("?listing=x", 422), ("?listing=a:1&account=a:1", 422),
                ("?right=null", 400),
                ("?from=2026-11-02&until=2026-11-01", 422), ("?more=1", 400),
            ] {
                #expect(try await connection.get(Self.root + wrong).status == status, "\(wrong)")
            }
            for path in [Self.root + "/x", Self.root + "/ipacc.example~desk-verel~brand~e1~5"] {
                #expect(try await connection.get(path).status == 404)
            }
        }
    }

    @Test("a complaint is filed with its key, or all that is wrong is told and nothing is signed")
    func file() async throws {
        let desk = FixedComplaints()
        try await Self.with(desk) { connection in
            let path = Self.root + "?channel=desk-verel"
            let filed = try await Self.post(
                path, Self.complaint, more: "Idempotency-Key: k1\r\n", on: connection)
            #expect(filed.status == 201, "\(filed.text)")
            #expect(filed.headers["location"]?.hasSuffix(Self.one) == true)
            let json = try JSONValue(parsing: filed.body)
            #expect(Self.member(json, "id") == .string("ipacc.example~desk-verel~brand~e1~4"))
            #expect(Self.member(Self.member(json, "complaint"), "reading") == .string("stands"))
            #expect(desk.filed.withLock { $0.map { $0.request?.key } } == ["k1"])

            desk.failures.withLock {
                $0 = [
                    FilingFailure(.rightExpired, "the right ended", mend: "renew it"),
                    FilingFailure(.duplicate, places: [0], "it is there", mend: "wait"),
                ]
            }
            let failed = try await Self.post(path, Self.complaint, on: connection)
            #expect(failed.status == 422)
            #expect(failed.headers["content-type"] == "application/problem+json")
            guard
                case .array(let failures)? = Self.member(
                    try JSONValue(parsing: failed.body), "failures")
            else {
                Issue.record("\(failed.text)")
                return
            }
            #expect(
                failures.map { Self.member($0, "code") }
                    == ["right-expired", "duplicate"].map { .string($0) })
            #expect(desk.filed.withLock { $0.count } == 1)
            let checked = try await Self.post(
                Self.root + "/check?channel=desk-verel", Self.complaint, on: connection)
            #expect(checked.status == 200 && checked.text.contains("renew it"))
            for (path, status) in [
                (Self.root, 400), (Self.root + "?channel=alliance", 404),
                (Self.root + "?channel=X", 400),
            ] {
                #expect(
                    try await Self.post(path, Self.complaint, on: connection).status == status)
            }
        }
    }

    private static let steps: [(String, String, EntryKind)] = [
        ("withdrawal", "{}", .withdrawal),
        (
            "counter-notice",
            #"{"listings":[0],"reason":"own-right","text":"mine","goodFaith":"yes"}"#,
            .counterNotice
        ), ("appeal", #"{"text":"look again"}"#, .appeal),
        (
            "evidence-request", #"{"text":"receipt","due":"2026-12-01","roles":["judgment"]}"#,
            .evidenceRequest
        ),
        (
            "evidence", #"{"request":"ipacc.example~desk-verel~hub~e1~7","text":"here"}"#,
            .evidenceSupply
        ),
        (
            "outcome",
            #"{"kind":"seized","items":120,"value":{"minorUnits":4800,"currency":"EUR"}}"#,
            .outcome
        ), ("hold", #"{"listings":[1,0],"until":"2026-12-10T06:00:00Z"}"#, .operationHold),
        ("pause", #"{"reason":"court-proceedings","until":"2026-12-10"}"#, .clockPause),
    ]

    @Test("each step is said as described, and where the state refuses it nothing is signed")
    func steps() async throws {
        let desk = FixedComplaints()
        try await Self.with(desk) { connection in
            for (name, body, kind) in Self.steps {
                let path = "\(Self.one)/\(name)"
                let answer = try await Self.post(path, body, on: connection)
                #expect(answer.status == 201, "\(name): \(answer.text)")
                let told = try #require(desk.told.withLock { $0.last })
                #expect(told.said.kind == kind && told.person == nil, "\(name)")
                #expect(told.said.complaint == (try FixedComplaints.entry(4)), "\(name)")
                let strange = String(body.dropLast()) + (body == "{}" ? "" : ",") + #""more":1}"#
                let refused = try await Self.post(path, strange, on: connection)
                #expect(refused.status == 400, "\(name)")
                #expect(try await Self.post(path, "[]", on: connection).status == 400)
                #expect(
                    try await Self.post("\(Self.root)/x/\(name)", body, on: connection).status
                        == 404)
            }
            let count = desk.told.withLock { $0.count }
            desk.refusal.withLock {
                $0 = PeerProblem(status: 409, keyword: "stage", detail: "It is withdrawn.")
            }
            let refused = try await Self.post(Self.one + "/withdrawal", "{}", on: connection)
            #expect(refused.status == 409)
            RESTRoutesTests.expectProblem(refused)
            #expect(desk.told.withLock { $0.count } == count)
            for (name, body) in [
                ("hold", #"{"until":"tomorrow"}"#), ("hold", "{}"),
                ("outcome", #"{"kind":"taken-down"}"#), ("withdrawal", #"{"listings":[300]}"#),
                ("withdrawal", #"{"listings":[]}"#), ("appeal", #"{"text":""}"#),
                ("evidence", #"{"request":"ipacc.example~desk-verel~hub~e1~7"}"#),
                ("pause", #"{"reason":"holiday","until":"2026-12-10"}"#),
            ] {
                let answer = try await Self.post("\(Self.one)/\(name)", body, on: connection)
                #expect([400, 422].contains(answer.status), "\(name) \(body): \(answer.status)")
            }
        }
        // A certificate proves the member and nobody in it. Refused before the body is read, which ends the connection.
        for name in ["decision", "reinstatement"] {
            try await Self.with(desk) { connection in
                let answer = try await Self.post("\(Self.one)/\(name)", "{}", on: connection)
                #expect(answer.status == 403)
            }
        }
    }

    @Test(
        "a seller's link is made as often as it is asked for, also with a key, and what is wrong makes none"
    )
    func sellerLinks() async throws {
        let desk = FixedComplaints()
        try await Self.with(desk) { connection in
            let path = Self.one + "/seller-link"
            for _ in 1...2 {
                let made = try await Self.post(
                    path, #"{"places":[1,0]}"#, more: "Idempotency-Key: k\r\n", on: connection)
                #expect(made.status == 201 && made.text.contains("/seller/2"), "\(made.text)")
                #expect(made.headers["idempotency-replayed"] == nil)
            }
            #expect(desk.linked.withLock { $0 } == [[0, 1], [0, 1]])
            #expect(try await Self.post(path, #"{"places":[300]}"#, on: connection).status == 400)
            #expect(desk.linked.withLock { $0 }.count == 2)
        }
    }

    @Test("a file is kept as it is and handed out as bytes that no browser shows")
    func files() async throws {
        try await Self.with(FixedComplaints()) { connection in
            let text = "<script>alert(1)</script>"
            let kept = try await Self.post(
                Self.root + "/files", text, type: "application/octet-stream", on: connection)
            #expect(kept.status == 201, "\(kept.text)")
            let digest = Digest.sha256(Array(text.utf8)).hex
            #expect(
                Self.member(try JSONValue(parsing: kept.body), "sha256") == .string(digest))
            let file = try await connection.get("\(Self.one)/files/\(digest)")
            #expect(file.status == 200 && file.text == text)
            #expect(file.headers["content-type"] == "application/octet-stream")
            #expect(file.headers["content-disposition"] == "attachment; filename=\"\(digest).bin\"")
            #expect(file.headers["x-content-type-options"] == "nosniff")
            for path in [
                "\(Self.one)/files/x", "\(Self.one)/files/\(Digest.zero.hex)",
                "\(Self.root)/x/files/\(digest)",
            ] {
                #expect(try await connection.get(path).status == 404, "\(path)")
            }
            let json = try await Self.post(Self.root + "/files", "{}", on: connection)
            #expect(json.status == 415)
            let empty = try await Self.post(
                Self.root + "/files", "", type: "application/octet-stream", on: connection)
            #expect(empty.status == 422)
        }
    }

    @Test("a list becomes complaints, and what became of each row is told")
    func importing() async throws {
        let desk = FixedComplaints()
        try await Self.with(desk) { connection in
            let list =
                "right,ground,listing,evidence\nEM:1,design,shop:1,\nEM:1,design,shop:2,\nx,y,z,\nEM:2,design,shop:3,rumour\n"
            let path = Self.root + "/import?channel=desk-verel&declaredBy=Anna"
            let answer = try await Self.post(path, list, type: "text/csv", on: connection)
            #expect(answer.status == 200, "\(answer.text)")
            let json = try JSONValue(parsing: answer.body)
            #expect(Self.member(json, "filed") == .integer(1))
            #expect(Self.member(json, "failed") == .integer(1))
            #expect(Self.member(json, "complete") == .bool(true))
            let filed = desk.filed.withLock { $0.map(\.complaint) }
            #expect(filed.map(\.listings.count) == [2] && filed.first?.declaredBy == "Anna")
            let document = try await RESTRoutesTests.document(connection)
            let schema = try RESTRoutesTests.schema(document, "/complaints/import", "post")
            #expect(DescribedSchema(document).faults(json, schema).sorted() == [])
            let again = try await Self.post(
                path, list, type: "text/csv", more: "Idempotency-Key: k\r\n", on: connection)
            #expect(again.status == 400)
            let undeclared = try await Self.post(
                Self.root + "/import?channel=desk-verel", list, type: "text/csv", on: connection)
            #expect(undeclared.status == 400)
            let other = try await Self.post(path, "a,b\n", type: "text/csv", on: connection)
            #expect(other.status == 422)
        }
    }

    @Test("figures are of the time that is asked for, and statements of reasons come a call a line")
    func figures() async throws {
        let desk = FixedComplaints()
        try await Self.with(desk) { connection in
            let csv = try await connection.get("/api/v1/figures.csv?from=2026-11-01")
            #expect(csv.status == 200 && csv.text.hasPrefix("channel,marketplace,ground,"))
            #expect(csv.headers["content-type"] == "text/csv; charset=utf-8")
            #expect(desk.ranges.withLock { $0.last??.lowerBound } == 1_793_491_200_000)
            let answer = try await connection.get("/api/v1/figures")
            #expect(answer.text.contains(#""takenDown":{"part":1,"percent":50.0,"whole":2}"#))
            #expect(desk.ranges.withLock { $0.last } == .some(nil))
            let reasons = try await connection.get("/api/v1/figures/reasons?country=DE")
            #expect(reasons.status == 200, "\(reasons.text)")
            let lines = try reasons.text.split(separator: "\n").map {
                try JSONValue(parsing: String($0))
            }
            #expect(lines.count == 2)
            guard case .array(let statements)? = Self.member(lines.first, "statements") else {
                Issue.record("\(reasons.text)")
                return
            }
            #expect(statements.count == 1)
            #expect(Self.member(lines.last, "statements") == .integer(1))
            for wrong in ["?country=germany", "?language=de", "?reference=http://x"] {
                #expect(
                    try await connection.get("/api/v1/figures/reasons\(wrong)").status == 400)
            }
        }
    }

    @Test("statements of reasons count as rows taken away, and wait for another person beyond them")
    func reasonsHeld() async throws {
        let exports = ExportsInMemory(rowsMax: 0, at: FixedComplaints.time + 86_400_000)
        let path = "/api/v1/figures/reasons?country=DE"
        try await Self.with(FixedComplaints(), audit: exports.console) { connection in
            let held = try await connection.get(path)
            #expect(held.status == 403 && held.text.contains("export-held"), "\(held.text)")
            #expect(!held.text.contains("puid"))
            let waiting = try #require(try await exports.held().first)
            #expect(waiting.rows == 1 && waiting.details == ["reasons": "country=DE"])
            // One complaint's are looked at with it, as on the console.
            #expect(try await connection.get(Self.one + "/reasons").status == 200)
            try await exports.release(
                waiting.index, by: .operatorOfMachine("root"), person: PersonID(parsing: "bo"),
                roles: [.approver], purpose: nil)
            let file = try await connection.get(path)
            #expect(file.status == 200 && file.text.contains("puid"), "\(file.text)")
            #expect(
                file.headers["content-disposition"]
                    == "attachment; filename=\"statements-of-reasons-released-\(waiting.index)-as-of-\(Self.heldAt).ndjson\""
            )
            let record = try #require(exports.records.last)
            #expect(record.action == .export && record.rows == 1)
            #expect(record.route == "GET /api/v1/figures/reasons")
            #expect(try await connection.get(path).status == 403)
        }
    }

    /// As names of files have it: a day after `FixedComplaints.time`.
    private static let heldAt = "20261124T120000Z"
}

import AllianceNames
import Complaints
import JSON
import NodeAPI
import Peering
import SignIn
import Statements
import Synchronization
import Testing

/// What people at a platform do about its marketplaces, on the console and at the REST interface.
@Suite(.timeLimit(.minutes(4))) struct MarketplaceWorkRoutesTests {
    private static func console(_ work: FixedMarketplaceWork) throws -> ConsoleRoutes {
        ConsoleRoutes(
            try FixedConsole(), of: MemberID(unchecked: "hub"), products: FixedAnswers(),
            complaints: FixedComplaints(), marketplaces: work)
    }

    /// By the handler, with all that the port would have looked at before.
    private static func ask(
        _ routes: [DeskRoute], _ method: DeskMethod, _ pattern: String, _ target: String,
        _ body: String = "", type: String = "application/json",
        parameters: [String: String] = [:], as role: Role = .investigator,
        in language: DeskLanguage = .english
    ) async throws -> DeskAnswer {
        let found = try #require(
            routes.first { $0.method == method && $0.pattern.description == pattern }, "\(pattern)")
        return try await found.handler(
            DeskRequest(
                method: method, target: try RequestTarget(parsing: target),
                parameters: parameters,
                headers: [
                    .init("content-type", type), .init("accept", "*/*"),
                    .init("accept-language", language.rawValue),
                ],
                body: Array(body.utf8),
                caller: .person(
                    DeskPerson(
                        member: MemberID(unchecked: "hub"), id: try PersonID(parsing: "vera"),
                        displayName: "Vera", roles: [role], method: .link,
                        purpose: try Purpose(.complaint), formToken: Secret.random().formToken)),
                origin: "https://hub", id: "1"))
    }

    @Test("answers are as they are described, whatever marketplaces say")
    func asDescribed() async throws {
        let work = FixedMarketplaceWork(saying: FixedConsole.hostile)
        let routes = RESTRoutes(try Self.console(work), signing: FixedSigning()).routes
        try await LiveDesk.with(routes: routes) { live in
            let connection = try await live.connect("hub")
            let document = try await RESTRoutesTests.document(connection)
            let schemas = DescribedSchema(document)
            for (path, template) in [
                ("/screening/proposals", "/screening/proposals"),
                ("/screening/proposals/17", "/screening/proposals/{number}"),
                (
                    "/marketplace-orders?state=escalated&marketplace=bazario&limit=7",
                    "/marketplace-orders"
                ),
            ] {
                let answer = try await connection.get("/api/v1" + path)
                #expect(answer.status == 200, "\(path): \(answer.text.prefix(300))")
                let schema = try RESTRoutesTests.schema(document, template, "get")
                let faults = schemas.faults(try JSONValue(parsing: answer.body), schema).filter {
                    // What screening keeps of it has a page of its own.
                    !$0.contains("proposal.")
                }
                #expect(faults.sorted() == [], "\(path)")
            }
            let query = try #require(work.asked.withLock { $0.last })
            #expect(
                query == OrderQuery(state: .escalated, marketplace: "bazario", limit: 7))
            let page = try await connection.get("/api/v1/marketplace-orders?limit=2").text
            #expect(
                page.contains(#""action":"measure""#) && page.contains(#""measure":"suspension""#))
            // A full page says where to go on, by an address that is read as the order it names.
            let next = try #require(page.firstMatch(of: #/"next":"([^"]+)"/#)).output.1
            let behind = try await connection.get("/api/v1/marketplace-orders?after=\(next)")
            #expect(behind.status == 200)
            #expect(
                work.asked.withLock { $0.last?.after }
                    == "\(FixedMarketplaceWork.entry)#2")
            for (wrong, status) in [
                ("/marketplace-orders?after=x", 400), ("/screening/proposals/18", 404),
                ("/screening/proposals/x", 404),
                ("/marketplace-orders?state=x", 400), ("/marketplace-orders?limit=0", 400),
            ] {
                #expect(try await connection.get("/api/v1" + wrong).status == status, "\(wrong)")
            }
        }
    }

    @Test("a proposal is put aside once, or filed with what checks find, by programs' means")
    func rest() async throws {
        let work = FixedMarketplaceWork()
        let routes = RESTRoutes(try Self.console(work), signing: FixedSigning()).routes
        let (number, root) = (["number": "17"], "/api/v1/screening/proposals/{number}")
        func post(_ what: String, _ target: String, _ body: String = "{}") async throws
            -> DeskAnswer
        {
            try await Self.ask(
                routes, .post, root + what, "/api/v1/screening/proposals/17" + target, body,
                parameters: number)
        }
        let dismissed = try await post("/dismissal", "/dismissal")
        #expect(dismissed.status == 200 && dismissed.text.contains(#""state":"dismissed""#))
        await #expect(throws: PeerProblem.self) { try await post("/dismissal", "/dismissal") }
        let body =
            #"{"right":{"office":"EM","number":"018012345"},"ground":"mark-in-listing","goodFaith":"yes","declaredBy":"Anna"}"#
        work.failures.withLock {
            $0 = [FilingFailure(.rightUnknown, "no such right", mend: "state it")]
        }
        let failed = try await post("/complaint", "/complaint?channel=desk-verel", body)
        #expect(failed.status == 422 && failed.text.contains("right-unknown"))
        work.failures.withLock { $0 = [] }
        let filed = try await post("/complaint", "/complaint?channel=desk-verel", body)
        #expect(filed.status == 201, "\(filed.text)")
        let said = try #require(work.filed.withLock { $0.last })
        #expect(said.number == 17 && said.channel.rawValue == "desk-verel")
        #expect(
            said.filing
                == ProposalFiling(
                    right: .init(office: "EM", number: "018012345"), ground: .markInListing,
                    goodFaithStatement: "yes", declaredBy: "Anna"))
        await #expect(throws: PeerProblem.self) {
            try await post("/complaint", "/complaint?channel=desk-other", body)
        }
        let again = try await Self.ask(
            routes, .post, "/api/v1/marketplace-orders/{id}/attempt",
            "/api/v1/marketplace-orders/x/attempt",
            parameters: ["id": FixedMarketplaceWork.path])
        #expect(again.status == 200)
        #expect(work.tried.withLock { $0 } == [FixedMarketplaceWork.id])
        await #expect(throws: PeerProblem.self) {
            try await Self.ask(
                routes, .post, "/api/v1/marketplace-orders/{id}/attempt",
                "/api/v1/marketplace-orders/x/attempt", parameters: ["id": "x"])
        }
    }

    @Test(
        "a filing that comes again is answered as it was, with word of it; another one is settled")
    func filedAgain() async throws {
        let work = FixedMarketplaceWork()
        let routes = RESTRoutes(try Self.console(work), signing: FixedSigning()).routes
        func file(_ declaredBy: String) async throws -> DeskAnswer {
            try await Self.ask(
                routes, .post, "/api/v1/screening/proposals/{number}/complaint",
                "/api/v1/screening/proposals/17/complaint?channel=desk-verel",
                #"{"right":{"office":"EM","number":"018012345"},"ground":"mark-in-listing","goodFaith":"yes","declaredBy":"\#(declaredBy)"}"#,
                parameters: ["number": "17"])
        }
        func header(_ name: String, _ answer: DeskAnswer) -> String? {
            answer.headers.first { $0.name == name }?.value
        }
        let first = try await file("Anna")
        #expect(first.status == 201 && header("idempotency-replayed", first) == nil)
        let again = try await file("Anna")
        #expect(again.status == 201 && again.body == first.body)
        #expect(header("idempotency-replayed", again) == "true")
        #expect(header("location", again) == header("location", first))
        let other = await #expect(throws: PeerProblem.self) { try await file("Ben") }
        #expect(other?.status == 409 && other?.keyword == "settled")
    }

    @Test("pages show what marketplaces say safely, and forms only to who may sign")
    func pages() async throws {
        let work = FixedMarketplaceWork(saying: FixedConsole.hostile)
        let routes = try Self.console(work).routes
        for (pattern, target, form) in [
            ("/console/proposals", "/console/proposals", "never"),
            ("/console/proposals", "/console/proposals?number=17", "/console/proposals/file"),
            ("/console/orders", "/console/orders", "/console/orders/again"),
        ] {
            for role in [Role.investigator, .analyst] {
                let page = try await Self.ask(routes, .get, pattern, target, as: role)
                ComplaintConsole.expectInert(page, "\(target)")
                #expect(
                    page.text.contains("action=\"\(form)\"")
                        == (role == .investigator && form != "never"), "\(target) as \(role)")
            }
        }
        let silent = "\(MarketplaceError.unreachable("status 503"))"
        let orders = try await Self.ask(
            try Self.console(FixedMarketplaceWork(saying: silent)).routes, .get, "/console/orders",
            "/console/orders", in: .chinese)
        let sentence = try #require(RowProblemText.marketplaceUnreachable(.chinese))
        #expect(
            orders.text.contains("\(sentence) <bdi class=\"small\" lang=\"en\">\(silent)</bdi>"))
        let one = try await Self.ask(
            routes, .get, "/console/proposals", "/console/proposals?number=17")
        #expect(one.text.contains("value=\"EM:018012345\""))
        #expect(one.text.contains("1,234") && one.text.contains("(3 members)"))
        let list = try await Self.ask(
            routes, .get, "/console/proposals", "/console/proposals")
        for page in [one.text, list.text] {
            for words in [
                "mark <bdi class=\"value\">Verel</bdi>", "bazario:shop</bdi> reported",
                "bazario:shop</bdi> linked with reported sellers", "picture near a reported one",
            ] {
                #expect(page.contains(words), "\(words)")
            }
        }
        await #expect(throws: PeerProblem.self) {
            try await Self.ask(
                routes, .get, "/console/proposals", "/console/proposals?number=18")
        }
    }

    @Test("forms put aside, file and try again, and what fails is told with what mends it")
    func forms() async throws {
        let work = FixedMarketplaceWork()
        let routes = try Self.console(work).routes
        func submit(_ path: String, _ fields: [(String, String)]) async throws -> DeskAnswer {
            try await Self.ask(
                routes, .post, path, path, ComplaintConsole.encoded(fields),
                type: "application/x-www-form-urlencoded")
        }
        let fields = [
            ("number", "17"), ("channel", "desk-verel"), ("right", "EM:018012345"),
            ("ground", "design"), ("declaredby", "Anna"), ("goodfaith", "yes"),
        ]
        func file(_ fields: [(String, String)]) async throws -> DeskAnswer {
            let (_, body) = ConsoleRoutesTests.form(fields)
            let path = "/console/proposals/file"
            return try await Self.ask(
                routes, .post, path, path, body, type: "multipart/form-data; boundary=x")
        }
        let kept =
            "test-buy-report image/png 9 " + String(repeating: "ab", count: 32) + " seen on Monday"
        work.failures.withLock {
            $0 = [FilingFailure(.rightUnknown, "no such right", mend: "state it")]
        }
        let failed = try await file(fields)
        #expect(failed.status == 422 && failed.text.contains("role=\"alert\""))
        work.failures.withLock { $0 = [] }
        let filed = try await file(fields + [("kept0", kept)])
        #expect(filed.status == 303)
        #expect(ComplaintConsole.location(filed)?.contains("/console/complaint?log=") == true)
        let said = try #require(work.filed.withLock { $0.last })
        #expect(said.filing.evidence.map(\.role) == [.testBuyReport])
        #expect(said.filing.ground == .design && said.filing.declaredBy == "Anna")
        #expect(said.filing.goodFaithStatement == ComplaintText.declaration(.english))
        for wrong in [
            [("number", "18")], [("number", "17"), ("channel", "desk-other")],
            fields.filter { $0.0 != "right" }, fields.filter { $0.0 != "ground" },
        ] {
            // What there is not has no page.
            guard wrong[0].1 == "17" else {
                await #expect(throws: PeerProblem.self) { try await file(wrong) }
                continue
            }
            let refused = try await file(wrong + [("explanation", "see <it>"), ("kept0", kept)])
            #expect([400, 422].contains(refused.status), "\(wrong)")
            #expect(refused.text.contains("see &lt;it&gt;</textarea>"), "\(wrong)")
            #expect(refused.text.contains("seen on Monday"), "\(wrong)")
            let name = wrong.first { $0.0 == "declaredby" }?.1 ?? ""
            #expect(refused.text.contains("name=\"declaredby\" value=\"\(name)\""))
        }
        #expect(work.filed.withLock { $0.count } == 2)
        let aside = try await submit("/console/proposals/dismiss", [("number", "17")])
        #expect(aside.status == 303)
        await #expect(throws: PeerProblem.self) {
            try await submit("/console/proposals/dismiss", [("number", "17")])
        }
        let again = try await submit(
            "/console/orders/again", [("order", FixedMarketplaceWork.id)])
        #expect(ComplaintConsole.location(again) == "https://hub/console/orders?done=1")
        await #expect(throws: PeerProblem.self) {
            try await submit("/console/orders/again", [("order", "x")])
        }
    }

    @Test("an order has one name in an address, of the form that is described")
    func keys() throws {
        let form = try Regex(OrderKey.pattern)
        for place in 0..<1_000 {
            let path = "ipacc.example~desk-verel~hub~e1~7~\(place)"
            #expect((path.wholeMatch(of: form) != nil) == (OrderKey.id(path: path) != nil))
        }
        #expect(OrderKey.path(FixedMarketplaceWork.id) == FixedMarketplaceWork.path)
        #expect(OrderKey.id(path: FixedMarketplaceWork.path) == FixedMarketplaceWork.id)
        for wrong in [
            "", "x", "ipacc.example~desk-verel~hub~e1~7", "ipacc.example~desk-verel~hub~e1~7~300",
            "ipacc.example~desk-verel~hub~e1~7~02", "ipacc.example~desk-verel~hub~e1~7~-1",
        ] {
            #expect(OrderKey.id(path: wrong) == nil, "\(wrong)")
        }
        #expect(OrderKey.path("a#1") == nil && OrderKey.path("") == nil)
    }
}

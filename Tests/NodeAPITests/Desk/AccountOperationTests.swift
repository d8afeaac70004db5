import Accounts
import AllianceNames
import AuditTrail
import JSON
import NodeAPI
import Peering
import Roster
import SignIn
import Testing
import TransparencyLog

/// A platform's accounts at the REST interface; what the console shares with it.
@Suite(.timeLimit(.minutes(4))) struct AccountOperationTests {
    private static let root = "/api/v1/accounts"
    private static let one = root + "/rh-agent"
    private static let own = MemberID(unchecked: "hub")

    private static func console(_ accounts: FixedAccounts) throws -> ConsoleRoutes {
        ConsoleRoutes(
            try FixedConsole(), of: own, products: FixedAnswers(), accounts: accounts)
    }

    private static func routes(_ accounts: FixedAccounts) throws -> [DeskRoute] {
        RESTRoutes(try console(accounts), signing: FixedSigning()).routes
    }

    private static func person() throws -> DeskPerson {
        DeskPerson(
            member: own, id: try PersonID(parsing: "vera"), displayName: "Vera",
            roles: [.approver], method: .link, purpose: try Purpose(.complaint),
            formToken: Secret.random().formToken)
    }

    /// By the handler, with all that the port would have looked at before.
    private static func ask(
        _ routes: [DeskRoute], _ method: DeskMethod, _ target: String, _ body: String = "",
        as caller: DeskCaller? = nil
    ) async throws -> DeskAnswer {
        let target = try RequestTarget(parsing: target)
        let segments = target.path.split(separator: "/").map(String.init)
        for route in routes where route.method == method {
            guard let parameters = route.pattern.match(segments) else { continue }
            return try await route.handler(
                DeskRequest(
                    method: method, target: target, parameters: parameters,
                    headers: [
                        .init("content-type", "application/json"), .init("accept", "*/*"),
                    ], body: Array(body.utf8), caller: try caller ?? .person(person()),
                    origin: "https://hub", id: "1"))
        }
        throw PeerProblem(status: 404, keyword: "no-such-path", detail: target.path)
    }

    /// Its status and keyword; of what is not refused its status.
    private static func refusal(
        _ routes: [DeskRoute], _ method: DeskMethod, _ target: String, _ body: String = "",
        as caller: DeskCaller? = nil
    ) async throws -> String {
        do {
            return "\(try await ask(routes, method, target, body, as: caller).status)"
        } catch let problem as PeerProblem {
            return "\(problem.status) \(problem.keyword)"
        }
    }

    private static func members(_ answer: DeskAnswer) throws -> [String: JSONValue] {
        guard case .object(let members) = try JSONValue(parsing: answer.body) else { return [:] }
        return members
    }

    private static func acceptance(_ accounts: FixedAccounts) -> String {
        let client = JSONValue.string(FixedAccounts.client).compact
        return #"{"client":\#(client),"document":"\#(accounts.document.digest.hex)"}"#
    }

    // MARK: Reading

    @Test("answers are as they are described, whatever people wrote")
    func asDescribed() async throws {
        let accounts = try FixedAccounts(more: 1)
        let routes = try Self.routes(accounts)
        let described = try await Self.ask(routes, .get, "/api/v1/openapi.json")
        let document = try JSONValue(parsing: described.body, depthMax: 32)
        let seen = try await accounts.agent.seen.hex
        let asked: [(DeskMethod, String, String, String)] = [
            (.get, Self.root, "/accounts", ""), (.get, Self.one, "/accounts/{id}", ""),
            (
                .post, Self.one + "/code?seen=\(seen)", "/accounts/{id}/code",
                #"{"address":"owner@register.example"}"#
            ),
            (
                .post, Self.one + "/acceptance?seen=\(seen)", "/accounts/{id}/acceptance",
                Self.acceptance(accounts)
            ),
            (
                .post, Self.one + "/suspension", "/accounts/{id}/suspension",
                #"{"reason":"false complaints"}"#
            ),
            (.post, Self.one + "/resumption", "/accounts/{id}/resumption", "{}"),
            (.post, Self.one + "/closing", "/accounts/{id}/closing", "{}"),
            // With its record.
            (.get, Self.one, "/accounts/{id}", ""),
        ]
        for (method, target, template, body) in asked {
            let answer = try await Self.ask(routes, method, target, body)
            #expect(answer.status == 200, "\(target): \(answer.text.prefix(300))")
            let schema = try RESTRoutesTests.schema(
                document, template, method.rawValue.lowercased())
            let faults = DescribedSchema(document).faults(
                try JSONValue(parsing: answer.body), schema)
            #expect(faults.sorted() == [], "\(target)")
        }
    }

    @Test("the list goes on over pages, narrowed to stages, and ends with its last account")
    func pages() async throws {
        let routes = try Self.routes(try FixedAccounts(more: 119))
        func list(_ query: String) async throws -> (ids: [String], next: String?) {
            let answer = try await Self.ask(routes, .get, Self.root + query)
            let members = try Self.members(answer)
            guard case .array(let found)? = members["accounts"] else { return ([], nil) }
            #expect(answer.note?.results == UInt64(found.count))
            let ids = found.compactMap { one -> String? in
                guard case .object(let members) = one, case .string(let id)? = members["id"]
                else { return nil }
                return id
            }
            guard case .string(let next)? = members["next"] else { return (ids, nil) }
            return (ids, next)
        }
        let all = ["rh-agent"] + (0..<119).map { "rh-\($0)" }
        for limit in ["", "&limit=7", "&limit=40"] {
            var (ids, next, pages) = ([String](), String?.some(""), 0)
            while let place = next, pages < 30 {
                let cursor = place.isEmpty ? "" : "&cursor=\(place)"
                let page = try await list("?stage=verified&stage=closed\(limit)\(cursor)")
                ids += page.ids
                next = page.next
                pages += 1
            }
            #expect(ids == all, "\(limit)")
            #expect(pages == (limit.isEmpty ? 3 : limit == "&limit=40" ? 3 : 18))
        }
        #expect(try await list("?stage=verified").ids == ["rh-agent"])
        #expect(try await list("?stage=applied").ids.isEmpty)
        #expect(try await list("").ids.count == 50)
        for (wrong, refusal) in [
            ("?stage=x", "400 query"), ("?limit=51", "400 query"), ("?cursor=A", "400 query"),
            ("?before=rh-1", "400 query"), ("?cursor=rh-nobody", "404 account-unknown"),
        ] {
            #expect(try await Self.refusal(routes, .get, Self.root + wrong) == refusal, "\(wrong)")
        }
    }

    @Test("the console's list leads to older accounts where there are any, and nowhere else")
    func consolePages() async throws {
        for (more, goesOn) in [(49, false), (50, true)] {
            let routes = try Self.console(try FixedAccounts(more: more)).routes
            let page = try await Self.ask(routes, .get, "/console/accounts").text
            #expect(page.contains("before=rh-48\"") == goesOn, "\(more)")
        }
    }

    @Test("a stage or a place that there is not lists nothing, least of all everything")
    func unknownFilters() async throws {
        let routes = try Self.console(try FixedAccounts(more: 50)).routes
        for (asked, answer) in [
            ("stage=opened", "400 query"), ("before=A%20B", "400 query"), ("stage=", "200"),
            ("stage=verified&before=", "200"), ("before=rh-48", "200"),
        ] {
            let path = "/console/accounts?\(asked)"
            #expect(try await Self.refusal(routes, .get, path) == answer, "\(asked)")
        }
    }

    @Test("an account's page tells in words what was done, and by whom")
    func recordInWords() async throws {
        let accounts = try FixedAccounts()
        try await accounts.nameAnother()
        let routes = try Self.console(accounts).routes
        let page = try await Self.ask(routes, .get, "/console/accounts/rh-agent").text
        #expect(page.contains(">\(AccountPageText(.addRight)(.english))<"))
        #expect(page.contains(">\(AccountPageText.mgHolder(.english))<"))
        #expect(!page.contains("add-right"))
    }

    @Test("one account is told with its rights, clients, documents, stage and record")
    func record() async throws {
        let accounts = try FixedAccounts()
        try await accounts.nameAnother()
        let routes = try Self.routes(accounts)
        let answer = try await Self.ask(routes, .get, Self.one)
        #expect(answer.note == AuditNote(.view, [.account: "rh-agent"]))
        let told = try Self.members(answer)
        #expect(told["stage"] == .string("verified"))
        #expect(told["seen"] == .string(try await accounts.agent.seen.hex))
        guard case .array(let rights)? = told["rights"],
            case .array(let clients)? = told["clients"],
            case .object(let client)? = clients.first, case .array(let steps)? = told["steps"],
            case .object(let code)? = told["code"],
            case .object(let authorisation)? = client["authorisation"]
        else {
            Issue.record("\(answer.text)")
            return
        }
        #expect(rights.count == 3)
        #expect(client["name"] == .string(FixedAccounts.client))
        let digest = accounts.document.digest.hex
        #expect(authorisation["document"] == .string(digest))
        #expect(authorisation["href"] == .string(Self.one + "/documents/\(digest)"))
        #expect(authorisation["acceptedAt"] == nil)
        #expect(code["attemptsLeft"] == .integer(3))
        #expect(code["hash"] == nil)
        #expect(
            steps == [
                .object([
                    "at": .string(
                        UTCTimestamp(millisecondsSince1970: FixedAccounts.now).description),
                    "step": .string("add-right"), "by": .string("account"), "note": .string(""),
                ])
            ], "\(steps)")
        #expect(
            try await Self.refusal(routes, .get, Self.root + "/rh-nobody")
                == "404 account-unknown")
        #expect(try await Self.refusal(routes, .get, Self.root + "/Wrong") == "404 account-unknown")
    }

    @Test("a document is given as bytes that no browser shows, by its digest, and noted")
    func document() async throws {
        let accounts = try FixedAccounts()
        let (rest, console) = (try Self.routes(accounts), try Self.console(accounts).routes)
        let digest = accounts.document.digest.hex
        for (routes, path) in [
            (rest, Self.one + "/documents/"), (console, "/console/accounts/rh-agent/document/"),
        ] {
            let answer = try await Self.ask(routes, .get, path + digest)
            #expect(answer.body == accounts.document.bytes)
            #expect(answer.mediaType == "application/octet-stream")
            #expect(
                answer.headers.contains(
                    .init("content-disposition", "attachment; filename=\"authorisation.pdf\"")))
            #expect(
                answer.note
                    == AuditNote(.export, [.account: "rh-agent", .document: digest], rows: 1))
            for wrong in ["x", Digest.sha256([9]).hex] {
                #expect(
                    try await Self.refusal(routes, .get, path + wrong)
                        == "404 account-document-unknown", "\(wrong)")
            }
        }
    }

    // MARK: Acting

    @Test(
        "each step reaches the account with who did it, noted ahead, and tells how it stands then")
    func steps() async throws {
        let accounts = try FixedAccounts()
        let routes = try Self.routes(accounts)
        func act(_ step: String, _ did: String, _ body: String) async throws -> JSONValue? {
            let takesSeen = ["acceptance", "code"].contains(step)
            let query = takesSeen ? "?seen=\(try await accounts.agent.seen.hex)" : ""
            let answer = try await Self.ask(routes, .post, "\(Self.one)/\(step)\(query)", body)
            var note = AuditNote(.administer, [.account: "rh-agent", .did: did])
            note.isRecorded = true
            #expect(answer.note == note, "\(step)")
            let told = try Self.members(answer)
            #expect(told["seen"] == .string(try await accounts.agent.seen.hex))
            return told["stage"]
        }
        let client = JSONValue.string(FixedAccounts.client).compact
        _ = try await act("acceptance", "accept-authorisation", Self.acceptance(accounts))
        #expect(
            try await accounts.agent.client(FixedAccounts.client)?.authorisation.acceptedAt
                == FixedAccounts.now)
        _ = try await act("code", "send-code", #"{"address":"owner@register.example"}"#)
        _ = try await act(
            "code", "send-code", #"{"address":"aurum@register.example","client":\#(client)}"#)
        #expect(
            accounts.sent == [
                .init(client: nil, address: "owner@register.example", by: "vera"),
                .init(
                    client: FixedAccounts.client, address: "aurum@register.example", by: "vera"),
            ])
        #expect(
            try await act("suspension", "suspend", #"{"reason":"false <complaints>"}"#)
                == .string("suspended"))
        #expect(try await act("resumption", "resume", "{}") == .string("verified"))
        #expect(try await act("closing", "close", #"{"reason":""}"#) == .string("closed"))
        let done = try await accounts.steps(of: FixedAccounts.id).reversed()
        #expect(done.allSatisfy { $0.by == "vera" })
        #expect(
            done.map { "\($0.transition.rawValue) \($0.note)" } == [
                "accept-authorisation ", "send-code ", "send-code \(FixedAccounts.client)",
                "suspend false <complaints>", "resume ", "close ",
            ])
    }

    @Test("nothing is done about what was not read, or about what is something else by now")
    func seen() async throws {
        let accounts = try FixedAccounts()
        let routes = try Self.routes(accounts)
        let looked = try await accounts.agent.seen.hex
        try await accounts.nameAnother()
        let before = try await accounts.agent
        for (step, body) in [
            ("acceptance", Self.acceptance(accounts)),
            ("code", #"{"address":"owner@register.example"}"#),
        ] {
            let path = "\(Self.one)/\(step)"
            for (query, refusal) in [
                ("", "400 query"), ("?seen=", "400 query"), ("?seen=x", "400 query"),
                ("?seen=\(looked.uppercased())", "400 query"),
                ("?seen=\(looked)", "409 account-changed-since"),
            ] {
                #expect(
                    try await Self.refusal(routes, .post, path + query, body) == refusal,
                    "\(step) \(query)")
            }
        }
        #expect(try await accounts.agent == before)
        #expect(accounts.sent.isEmpty)
    }

    @Test("what is not as described, means nothing, or does not go with the stage changes nothing")
    func refused() async throws {
        let accounts = try FixedAccounts()
        let routes = try Self.routes(accounts)
        let before = try await accounts.agent
        let seen = "?seen=\(before.seen.hex)"
        let digest = accounts.document.digest.hex
        let other = Digest.sha256([9]).hex
        let client = JSONValue.string(FixedAccounts.client).compact
        for (target, body, refusal) in [
            ("/code" + seen, #"{"address":"nobody"}"#, "422 account-email"),
            ("/code" + seen, #"{}"#, "400 body"),
            ("/code" + seen, #"{"address":"a@b.example","more":1}"#, "400 body"),
            ("/code" + seen, "address=a@b.example", "400 body"),
            (
                "/code" + seen, #"{"address":"a@b.example","client":"Nobody"}"#,
                "422 account-client-unknown"
            ),
            (
                "/code" + seen, #"{"address":"a@b.example","client":\#(client)}"#,
                "409 account-authorisation-not-accepted"
            ),
            (
                "/acceptance" + seen, #"{"client":"Nobody","document":"\#(digest)"}"#,
                "422 account-client-unknown"
            ),
            (
                "/acceptance" + seen, #"{"client":\#(client),"document":"\#(other)"}"#,
                "409 account-document-unknown"
            ),
            ("/acceptance" + seen, #"{"client":\#(client),"document":"x"}"#, "400 body"),
            ("/acceptance" + seen, #"{"client":\#(client)}"#, "400 body"),
            ("/suspension", "", "400 body"),
            ("/suspension", #"{"reason":"two\nlines"}"#, "422 account-text"),
            ("/suspension?seen=\(other)", "{}", "400 query"),
            ("/resumption", "{}", "409 account-stage"),
        ] {
            #expect(
                try await Self.refusal(routes, .post, Self.one + target, body) == refusal,
                "\(target) \(body)")
        }
        #expect(
            try await Self.refusal(routes, .post, Self.root + "/rh-nobody/closing", "{}")
                == "404 account-unknown")
        // The port lets none of these as far as here.
        for caller: DeskCaller in [
            .member(Self.own),
            .machine(
                DeskMachine(
                    member: Self.own, name: TokenName(unchecked: "siem"), role: .readOnlyMachine)),
        ] {
            #expect(
                try await Self.refusal(routes, .post, Self.one + "/closing", "{}", as: caller)
                    == "403 person-needed")
        }
        #expect(try await accounts.agent == before)
        #expect(try await accounts.steps(of: FixedAccounts.id).isEmpty && accounts.sent.isEmpty)
    }

    @Test("a desk without accounts has no operation of them, and describes none")
    func elsewhere() async throws {
        let console = ConsoleRoutes(try FixedConsole(), of: Self.own, products: FixedAnswers())
        let routes = RESTRoutes(console, signing: FixedSigning()).routes
        #expect(!routes.contains { $0.pattern.description.hasPrefix(Self.root) })
        let described = try await Self.ask(routes, .get, "/api/v1/openapi.json").text
        #expect(!described.contains("\"/accounts"))
    }
}

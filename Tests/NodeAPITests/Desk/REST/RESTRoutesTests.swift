import AllianceNames
import JSON
import MergedView
import NodeAPI
import Statements
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(30))) struct RESTRoutesTests {
    static func routes(
        _ console: FixedConsole, signing: FixedSigning = FixedSigning()
    ) -> RESTRoutes {
        RESTRoutes(
            ConsoleRoutes(console, of: MemberID(unchecked: "hub"), products: FixedAnswers()),
            signing: signing)
    }

    static func with(
        _ console: FixedConsole, _ body: (RawConnection) async throws -> Void
    ) async throws {
        try await LiveDesk.with(routes: routes(console).routes) { desk in
            try await body(try await desk.connect("hub"))
        }
    }

    static func post(
        _ path: String, _ body: String, type: String? = "application/json", more: String = "",
        on connection: RawConnection
    ) async throws -> RawConnection.Answer {
        let field = type.map { "Content-Type: \($0)\r\n" } ?? ""
        try await connection.send(
            "POST \(path) HTTP/1.1\r\nHost: hub\r\n\(field)\(more)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return try #require(await connection.answer())
    }

    static func document(_ connection: RawConnection) async throws -> JSONValue {
        let answer = try await connection.get("/api/v1/openapi.json")
        #expect(answer.status == 200)
        return try JSONValue(parsing: answer.body, depthMax: 32)
    }

    static let record = "/api/v1/indicators/company/x"
    static let proof = "/api/v1/proofs/ipacc.example/alliance/brand/e1/0"
    static let reads: [(String, String)] = [
        ("/api/v1/indicators?q=shop", "/indicators"),
        (record, "/indicators/{type}/{value}"), ("/api/v1/linked-sellers", "/linked-sellers"),
        ("/api/v1/members", "/members"), ("/api/v1/overview", "/overview"),
        ("/api/v1/products/04006381333931", "/products/{gtin}"),
        ("/api/v1/products/check?code=(01)04006381333931(21)A1", "/products/check"),
        ("/api/v1/products/check?code=04006381333931&serial=A1", "/products/check"),
    ]

    private static func member(_ value: JSONValue?, _ name: String) -> JSONValue? {
        guard case .object(let members)? = value else { return nil }
        return members[name]
    }

    static func schema(
        _ document: JSONValue, _ path: String, _ method: String
    ) throws -> JSONValue {
        let operation = member(member(member(document, "paths"), path), method)
        let content = member(member(member(operation, "responses"), "200"), "content")
        return try #require(member(member(content, "application/json"), "schema"))
    }

    // MARK: The description

    @Test("every route stands in the description, and nothing else")
    func described() async throws {
        let console = try FixedConsole()
        try await Self.with(console) { connection in
            let document = try await Self.document(connection)
            guard case .object(let paths)? = Self.member(document, "paths") else {
                Issue.record("no paths")
                return
            }
            var described: Set<String> = []
            for (path, item) in paths {
                guard case .object(let methods) = item else { continue }
                for (method, operation) in methods {
                    described.insert("\(method.uppercased()) /api/v1\(path)")
                    var named: Set<String> = []
                    if case .array(let parameters)? = Self.member(operation, "parameters") {
                        for parameter in parameters
                        where Self.member(parameter, "in") == .string("path") {
                            if case .string(let name)? = Self.member(parameter, "name") {
                                named.insert("{\(name)}")
                            }
                        }
                    }
                    let inPath = Set(
                        path.split(separator: "/").map(String.init).filter { $0.hasPrefix("{") })
                    #expect(named == inPath, "\(method) \(path)")
                }
            }
            let served = Set(
                Self.routes(console).routes.map {
                    "\($0.method.rawValue) \($0.pattern.description)"
                })
            #expect(served == described.union(["GET /api/v1/openapi.json"]))
            #expect(described.count > 6)
        }
    }

    @Test("answers are as they are described, whatever members say")
    func asDescribed() async throws {
        try await Self.with(try FixedConsole()) { connection in
            let document = try await Self.document(connection)
            let schemas = DescribedSchema(document)
            for (path, template) in Self.reads {
                let answer = try await connection.get(path)
                #expect(answer.status == 200, "\(path): \(answer.text.prefix(200))")
                #expect(answer.headers["content-type"] == "application/json")
                let schema = try Self.schema(document, template, "get")
                let faults = schemas.faults(try JSONValue(parsing: answer.body), schema)
                #expect(faults.sorted() == [], "\(path)")
            }
            let list =
                #"{"identifiers":[{"type":"domain","value":"shop.example"},{"type":"domain","value":"x"}]}"#
            let checked = try await Self.post("/api/v1/indicators/check", list, on: connection)
            #expect(checked.status == 200, "\(checked.text)")
            let schema = try Self.schema(document, "/indicators/check", "post")
            #expect(schemas.faults(try JSONValue(parsing: checked.body), schema).sorted() == [])
            let scanned = try await Self.post(
                "/api/v1/products/check", #"{"code":"010400638133393121A1\u001d"}"#, on: connection)
            #expect(scanned.status == 200, "\(scanned.text)")
        }
    }

    @Test("a spreadsheet is read as the console reads it: its columns guessed, or as they are said")
    func list() async throws {
        let console = try FixedConsole()
        try await Self.with(console) { connection in
            let document = try await Self.document(connection)
            let schema = try Self.schema(document, "/indicators/check-list", "post")
            let path = "/api/v1/indicators/check-list"
            func check(_ query: String, _ body: String) async throws -> JSONValue {
                let answer = try await Self.post(
                    path + query, body, type: "text/csv; charset=utf-8", on: connection)
                #expect(answer.status == 200, "\(answer.text)")
                let json = try JSONValue(parsing: answer.body)
                #expect(DescribedSchema(document).faults(json, schema).sorted() == [])
                return json
            }
            let text = "site;telephone;comment\nshop.example;+44 7700 900777;seen\nno site;x;\n"
            let guessed = try await check("", text)
            #expect(Self.member(guessed, "header") == .bool(true))
            #expect(Self.member(guessed, "rows") == .integer(2))
            #expect(Self.member(guessed, "knownCount") == .integer(2))
            #expect(Self.member(guessed, "unreadableCount") == .integer(2))
            #expect(Self.member(guessed, "brokenRowCount") == .integer(0))
            let lookups = Set(console.looked.withLock { $0 })
            #expect(
                lookups == [
                    try Indicator(.domain, parsing: "shop.example"),
                    try Indicator(.phone, parsing: "+447700900777"),
                ])
            // What can be several identifiers is one value.
            let several = try await check("?header=no", "bazario:12345\n")
            guard case .array(let known)? = Self.member(several, "known") else {
                Issue.record("what is known is not listed")
                return
            }
            #expect(known.count > 1 && Self.member(several, "knownCount") == .integer(1))
            let stray = String(repeating: "a.example;b;c;d\n", count: 60)
            let broken = try await check("", text + stray)
            #expect(Self.member(broken, "rows") == .integer(2))
            #expect(Self.member(broken, "brokenRowCount") == .integer(60))
            console.looked.withLock { $0 = [] }
            let said = try await check("?header=no&column=0:ignored&column=1:ignored", text)
            #expect(Self.member(said, "header") == .bool(false))
            #expect(Self.member(said, "rows") == .integer(3))
            #expect(Self.member(said, "knownCount") == .integer(0))
            for query in [
                "?header=maybe", "?column=64:phone", "?column=0:nothing", "?column=00:phone",
                "?column=phone", "?column=0:phone&column=0:domain", "?what=1",
            ] {
                let refused = try await Self.post(
                    path + query, text, type: "text/csv", on: connection)
                #expect(refused.status == 400, "\(query)")
            }
            for (body, type, status) in [
                ("", "text/csv", 422), ("\n\n", "text/csv", 422), (text, "text/plain", 415),
                (String(repeating: "a,", count: 65), "text/csv", 422),
            ] {
                let refused = try await Self.post(path, body, type: type, on: connection)
                #expect(refused.status == status, "\(body.prefix(9)) \(type): \(refused.text)")
                #expect(refused.headers["content-type"] == "application/problem+json")
            }
        }
    }

    // MARK: Search

    @Test("a search asks what its address says, a page at a time")
    func search() async throws {
        let console = try FixedConsole()
        try await Self.with(console) { connection in
            let answer = try await connection.get(
                "/api/v1/indicators?q=shop*&type=domain&type=url&member=brand&status=withdrawn&confirmed=pending&confidence=high&mark=Verel&marketplace=shopee&channel=alliance&tlp=amber%2Bstrict&since=2026-11-01&until=2026-11-02T03:04:05Z&limit=7&cursor=k0161"
            )
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.headers["link"]?.contains("cursor=p77>; rel=\"next\"") == true)
            #expect(answer.headers["link"]?.contains("cursor=k0161") == false)
            let query = try #require(console.asked.withLock { $0.last })
            #expect(query.term == .prefix("shop"))
            #expect(query.types == [.domain, .url])
            #expect(query.members == [MemberID(unchecked: "brand")])
            #expect(query.statuses == [.withdrawn])
            #expect(query.confirmation == .pending)
            #expect(query.confidence == [80...100])
            #expect(query.marks == ["Verel"])
            #expect(query.marketplaces == ["shopee"])
            #expect(query.channels == [.alliance])
            #expect(query.markings == [.amberStrict])
            #expect(query.issued == 1_793_491_200_000...1_793_588_645_000)
            #expect(query.pageSize == 7)
            #expect(query.cursor == (try SearchCursor(parsing: "k0161")))
            let all = try await connection.get("/api/v1/indicators")
            #expect(all.status == 200)
            let everything = try #require(console.asked.withLock { $0.last })
            #expect(everything.term == nil)
            #expect(everything.pageSize == 25)
        }
    }

    static let longCursor = "/api/v1/indicators?cursor=k" + String(repeating: "0", count: 65)

    /// The next page's address would be longer than one that is taken.
    static let longSearch: String = {
        let text = String(repeating: "%E7%9C%9F", count: 256)
        let marks = String(repeating: "&mark=" + String(repeating: "m", count: 120), count: 14)
        return "/api/v1/indicators?q=" + text + marks
    }()

    @Test(
        "what is not described is refused",
        arguments: [
            ("/api/v1/indicators?x=1", 400), ("/api/v1/indicators?q=a&q=b", 400),
            ("/api/v1/indicators?type=none", 400), ("/api/v1/indicators?type=", 400),
            ("/api/v1/indicators?member=A", 400), ("/api/v1/indicators?limit=0", 400),
            ("/api/v1/indicators?limit=101", 400), ("/api/v1/indicators?limit=07", 400),
            ("/api/v1/indicators?limit=%2B7", 400), ("/api/v1/indicators?cursor=", 400),
            ("/api/v1/indicators?cursor=p-1", 400), ("/api/v1/indicators?cursor=p01", 422),
            ("/api/v1/indicators?cursor=kabc", 422), ("/api/v1/indicators?since=2026-13-01", 422),
            ("/api/v1/indicators?since=2026-02-02&until=2026-02-01", 422),
            ("/api/v1/indicators?q=" + String(repeating: "a", count: 257), 400),
            (
                "/api/v1/indicators?"
                    + Array(repeating: "mark=a", count: 17).joined(separator: "&"), 400
            ),
            (RESTRoutesTests.longCursor, 400), (RESTRoutesTests.longSearch, 422),
            ("/api/v1/indicators/domain/x", 422), ("/api/v1/indicators/none/x", 404),
            ("/api/v1/indicators/key/!!", 422), ("/api/v1/indicators/domain/a%00", 400),
            ("/api/v1/members?a=b", 400), ("/api/v1/products/check", 400),
            ("/api/v1/products/check?code=nonsense", 422), ("/api/v1/products/123", 422),
            ("/api/v1/proofs/ipacc.example/alliance/brand/e1/9", 404),
            ("/api/v1/proofs/ipacc.example/alliance/brand/x/0", 404),
            ("/api/v1/none", 404), ("/api/v2", 404),
        ])
    func strict(path: String, status: Int) async throws {
        try await Self.with(try FixedConsole()) { connection in
            for headers in ["", "Accept: application/json, text/plain\r\n"] {
                let answer = try await connection.get(path, headers: headers)
                #expect(answer.status == status, "\(path) \(answer.text)")
                Self.expectProblem(answer)
            }
        }
    }

    @Test(
        "a bundle is narrowed to names that are there",
        arguments: [
            ("evidence?member=A", 400), ("evidence?channel=", 400), ("evidence?kind=company", 400),
            ("evidence?member=nobody", 422), ("evidence/page?channel=nowhere", 422),
            ("evidence?member=brand&channel=alliance", 404),
        ])
    func narrowed(path: String, status: Int) async throws {
        try await Self.with(try FixedConsole()) { connection in
            for headers in ["", "Accept: */*\r\n"] {
                let answer = try await connection.get("\(Self.record)/\(path)", headers: headers)
                #expect(answer.status == status, "\(path) \(answer.text)")
                Self.expectProblem(answer)
            }
        }
    }

    @Test("a program is told as a program, whatever it says that it takes")
    func forPrograms() async throws {
        try await Self.with(try FixedConsole()) { connection in
            for path in ["/api/v1/none", "/api/v2", "/api/"] {
                let answer = try await connection.get(path, headers: "Accept: text/html\r\n")
                #expect(answer.status == 404)
                Self.expectProblem(answer)
            }
        }
    }

    static func expectProblem(_ answer: RawConnection.Answer) {
        #expect(answer.headers["content-type"] == "application/problem+json", "\(answer)")
        guard case .object(let members)? = try? JSONValue(parsing: answer.body) else {
            Issue.record("no problem: \(answer)")
            return
        }
        #expect(Set(members.keys) == ["title", "status", "detail", "keyword"])
        #expect(members["status"] == .integer(UInt64(answer.status)))
    }

    @Test("methods, media types and bodies are refused as problems")
    func problems() async throws {
        try await LiveDesk.with(routes: Self.routes(try FixedConsole()).routes) { desk in
            let connection = try await desk.connect("hub")
            for method in ["DELETE", "PUT", "PATCH", "TRACE"] {
                let connection = try await desk.connect("hub")
                try await connection.send("\(method) /api/v1/members HTTP/1.1\r\nHost: hub\r\n\r\n")
                let answer = try #require(await connection.answer())
                #expect(answer.status == 405)
                #expect(answer.headers["allow"] == "GET, HEAD, OPTIONS")
                Self.expectProblem(answer)
            }
            let unacceptable = try await connection.get(
                "/api/v1/members", headers: "Accept: text/html\r\n")
            #expect(unacceptable.status == 406)
            Self.expectProblem(unacceptable)
            for (body, type, status) in [
                ("{}", "text/plain", 415), ("{}", nil, 415), ("{", "application/json", 400),
                ("[]", "application/json", 400), ("{}", "application/json", 400),
                (#"{"code":"1","x":1}"#, "application/json", 400),
                (#"{"code":1}"#, "application/json", 400),
                (#"{"code":"1","code":"2"}"#, "application/json; charset=utf-8", 400),
                (String(repeating: "[", count: 99), "application/json", 400),
            ] as [(String, String?, Int)] {
                let answer = try await Self.post(
                    "/api/v1/products/check", body, type: type, on: connection)
                #expect(answer.status == status, "\(body) \(answer.text)")
                Self.expectProblem(answer)
            }
            let large = try await desk.connect("hub")
            try await large.send(
                "POST /api/v1/products/check HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 1048577\r\n\r\n"
            )
            let tooLarge = try #require(await large.answer())
            #expect(tooLarge.status == 413)
            Self.expectProblem(tooLarge)
            let stranger = try await desk.connect(nil)
            let unknown = try await stranger.get(
                "/api/v1/members", headers: "Accept: text/html\r\n")
            #expect(unknown.status == 401)
            #expect(unknown.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
            Self.expectProblem(unknown)
            let other = try await desk.connect("brand")
            let refused = try await other.get("/api/v1/members")
            #expect(refused.status == 403)
            Self.expectProblem(refused)
        }
    }

    // MARK: Tags

    @Test("what has not changed is not sent again")
    func tags() async throws {
        try await Self.with(try FixedConsole()) { connection in
            for path in [
                "/api/v1/openapi.json", "/api/v1/indicators", Self.record, "/api/v1/linked-sellers",
                "/api/v1/members", "/api/v1/products/04006381333931", Self.proof,
            ] {
                let first = try await connection.get(path)
                let tag = try #require(first.headers["etag"], "\(path)")
                #expect(first.headers["cache-control"] == "private, no-cache", "\(path)")
                for named in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                    try await connection.send(
                        "GET \(path) HTTP/1.1\r\nHost: hub\r\nIf-None-Match: \(named)\r\n\r\n")
                    let second = try #require(await connection.headAnswer())
                    #expect(second.status == 304, "\(path)")
                    #expect(second.headers["etag"] == tag)
                    #expect(second.headers["content-length"] == nil)
                }
                let other = try await connection.get(path, headers: "If-None-Match: \"x\"\r\n")
                #expect(other.status == 200)
                #expect(other.body == first.body)
            }
            let checked = try await connection.get(
                "/api/v1/products/check?code=04006381333931")
            #expect(checked.headers["etag"] == nil)
            #expect(checked.headers["cache-control"] == "no-store")
        }
    }

    @Test("an identifier's address leads to it, also where no address can hold it as it is")
    func addresses() throws {
        let plain = try Indicator(.url, parsing: "https://shop.example/a/b?c=d")
        #expect(
            RESTPath.indicator(plain)
                == "/api/v1/indicators/url/https%3A%2F%2Fshop.example%2Fa%2Fb%3Fc%3Dd")
        let lines = try Indicator(.postalAddress, parsing: "1 High Street\nLondon")
        let path = try #require(RESTPath.indicator(lines))
        #expect(path.hasPrefix("/api/v1/indicators/key/") || !lines.value.contains("\n"))
        let target = try RequestTarget(parsing: path)
        #expect(target.segments.count == 5)
    }
}

import AllianceNames
import Foundation
import MergedView
import NodeAPI
import Statements
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(30))) struct ConsoleRoutesTests {
    static let pages = [
        "/console", "/console/search", "/console/search?q=%22%3E%3Cscript%3E",
        "/console/search/help", "/console/identifier?kind=domain&value=shop.example",
        "/console/check", "/console/linked", "/console/product",
        "/console/product?code=%22%3E%3Cscript%3E", "/console/product?code=04006381333931",
        "/console/product?code=%2801%2904006381333931%2821%29A1", "/console/members",
    ]

    static func with(
        _ console: FixedConsole, _ body: (LiveDesk) async throws -> Void
    ) async throws {
        try await LiveDesk.with(
            routes: ConsoleRoutes(console, of: MemberID(unchecked: "hub"), products: FixedAnswers())
                .routes, body)
    }

    static func form(_ fields: [(String, String)]) -> (headers: String, body: String) {
        let parts = fields.map {
            "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
        }
        return ("Content-Type: multipart/form-data; boundary=x\r\n", parts.joined() + "--x--\r\n")
    }

    static func post(
        _ path: String, _ fields: [(String, String)], more: String = "",
        on connection: RawConnection
    ) async throws -> RawConnection.Answer {
        let (headers, body) = form(fields)
        try await connection.send(
            "POST \(path) HTTP/1.1\r\nHost: hub\r\n\(headers)\(more)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return try #require(await connection.answer())
    }

    @Test("is for this member's own systems, on every route")
    func audience() async throws {
        let console = try FixedConsole()
        try await Self.with(console) { desk in
            for route in ConsoleRoutes(
                console, of: MemberID(unchecked: "hub"), products: FixedAnswers()
            ).routes
            where route.method == .get {
                let path = route.pattern.description
                let stranger = try await desk.connect(nil)
                #expect(try await stranger.get(path).status == 401, "\(path)")
                let other = try await desk.connect("brand")
                let refused = try await other.get(path)
                #expect(refused.status == 403, "\(path)")
                #expect(refused.text.contains("not-own-system"))
            }
            let other = try await desk.connect("brand")
            let refused = try await Self.post(
                "/console/check", [("list", "shop.example")], on: other)
            #expect(refused.status == 403)
            #expect(console.looked.withLock { $0 }.isEmpty)
        }
    }

    @Test("whatever a member says is text on every page, in both languages", arguments: pages)
    func inert(path: String) async throws {
        try await Self.with(try FixedConsole()) { desk in
            let connection = try await desk.connect("hub")
            for language in DeskLanguage.allCases {
                let answer = try await connection.get(
                    path, headers: "Accept-Language: \(language.rawValue)\r\n")
                #expect(answer.headers["content-language"] == language.tag)
                expectInert(answer.text, path)
            }
        }
    }

    private func expectInert(_ page: String, _ path: String) {
        #expect(!page.contains("<script"), "\(path)")
        #expect(!page.contains("<img"), "\(path)")
        #expect(!page.contains("\u{202e}"), "\(path): a direction is turned")
        #expect(!page.contains(" style="), "\(path): the policy takes no inline style")
        #expect(page.components(separatedBy: "<title>").count - 1 >= 1)
        #expect(page.components(separatedBy: "<h1").count == 2, "\(path): one first heading")
        #expect(page.contains("<main id=\"main\""))
    }

    @Test("who is linked in several channels is counted once")
    func linkedTwice() async throws {
        let console = try FixedConsole(
            channels: [.alliance, ChannelID(unchecked: "luxury")])
        try await Self.with(console) { desk in
            let connection = try await desk.connect("hub")
            let page = try await connection.get("/console/identifier?kind=domain&value=a.example")
            #expect(page.text.contains("<dt>Linked sellers</dt><dd>1</dd>"))
            let hits = try await connection.get("/console/search?q=a")
            #expect(hits.text.contains("<td data-head=\"Linked sellers\">1</td>"))
        }
    }

    @Test("a member counts as up to date where its own row says so, and nowhere else")
    func upToDate() async throws {
        func peer(_ change: (inout ExchangeHealth.Standing) -> Void) -> ExchangeHealth.Standing {
            var peer = ExchangeHealth.Standing(
                member: MemberID(unchecked: "a"), name: "A", roles: [])
            peer.lastHeard = 1
            change(&peer)
            return peer
        }
        let peers = [
            peer { _ in }, peer { $0.lastHeard = nil }, peer { $0.entriesBehind = 1 },
            peer { $0.isStale = true }, peer { $0.keepsBack = true },
            peer { $0.hasConflictingRecords = true },
        ]
        try await Self.with(try FixedConsole(peers: peers)) { desk in
            let connection = try await desk.connect("hub")
            let overview = try await connection.get("/console")
            #expect(overview.text.contains("<dt>Members up to date</dt><dd>1 / 7</dd>"))
            let members = try await connection.get("/console/members")
            #expect(members.text.components(separatedBy: "badge fine\"").count == 2)
        }
    }

    @Test(
        "an identifier's page tells who says what, what can be taken for what, and what proves it")
    func identifier() async throws {
        try await Self.with(try FixedConsole()) { desk in
            let connection = try await desk.connect("hub")
            let page = try await connection.get(
                "/console/identifier?kind=domain&value=SHOP.example.")
            #expect(page.status == 200)
            for words in [
                "objected to", "independently confirmed since", "test buy", "high",
                "the seller&#39;s reply", "passed on for the seller", "U+202E",
                "hidden characters", "Linked sellers", "natural",
            ] {
                #expect(page.text.lowercased().contains(words.lowercased()), "\(words)")
            }
            #expect(
                page.text.contains("log=ipacc.example%2Falliance%2Fbrand%2Fe1&amp;entry=0\""))
            let proof = try await connection.get(
                "/console/evidence?log=ipacc.example/alliance/brand/e1&entry=0")
            #expect(proof.text == "proof\n")
            #expect(proof.headers["content-disposition"]?.contains("attachment") == true)
            let missing = try await connection.get(
                "/console/evidence?log=ipacc.example/alliance/brand/e1&entry=9")
            #expect(missing.status == 404)
            for entry in ["%2B0", "+0", "00", "-0", "0x0", "18446744073709551616", ""] {
                let refused = try await connection.get(
                    "/console/evidence?log=ipacc.example/alliance/brand/e1&entry=\(entry)")
                #expect(refused.status == 400, "\(entry)")
            }
            for path in ["?kind=domain&value=x", "?kind=none&value=x", "?key=!!", ""] {
                let refused = try await connection.get("/console/identifier\(path)")
                #expect(refused.status == 400, "\(path)")
            }
        }
    }

    @Test("the search asks what the form says, and pages on by cursor")
    func search() async throws {
        let console = try FixedConsole()
        try await Self.with(console) { desk in
            let connection = try await desk.connect("hub")
            let page = try await connection.get(
                "/console/search?q=shop*&kind=domain&kind=url&member=brand&confidence=low&confidence=high&status=disputed&confirmed=pending&after=p99"
            )
            #expect(page.status == 200)
            let query = try #require(console.asked.withLock { $0.last })
            #expect(query.term == .prefix("shop"))
            #expect(query.types == [.domain, .url])
            #expect(query.confidence == [0...49, 80...100])
            #expect(query.statuses == [.disputed])
            #expect(query.confirmation == .pending)
            #expect(query.cursor == SearchCursor(.position(99)))
            #expect(page.text.contains("kind=domain&amp;kind=url"))
            #expect(page.text.contains("after=p77"))
            #expect(page.text.contains("href=\"/console/export?q="))
            _ = try await connection.get("/console/search?q=%3D+shop.example")
            #expect(console.asked.withLock { $0.last?.term } == .exact("shop.example"))
            _ = try await connection.get("/console/search?q=two+words")
            #expect(console.asked.withLock { $0.last?.term } == .anything("two words"))
            // What fits an address with plus signs does not with spaces written out.
            let long = try await connection.get(
                "/console/search?q=two\(String(repeating: "+", count: 2_000))words")
            #expect(long.status == 200)
            #expect(long.text.contains("narrow the search"))
            #expect(!long.text.contains("rel=\"next\"") && !long.text.contains("/console/export"))
            for query in [
                "kind=nothing", "tlp=white", "mark=\(String(repeating: "x", count: 129))",
                "after=x", "status=x", "confidence=x",
            ] {
                #expect(try await connection.get("/console/search?\(query)").status == 400)
            }
        }
    }

    @Test("a search's facets are links that narrow it, with what is left then")
    func facets() async throws {
        let console = try FixedConsole()
        try await Self.with(console) { desk in
            let connection = try await desk.connect("hub")
            func page(_ query: String) async throws -> String {
                let answer = try await connection.get("/console/search?\(query)")
                #expect(answer.status == 200)
                return answer.text
            }
            let all = try await page("q=few&after=p99")
            #expect(all.contains("Found: <b>3</b>"))
            // From the first page on, whatever page this is.
            for narrowed in [
                "kind=domain", "member=brand", "channel=alliance", "marketplace=bazario",
                "status=disputed", "confirmed=pending", "tlp=amber%2Bstrict", "confidence=low",
                "mark=%22%27%3E%3Cscript%3E",
            ] {
                #expect(all.contains("href=\"/console/search?q=few&amp;\(narrowed)"), "\(narrowed)")
            }
            #expect(all.contains(">independently confirmed</a>") == false)
            #expect(!all.contains("xxxxxxxxx"), "a mark that no search can be narrowed to")
            // What is chosen leads back, and its neighbours are left out.
            let one = try await page("q=few&kind=domain&marketplace=bazario&tlp=red")
            #expect(
                one.contains(
                    "href=\"/console/search?q=few&amp;tlp=red&amp;marketplace=bazario\">all again"))
            #expect(!one.contains("few&amp;kind=company"))
            #expect(one.contains("name=\"marketplace\" value=\"bazario\" checked"))
            let query = try #require(console.asked.withLock { $0.last })
            #expect(query.marketplaces == ["bazario"])
            #expect(query.markings == [.red])
            let more = try await page("q=more")
            #expect(more.contains("Found: <b>3</b> or more"))
            #expect(more.contains("or more</span>+"))
        }
    }

    @Test("a list is compared and sent back, and forms of other sites are not taken")
    func list() async throws {
        let console = try FixedConsole()
        try await Self.with(console) { desk in
            let connection = try await desk.connect("hub")
            let hostile =
                "domain;note\nshop.example;</textarea><script>alert(1)</script>\nno domain;\n"
            let page = try await Self.post("/console/check", [("list", hostile)], on: connection)
            #expect(page.status == 200)
            expectInert(page.text, "/console/check")
            #expect(page.text.contains("&lt;/textarea&gt;"))
            #expect(
                console.looked.withLock { $0 } == [try Indicator(.domain, parsing: "shop.example")])
            let empty = try await Self.post("/console/check", [("list", "")], on: connection)
            #expect(empty.status == 400)
            let foreign = try await Self.post(
                "/console/check", [("list", "a.example")], more: "Sec-Fetch-Site: cross-site\r\n",
                on: connection)
            #expect(foreign.status == 403)
        }
    }

    @Test("a checked list says how much of it was not compared, and that more is not told")
    func notCompared() async throws {
        try await Self.with(try FixedConsole()) { desk in
            let connection = try await desk.connect("hub")
            func page(_ list: String) async throws -> String {
                try await Self.post("/console/check", [("list", list)], on: connection).text
            }
            func figure(_ name: String, _ number: String) -> String {
                "<dt>\(name)</dt><dd>\(number)</dd>"
            }
            let good = "domain,note\nshop.example,seen\n"
            let more = "More could not be read"
            let stray = try await page(good + String(repeating: "a.example,b,c\n", count: 500))
            #expect(stray.contains(figure("Values compared", "1")))
            #expect(stray.contains(figure("Not readable", "500")))
            #expect(stray.contains(figure("Rows", "501")))
            #expect(stray.contains(more))
            let few = try await page(good + "a.example,b,c\nno domain,\n")
            #expect(few.contains(figure("Not readable", "2")))
            #expect(few.contains(figure("Rows", "3")))
            #expect(!few.contains(more))
            // The column is guessed from its first 20 values.
            let domains = String(repeating: "shop.example,seen\n", count: 20)
            let unread = try await page(
                good + domains + String(repeating: "no domain,\n", count: 51))
            #expect(unread.contains(figure("Not readable", "51")))
            #expect(unread.contains(more))
        }
    }

    @Test("a language that was chosen stays, and leads back to pages of this desk only")
    func language() async throws {
        try await Self.with(try FixedConsole()) { desk in
            let connection = try await desk.connect("hub")
            let chosen = try await Self.post(
                "/language", [("from", "/console/search?q=a%20b"), ("to", "zh")],
                on: connection)
            #expect(chosen.status == 303)
            #expect(chosen.headers["location"] == "https://hub/console/search?q=a%20b")
            let cookie = try #require(chosen.headers["set-cookie"])
            #expect(cookie.contains("Secure; HttpOnly; SameSite=Strict"))
            let page = try await connection.get(
                "/console",
                headers: "Cookie: a=b; \(cookie.prefix { $0 != ";" })\r\nAccept-Language: en\r\n")
            #expect(page.headers["content-language"] == "zh-Hans")
            for from in ["https://elsewhere.example/", "//elsewhere.example", "/console\u{e9}"] {
                let answer = try await Self.post(
                    "/language", [("from", from), ("to", "en")], on: connection)
                #expect(answer.headers["location"] == "https://hub/console")
            }
            // Who signs in has chosen it before, and no page of another site chooses it.
            let stranger = try await desk.connect(nil)
            for (origin, status) in [("https://hub", 303), ("https://elsewhere.example", 403)] {
                let answer = try await Self.post(
                    "/language", [("from", "/sign-in?next=%2Fconsole"), ("to", "zh")],
                    more: "Origin: \(origin)\r\n", on: stranger)
                #expect(answer.status == status)
                #expect(
                    status != 303
                        || answer.headers["location"] == "https://hub/sign-in?next=%2Fconsole")
            }
        }
    }

    @Test(
        "pages of what went wrong keep the language that was chosen, and lead back to where one was"
    )
    func problems() async throws {
        try await Self.with(try FixedConsole()) { desk in
            let chinese =
                "Accept: text/html\r\nAccept-Language: en\r\nCookie: __Host-language=zh\r\n"
            let english =
                "Accept: text/html\r\nAccept-Language: zh\r\nCookie: __Host-language=en\r\n"
            let own = try await desk.connect("hub")
            let stranger = try await desk.connect(nil)
            for (headers, language) in [(chinese, DeskLanguage.chinese), (english, .english)] {
                let tag = language.tag
                let missing = try await stranger.get("/nowhere", headers: headers)
                #expect(missing.status == 404 && missing.headers["content-language"] == tag)
                #expect(missing.text.contains("<a href=\"/\">"))
                #expect(!missing.text.contains("href=\"/console\""))
                #expect(missing.text.contains("<a href=\"/about/"))
                let signIn = try await stranger.get("/console", headers: headers)
                #expect(signIn.status == 401 && signIn.headers["content-language"] == tag)
                Self.expectConsoleFrame(signIn.text, language)
                let wrong = try await Self.post(
                    "/language", [("to", "xx")], more: headers, on: own)
                let nowhere = try await own.get("/console/nowhere?a=b", headers: headers)
                #expect(wrong.status == 400 && nowhere.status == 404)
                for page in [wrong, nowhere] {
                    #expect(page.headers["content-language"] == tag)
                    #expect(page.text.contains("<p><a href=\"/console\">"))
                    Self.expectConsoleFrame(page.text, language)
                }
            }
            let other = try await stranger.get("/consoles", headers: chinese)
            #expect(!other.text.contains("href=\"/console\""))
        }
    }

    @Test("tables of an identifier say where there are more rows than they have")
    func rows() async throws {
        for (reporters, isCut) in [(1, false), (8, false), (9, true), (201, true)] {
            try await Self.with(try FixedConsole(reporters: reporters)) { desk in
                let page = try await desk.connect("hub").get(
                    "/console/identifier?kind=domain&value=shop.example"
                ).text
                let side = try #require(page.firstRange(of: "<table class=\"matrix\">"))
                #expect(
                    page[side.upperBound...].contains(PageText.truncated(.english)) == isCut,
                    "\(reporters)")
                #expect(page.contains("<p class=\"small\">+1</p>") == (reporters > 200))
            }
        }
    }

    /// The name, the way home and the languages are those of the console, and nothing is the product check's.
    private static func expectConsoleFrame(_ page: String, _ language: DeskLanguage) {
        #expect(page.contains(" · Touchstone</title>") && page.contains("<body class=\"console\">"))
        #expect(page.contains("<a class=\"home\" href=\"/console\">"))
        #expect(page.contains("<form class=\"languages\" action=\"/language\""))
        #expect(!page.contains(PageText.siteName(language)))
        #expect(!page.contains(PageText.tagline(language)))
    }

    @Test("a scan with separators leads to the address of its code")
    func scan() async throws {
        try await Self.with(try FixedConsole()) { desk in
            let connection = try await desk.connect("hub")
            let answer = try await Self.post(
                "/console/product", [("code", "010400638133393110L1\u{1d}21A1")], on: connection)
            #expect(answer.status == 303)
            #expect(
                answer.headers["location"]
                    == "https://hub/console/product?code=%2801%2904006381333931%2810%29L1%2821%29A1"
            )
        }
    }

    @Test(
        "a scan that cannot be read leads to no other number: what stood between two values stays",
        arguments: [
            ("010400638133393121A1\u{1d}10\u{1d}", "010400638133393121A1%5E10%5E"),
            ("010400638133393121A1\u{1d}X7", "010400638133393121A1%5EX7"),
            ("010400638133393121A1\u{1e}10L1", "010400638133393121A1%2010L1"),
        ])
    func brokenScan(code: String, address: String) async throws {
        try await Self.with(try FixedConsole()) { desk in
            let connection = try await desk.connect("hub")
            let answer = try await Self.post(
                "/console/product", [("code", code)], on: connection)
            #expect(answer.headers["location"] == "https://hub/console/product?code=\(address)")
            let page = try await connection.get("/console/product?code=\(address)")
            #expect(page.status == 400)
        }
    }
}

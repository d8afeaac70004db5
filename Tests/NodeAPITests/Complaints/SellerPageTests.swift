import Complaints
import GS1
import NodeAPI
import Peering
import Statements
import Synchronization
import Testing

/// Where a seller answers: without an account, with the address that it was sent, and with nothing of anybody else's.
@Suite(.timeLimit(.minutes(4))) struct SellerPageTests {
    private static func down(_ console: ComplaintConsole) async throws -> String {
        let id = console.complaints.said(
            .complaint(try ComplaintConsole.complaint(3)), by: FoldedComplaints.brand)
        console.complaints.said(
            .decision(
                ComplaintDecision(
                    of: id,
                    parts: [
                        .init(
                            listings: [0, 1], verdict: .takeDown,
                            reasons: ["counterfeit", ComplaintConsole.hostile],
                            explanation: ComplaintConsole.hostile)
                    ], maker: .automatic)), by: FoldedComplaints.hub)
        return try await console.complaints.sellerLink(of: id, places: [0, 1]).path
    }

    private static func post(
        _ fields: [(String, String)], more: String = "Sec-Fetch-Site: same-origin\r\n",
        on connection: RawConnection
    ) async throws -> RawConnection.Answer {
        try await RESTRoutesTests.post(
            "/seller", ComplaintConsole.encoded(fields),
            type: "application/x-www-form-urlencoded", more: more, on: connection)
    }

    private static func answer(_ more: [(String, String)] = []) -> [(String, String)] {
        [
            ("token", "token-0"), ("lang", "en"), ("p0", "yes"), ("reason", "genuine-goods"),
            ("text", "Bought of the owner."), ("goodfaith", "yes"),
        ] + more
    }

    @Test(
        "a stranger with the address sees its listings and why, in both languages, and no member's name"
    )
    func shown() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        let path = try await Self.down(console)
        try await LiveDesk.with(routes: console.routes) { desk in
            let stranger = try await desk.connect(nil)
            for (language, words) in [("en", "The goods are counterfeit"), ("zh", "商品为假货")] {
                let page = try await stranger.get("\(path)&lang=\(language)")
                #expect(page.status == 200)
                #expect(page.text.contains(words))
                #expect(page.text.contains("bazario:0 ") && !page.text.contains("bazario:2 "))
                #expect(page.text.contains("noindex"))
                #expect(page.headers["x-robots-tag"] == "noindex, nofollow")
                #expect(page.headers["referrer-policy"] == "no-referrer")
                #expect(page.headers["cache-control"] == "no-store")
                // Neither who complained, nor in whose name, nor what it wrote.
                #expect(!page.text.contains("Brand ") && !page.text.contains("<script"))
                #expect(!page.text.contains("\u{202e}") && !page.text.contains("desk-verel"))
            }
            for path in ["/seller", "/seller?token=other", "/seller?token=%22%3E%3Cscript%3E"] {
                let page = try await stranger.get(path)
                #expect(page.status == 404 && !page.text.contains("<script"))
            }
            #expect(try await stranger.get("\(path)&lang=xx").status == 400)
        }
    }

    @Test(
        "an answer is a counter-notice for the ticked listings, once, and never from another site")
    func answered() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        _ = try await Self.down(console)
        try await LiveDesk.with(routes: console.routes) { desk in
            let stranger = try await desk.connect(nil)
            for more in ["", "Sec-Fetch-Site: cross-site\r\n", "Origin: https://evil.example\r\n"] {
                let foreign = try await Self.post(
                    Self.answer(), more: more, on: try await desk.connect(nil))
                #expect(foreign.status == 403, "\(more)")
            }
            let unread = try await Self.post(
                Self.answer([("items", "<b>nonsense")]), on: stranger)
            #expect(unread.status == 422 && unread.text.contains("&lt;b&gt;nonsense</textarea>"))
            let code = "(01)09520123456788(21)"
            let answer = try await Self.post(
                Self.answer([("items", "\(code)1\r\n\(code)2")]), on: stranger)
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == "https://hub/seller?token=token-0&lang=en&said=1")
            let id = try #require(console.complaints.world.withLock { $0.said.keys.first })
            let state = try #require(console.complaints.state(id))
            #expect(state.listings.map(\.stage) == [.contested, .takenDown, .filed])
            #expect(state.sellerItems.map(\.item.elementString) == [code + "1", code + "2"])
            #expect(console.complaints.world.withLock { $0.speakers } == [nil])
            let said = try await stranger.get("/seller?token=token-0&lang=en&said=1")
            #expect(said.text.contains("Your answer was received"))
            // The first is answered and has no box any more; nor has what is not this seller's.
            let again = try await Self.post(Self.answer([("p2", "yes")]), on: stranger)
            #expect(again.status == 422 && again.text.contains("Tick a listing."))
        }
    }

    @Test("what is missing is said all at once, with what was written still there")
    func missing() async throws {
        let console = try ComplaintConsole(isPlatform: true)
        _ = try await Self.down(console)
        try await LiveDesk.with(routes: console.routes) { desk in
            let stranger = try await desk.connect(nil)
            let answer = try await Self.post([("token", "token-0"), ("lang", "en")], on: stranger)
            #expect(answer.status == 422)
            for words in [
                "Tick a listing.", "Choose a reason.", "Say why.", "Tick the declaration.",
            ] {
                #expect(answer.text.contains(words), "\(words)")
            }
            let written = try await Self.post(
                [("token", "token-0"), ("lang", "en"), ("text", "</textarea><script>x")],
                on: stranger)
            #expect(written.text.contains("&lt;/textarea&gt;&lt;script&gt;x"))
            let large = try await Self.post(
                Self.answer([("more", String(repeating: "x", count: 17_000))]), on: stranger)
            #expect(large.status == 413)
        }
    }
}

import AllianceNames
import AllianceNode
import CRDT
import JSON
import MergedView
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing

/// Groups of linked sellers over pages, for people and for programs, over TLS.
@Suite(.timeLimit(.minutes(30))) struct LinkedSellersTests {
    private static func link(_ one: String, _ other: String) throws -> Statement {
        .link(
            try OperatorLink(
                Indicator(.domain, parsing: "\(one).example"),
                Indicator(.domain, parsing: "\(other).example"), basis: .inspection))
    }

    /// The groups of all pages of the console, by the first name of each.
    private static func shown(_ browser: Browser) async throws -> [[String]] {
        var pages: [[String]] = []
        var next: String? = "/console/linked"
        while let address = next, pages.count < 9 {
            let answer = try await browser.get(address, headers: [("accept", "text/html")])
            #expect(answer.status == 200, "\(address)")
            let group = /<section><h2><a href="[^"]*value=([a-z]+[0-9]+)\.example/
            pages.append(answer.body.matches(of: group).map { String($0.output.1) })
            next = answer.body.firstMatch(of: /rel="next" href="([^"]+)"/).map {
                String($0.output.1)
            }
        }
        return pages
    }

    private static func given(_ browser: Browser, limit: Int) async throws -> [[String]] {
        var pages: [[String]] = []
        var query: String? = "?limit=\(limit)"
        while let asking = query, pages.count < 20 {
            let answer = try await browser.get("/api/v1/linked-sellers" + asking)
            #expect(answer.status == 200, "\(asking): \(answer.body.prefix(200))")
            let page = try RESTReadingTests.json(answer)
            guard case .array(let groups)? = page["groups"] else { break }
            pages.append(
                groups.compactMap { group in
                    guard case .object(let members) = group,
                        case .object(let id)? = members["id"], case .string(let name)? = id["value"]
                    else { return nil }
                    return String(name.prefix { $0 != "." })
                })
            guard case .string(let next)? = page["next"] else {
                #expect(answer.headers["link"] == nil)
                break
            }
            query = "?limit=\(limit)&cursor=\(next)"
            #expect(
                answer.headers["link"]?.first?.hasSuffix(
                    "/api/v1/linked-sellers\(query ?? "")>; rel=\"next\"") == true)
        }
        return pages
    }

    @Test(
        "thirteen groups are on two pages, each once where its newest link is, whatever else it has"
    )
    func pages() async throws {
        try await WholeDesk.with { desk in
            let (person, _) = try await desk.signedIn(.investigator)
            let none = try await person.get("/console/linked", headers: [("accept", "text/html")])
            #expect(none.body.contains("No member has linked any identifiers yet."))
            // The oldest group has the newest link, too; all are said within one second, or two.
            var links = try (0...12).map { try Self.link("a\($0)", "b\($0)") }
            links.append(try Self.link("a0", "c0"))
            let written = try await desk.node.report(links, to: .alliance)
            try desk.node.indexText()
            let program = desk.browser("own")
            let order = ["a0"] + (1...12).reversed().map { "a\($0)" }
            #expect(
                try await Self.shown(person) == [Array(order.prefix(12)), Array(order.suffix(1))])
            for limit in [12, 5, 1] {
                let pages = try await Self.given(program, limit: limit)
                #expect(pages.flatMap { $0 } == order, "\(limit)")
                #expect(
                    pages.allSatisfy { $0.count <= limit } && pages.count == (12 + limit) / limit)
            }
            // A link that is withdrawn counts no more, so the group stands at the one before.
            try await desk.node.report(
                Retraction.statements(of: [
                    StatementDot(log: written.origin, index: written.indexes.lowerBound + 13)
                ]), to: .alliance)
            try desk.node.indexText()
            let rest = (0...12).reversed().map { "a\($0)" }
            #expect(
                try await Self.shown(person) == [Array(rest.prefix(12)), Array(rest.suffix(1))])
            #expect(try await Self.given(program, limit: 4).flatMap { $0 } == rest)

            for wrong in [
                "cursor=x", "cursor=k00", "cursor=p01", "limit=0", "limit=13", "after=p1",
            ] {
                let answer = try await program.get("/api/v1/linked-sellers?\(wrong)")
                #expect(answer.status == 400, "\(wrong)")
            }
            for wrong in ["x", "k00", "p01", ""] {
                #expect(
                    try await person.get("/console/linked?after=\(wrong)").status == 400,
                    "\(wrong)")
            }
            // Below the last there is nothing, and a page that is no first one does not say that there never was.
            for place in ["p0", "p1"] {
                let end = try await person.get(
                    "/console/linked?after=\(place)", headers: [("accept", "text/html")])
                #expect(end.status == 200 && end.body.contains("There are no further groups."))
                #expect(!end.body.contains("rel=\"next\""))
            }
        }
    }

    @Test("a group of many links is given once, and keeps nothing away that stands between them")
    func between() async throws {
        try await WholeDesk.with { desk in
            let links = try (0..<9).flatMap { number in
                [
                    try Self.link("x\(number)", "y\(number)"),
                    try Self.link("g\(number)", "g\(number + 1)"),
                ]
            }
            try await desk.node.report(links, to: .alliance)
            try desk.node.indexText()
            let program = desk.browser("own")
            let order = ["g0"] + (0..<9).reversed().map { "x\($0)" }
            for limit in [12, 4, 1] {
                #expect(
                    try await Self.given(program, limit: limit).flatMap { $0 } == order, "\(limit)")
            }
        }
    }

    @Test("a group that has more identifiers than its picture says how many")
    func cut() async throws {
        try await WholeDesk.with { desk in
            // Fewer links than let an identifier join nobody.
            let links = try (1...45).map { try Self.link("hub0", "shop\($0)") }
            try await desk.node.report(links, to: .alliance)
            try desk.node.indexText()
            let (person, _) = try await desk.signedIn(.analyst)
            for path in ["/console/linked", "/console/identifier?kind=domain&value=hub0.example"] {
                for (language, words) in [
                    ("en", "Identifiers in the picture: 40 / 46"), ("zh", "图中的标识: 40 / 46"),
                ] {
                    let page = try await person.get(
                        path, headers: [("accept", "text/html"), ("accept-language", language)])
                    #expect(page.body.contains(words), "\(path) \(language)")
                }
            }
        }
    }
}

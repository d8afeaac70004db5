import AllianceNames
import AllianceNode
import Credentials
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import SignIn
import Statements
import Testing

/// Searches that people keep, at a real desk over TLS.
@Suite(.timeLimit(.minutes(30))) struct SavedSearchTests {
    private typealias Visitor = DraftDeskTests.Visitor

    private func location(_ answer: Browser.Answer) throws -> String {
        #expect(answer.status == 303, "\(answer.body.prefix(300))")
        let location = try #require(answer.headers["location"]?.first)
        let start = try #require(location.firstRange(of: "/console"))
        return String(location[start.lowerBound...])
    }

    /// The addresses of the searches that the page lists.
    private func listed(_ visitor: Visitor) async throws -> [String] {
        try await visitor.get("/console/search").body
            .matches(of: #/action="(\/console\/searches\/[0-9a-f]{32})\/run"/#)
            .map { String($0.1) }
    }

    private static let hostile = "\"'><script>alert(1)</script>"

    @Test(
        "one keeps a search, runs it with one press, is told what is new, renames and deletes it; nobody else sees it"
    )
    func walk() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("first-verel.example", by: desk.node)
            let owner = try await Visitor(desk, .investigator)
            let other = try await Visitor(desk, .investigator)

            let found = try await owner.get("/console/search?q=verel&kind=domain").body
            let kept = try #require(found.firstMatch(of: #/name="search" value="([^"]+)"/#)?.1)
            let query = String(kept).replacing("&amp;", with: "&")
            #expect(query == "q=verel&type=domain")
            #expect(
                try await owner.post(
                    "/console/searches", ["search": query, "name": "x"], token: false
                ).status == 403)
            let saved = try await owner.post(
                "/console/searches", ["search": query, "name": Self.hostile])
            #expect(try location(saved) == "/console/search")
            let path = try #require(try await listed(owner).first)
            #expect(try await listed(other) == [])
            #expect(!(try await other.get("/console/search").body.contains("alert(1)")))

            var page = try await owner.get("/console/search").body
            #expect(!page.contains("<script>alert"))
            #expect(page.contains("&lt;script&gt;alert(1)"))
            #expect(page.contains("nothing new"))
            try await ExportQuotaTests.report("second-verel.example", by: desk.node)
            try await ExportQuotaTests.report("other.example", by: desk.node)
            page = try await owner.get("/console/search").body
            #expect(page.contains(">1 new<"))

            // Not there for anybody else, whatever is tried.
            for step in ["run", "rename", "delete"] {
                let refused = try await other.post("\(path)/\(step)", ["name": "his"])
                #expect(refused.status == 404, "\(step)")
                let forged = try await owner.post("\(path)/\(step)", ["name": "x"], token: false)
                #expect(forged.status == 403, "\(step)")
            }
            #expect(
                try await owner.get("/console/search").body.contains(">1 new<"),
                "what was refused has changed nothing")

            let run = try location(try await owner.post("\(path)/run"))
            #expect(run == "/console/search?q=verel&kind=domain")
            let hits = try await owner.get(run).body
            #expect(hits.contains("second-verel.example") && !hits.contains(">other.example"))
            #expect(try await owner.get("/console/search").body.contains("nothing new"))

            _ = try location(try await owner.post("\(path)/rename", ["name": "Verel shops"]))
            #expect(try await owner.get("/console/search").body.contains("Verel shops"))
            let long = String(repeating: "shop ", count: 40)
            for name in ["", long] {
                let refused = try await owner.post("\(path)/rename", ["name": name])
                #expect(refused.status == 400)
                #expect(refused.body.contains("name=\"name\" value=\"\(name)\""))
                #expect(refused.body.contains("action=\"\(path)/rename\""))
            }
            let unkept = try await owner.post("/console/searches", ["search": query, "name": long])
            #expect(unkept.status == 400 && unkept.body.contains("value=\"\(long)\""))
            #expect(unkept.body.contains("second-verel.example"), "with what was found")
            for wrong in ["", "q=&x=1", "kind=none", "after=p1&q=a"] {
                let refused = try await owner.post(
                    "/console/searches", ["search": wrong, "name": "n"])
                #expect(refused.status == (wrong.hasPrefix("after") ? 303 : 400), "\(wrong)")
            }
            // Longer than a search may be: whoever kept it would see no page of searches any more.
            let words = String(repeating: "a", count: 1_100)
            let refused = try await owner.post(
                "/console/searches", ["search": "q=\(words)", "name": "n"])
            #expect(refused.status == 400)
            #expect(try await owner.get("/console/search").status == 200)
            for left in try await listed(owner) {
                _ = try location(try await owner.post("\(left)/delete"))
            }
            #expect(try await listed(owner) == [])
        }
    }

    @Test("programs of a person keep, list, run, rename and delete them over REST, and no machine")
    func rest() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("first-verel.example", by: desk.node)
            let owner = try await Visitor(desk, .analyst)
            let other = try await Visitor(desk, .analyst)
            let root = "/api/v1/saved-searches"
            func send(
                _ method: String, _ path: String, _ body: String? = nil, as visitor: Visitor,
                token: Bool = true
            ) async throws -> Browser.Answer {
                var headers = [("origin", visitor.browser.origin)]
                if token { headers.append(("x-form-token", visitor.secret.formToken.text)) }
                if body != nil { headers.append(("content-type", "application/json")) }
                return try await visitor.browser.send(
                    .init(rawValue: method), path, body: body, headers: headers)
            }
            let new =
                #"{"name":"Verel","query":"q=verel&type=domain&tlp=amber%2Bstrict&tlp=amber"}"#
            #expect(try await send("POST", root, new, as: owner, token: false).status == 403)
            let saved = try await send("POST", root, new, as: owner)
            #expect(saved.status == 201, "\(saved.body)")
            let json = try RESTReadingTests.json(saved)
            #expect(json["query"] == .string("q=verel&type=domain&tlp=amber&tlp=amber%2Bstrict"))
            guard case .string(let id)? = json["id"] else {
                Issue.record("no id: \(saved.body)")
                return
            }
            try await ExportQuotaTests.report("second-verel.example", by: desk.node)
            let list = try await send("GET", root, as: owner)
            #expect(
                list.body.contains(#""new":{"#) && list.body.contains(#""count":1"#), "\(list.body)"
            )
            #expect(try await send("GET", root, as: other).body == #"{"searches":[]}"#)
            for (method, path, body) in [
                ("PUT", "\(root)/\(id)", #"{"name":"his"}"#), ("DELETE", "\(root)/\(id)", nil),
                ("POST", "\(root)/\(id)/run", "{}"),
            ] {
                #expect(try await send(method, path, body, as: other).status == 404, "\(method)")
            }
            let run = try await send("POST", "\(root)/\(id)/run", "{}", as: owner)
            #expect(run.status == 200, "\(run.body)")
            #expect(run.body.contains("second-verel.example"))
            #expect(try await send("GET", root, as: owner).body.contains(#""count":0"#))
            let renamed = try await send(
                "PUT", "\(root)/\(id)", #"{"name":"Other"}"#, as: owner)
            #expect(try RESTReadingTests.json(renamed)["name"] == .string("Other"))
            for (body, status) in [
                (#"{"name":"a","query":"q=a&since=2026-01-01"}"#, 422),
                (#"{"name":"a","query":"q=\#(String(repeating: "a", count: 300))"}"#, 422),
                (#"{"name":"a","query":"limit=5"}"#, 422), (#"{"name":"a","query":"q=a b"}"#, 422),
                (#"{"name":"a\u202eb","query":"q=a"}"#, 422), (#"{"name":"a"}"#, 400),
                (#"{"name":"","query":"q=a"}"#, 400), (#"{"name":"a","query":"q=a","x":1}"#, 400),
            ] {
                #expect(try await send("POST", root, body, as: owner).status == status, "\(body)")
            }
            #expect(try await send("DELETE", "\(root)/\(id)", as: owner).status == 200)
            #expect(try await send("DELETE", "\(root)/\(id)", as: owner).status == 404)
            let program = try await desk.browser("own").get(root)
            #expect(program.status == 403)
        }
    }

    @Test("a figure tells nothing of what its reader may not see")
    func facets() async throws {
        try await WholeDesk.with { desk in
            try await ExportQuotaTests.report("open.example", .amber, by: desk.node)
            try await ExportQuotaTests.report("secret.example", .red, by: desk.node)
            let person = try await Visitor(desk, .analyst).browser
            for (asker, total) in [(person, 2), (desk.browser("own"), 1)] {
                let page = try await asker.get("/console/search?q=").body
                #expect(page.contains("Found: <b>\(total)</b>"), "\(page.suffix(2_000))")
                #expect(page.contains("TLP:RED") == (total == 2))
                let answer = try await asker.get("/api/v1/indicators?facets=true")
                guard case .object(let facets)? = try RESTReadingTests.json(answer)["facets"]
                else {
                    Issue.record("no facets: \(answer.body)")
                    return
                }
                #expect(facets["total"] == .integer(UInt64(total)))
                #expect(facets["complete"] == .bool(true))
                #expect(
                    facets["tlp"]
                        == .array(
                            (total == 2 ? ["amber", "red"] : ["amber"]).map {
                                .object(["value": .string($0), "count": .integer(1)])
                            }))
            }
        }
    }
}

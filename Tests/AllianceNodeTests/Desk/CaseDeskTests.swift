import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import JSON
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Cases at a real desk, by forms, over TLS.
@Suite(.timeLimit(.minutes(30))) struct CaseDeskTests {
    private typealias Visitor = DraftDeskTests.Visitor

    /// As a browser posts a form that may carry a file.
    private func put(
        _ fields: [(String, String)], into folder: String, by visitor: Visitor,
        file: String? = nil, token: Bool = true
    ) async throws -> Browser.Answer {
        var parts = fields
        if token { parts.insert((FormToken.field, visitor.secret.formToken.text), at: 0) }
        var body = parts.map {
            "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
        }.joined()
        if let file {
            body +=
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.html\"\r\nContent-Type: text/html\r\n\r\n\(file)\r\n"
        }
        return try await visitor.browser.post(
            folder + "/items", body + "--x--\r\n",
            headers: [
                ("content-type", "multipart/form-data; boundary=x"),
                ("origin", visitor.browser.origin),
            ])
    }

    private static let hostile =
        "\"'><script>alert(1)</script><img src=x onerror=alert(2)></textarea></title>"

    @Test(
        "a case has what was put in, shown safely, to those who work on it; a file comes as bytes and nothing else"
    )
    func walk() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let other = try await Visitor(desk, .investigator)
            let folder = try consolePath(
                of:
                    try await owner.post("/console/cases", ["title": "raid " + Self.hostile]))
            let file = "<script>alert(1)</script>"
            let entries: [[(String, String)]] = [
                [
                    ("kind", "identifier"), ("type", "domain"), ("value", "Shop.EXAMPLE"),
                    ("text", Self.hostile),
                ],
                [("kind", "note"), ("text", Self.hostile)],
                [
                    ("kind", "task"), ("text", "call"), ("of", "investigator-1"),
                    ("day", "2026-12-01"),
                ],
                [("kind", "person"), ("name", Self.hostile), ("role", "suspect")],
                [("kind", "event"), ("day", "2026-11-03"), ("text", "seized")],
                [("kind", "link"), ("link", "complaint"), ("name", Self.hostile)],
            ]
            for entry in entries {
                #expect(try await put(entry, into: folder, by: owner).status == 303, "\(entry)")
            }
            let named = [("kind", "file"), ("name", "photo " + Self.hostile)]
            #expect(try await put(named, into: folder, by: owner, file: file).status == 303)

            for path in [folder, folder + "/referral", "/console/cases"] {
                let page = try await owner.get(path)
                #expect(page.status == 200)
                #expect(!page.body.contains("<script>alert"), "\(path)")
                #expect(!page.body.contains("<img"), "\(path)")
            }
            let page = try await owner.get(folder).body
            for words in ["shop.example", "call", "seized", Digest.sha256(Array(file.utf8)).hex] {
                #expect(page.contains(words), "\(words)")
            }
            let link = try #require(page.firstMatch(of: #/href="([^"]+/files/[0-9a-f]{32})"/#))
            let download = try await owner.get(String(link.1))
            #expect(download.body == file)
            #expect(download.headers["content-type"] == ["application/octet-stream"])
            #expect(download.headers["x-content-type-options"] == ["nosniff"])
            #expect(
                download.headers["content-disposition"]?.first?.hasPrefix("attachment") == true)

            // Not there for others, whatever they ask; there once they work on it.
            for path in [folder, folder + "/referral", folder + "/referral.json", String(link.1)] {
                #expect(try await other.get(path).status == 404, "\(path)")
            }
            #expect(
                try await put([("kind", "note"), ("text", "x")], into: folder, by: other).status
                    == 404)
            #expect(!(try await other.get("/console/cases").body.contains("raid")))
            // It is described as it was shown, with the seven entries that were put in meanwhile.
            #expect(
                try await owner.post(folder, ["title": "raid", "revision": "1"]).status == 409)
            let revision = "8"
            _ = try consolePath(
                of:
                    try await owner.post(
                        folder,
                        ["title": "raid", "team": "investigator-1", "revision": revision]))
            #expect(try await other.get(folder).status == 200)

            // Nothing of it is in a log.
            let origin = desk.node.writer.origin(in: .alliance)
            #expect(try desk.node.logs.state(of: origin)?.size ?? 0 == 0)
        }
    }

    @Test(
        "a referral names own reports that may go outside, and none that may not; it counts as an export"
    )
    func referral() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            for (domain, tlp) in [("open.example", TLP.green), ("secret.example", .red)] {
                try await desk.node.report(
                    [
                        .assertIndicator(
                            IndicatorAssertion(
                                indicator: try Indicator(.domain, parsing: domain),
                                basis: .testBuy, confidence: 50, tlp: tlp))
                    ], to: .alliance)
            }
            let folder = try consolePath(
                of: try await owner.post("/console/cases", ["title": "raid"]))
            for domain in ["open.example", "secret.example"] {
                let fields = [("kind", "identifier"), ("type", "domain"), ("value", domain)]
                #expect(try await put(fields, into: folder, by: owner).status == 303)
            }
            let answer = try await owner.get(folder + "/referral.json")
            guard case .object(let root) = try JSONValue(parsing: answer.body),
                case .array(let items)? = root["items"]
            else {
                Issue.record("no referral")
                return
            }
            let reported = items.map { item -> [Int] in
                guard case .object(let members) = item,
                    case .array(let reports)? = members["reported"]
                else { return [] }
                return [reports.count]
            }
            #expect(reported.sorted { $0[0] < $1[0] } == [[0], [1]])
            let records = try #require(desk.audit).reading.lines(from: 0, limit: 1_000)
                .compactMap(\.record)
            #expect(records.contains { $0.action == .exportCase && $0.rows == 2 })
        }
    }

    @Test(
        "the list has each case once, those begun last first as programs have them, whatever is changed"
    )
    func paging() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            var begun: [String] = []
            for number in 0..<30 {
                begun.append(
                    try consolePath(
                        of: try await owner.post("/console/cases", ["title": "raid \(number)"])))
            }
            var found: [String] = []
            var next: String? = "/console/cases"
            while let address = next, found.count < 100 {
                let page = try await owner.get(address).body
                found += page.matches(of: /href="(\/console\/cases\/[0-9a-f]{32})"/).map {
                    String($0.1)
                }
                // What was begun first is changed last.
                #expect(
                    try await put([("kind", "note"), ("text", "x")], into: begun[0], by: owner)
                        .status == 303)
                next = page.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.1) }
            }
            #expect(found.count == 30 && Set(found) == Set(begun))
            #expect(try #require(found.firstIndex(of: begun[0])) > 25)
            let listed = try JSONValue(
                parsing: try await owner.browser.get("/api/v1/cases?limit=100").body)
            guard case .object(let members) = listed, case .array(let cases)? = members["cases"]
            else {
                Issue.record("no list")
                return
            }
            let ids = cases.compactMap { folder -> String? in
                guard case .object(let members) = folder, case .string(let id)? = members["id"]
                else { return nil }
                return "/console/cases/\(id)"
            }
            #expect(ids == found)
            for wrong in ["1", "x", "1-zz", "-"] {
                #expect(try await owner.get("/console/cases?after=\(wrong)").status == 400)
            }
        }
    }

    @Test(
        "what is malformed is refused and keeps nothing; a form of another site too; a closed case takes nothing"
    )
    func wrong() async throws {
        try await WholeDesk.with { desk in
            let owner = try await Visitor(desk, .investigator)
            let folder = try consolePath(
                of: try await owner.post("/console/cases", ["title": "raid"]))
            let wrong: [[(String, String)]] = [
                [("kind", "nonsense")], [("kind", "note")],
                [("kind", "note"), ("text", "\u{202e}x")],
                [("kind", "note"), ("text", String(repeating: "x", count: 8_001))],
                [("kind", "identifier"), ("type", "domain"), ("value", "no domain")],
                [("kind", "event"), ("text", "x")],
                [("kind", "event"), ("day", "3 May"), ("text", "x")],
                [("kind", "task"), ("text", "x"), ("of", "No Name!")],
                [("kind", "link"), ("link", "x"), ("name", "y")],
                [("kind", "file"), ("name", "x")],
            ]
            for fields in wrong {
                #expect(try await put(fields, into: folder, by: owner).status == 400, "\(fields)")
            }
            // What was typed comes back, in the form of its kind.
            let typed = [("kind", "event"), ("day", "3 May"), ("text", "seized <here>")]
            let again = try await put(typed, into: folder, by: owner).body
            #expect(again.contains("A day is written as") && again.contains("seized &lt;here&gt;"))
            #expect(again.contains("<details open><summary>") && again.contains("value=\"3 May\""))
            let named = ["title": "raid 7", "team": "No,Name!", "revision": "1"]
            let described = try await owner.post(folder, named)
            #expect(described.status == 400 && described.body.contains("value=\"raid 7\""))
            #expect(described.body.contains("value=\"No,Name!\""))
            let long = String(repeating: "raid ", count: 60)
            let unbegun = try await owner.post("/console/cases", ["title": long])
            #expect(unbegun.status == 400 && unbegun.body.contains("value=\"\(long)\""))
            let silent = try await owner.post(folder + "/contact", ["contact": long + "<b>"])
            #expect(silent.status == 400 && silent.body.contains("value=\"\(long)&lt;b&gt;\""))
            #expect(silent.body.contains("action=\"\(folder)/contact\""))
            let big = String(repeating: "x", count: 768 << 10 + 1)
            #expect(
                try await put(
                    [("kind", "file"), ("name", "x")], into: folder, by: owner, file: big
                ).status == 413)
            #expect(
                try await put(
                    [("kind", "note"), ("text", "x")], into: folder, by: owner, token: false
                ).status == 403)
            #expect(try await owner.get(folder).body.contains("Nothing is in this case yet."))
            // Deleting takes a mark beside the button.
            #expect(try await owner.post(folder + "/delete", ["revision": "1"]).status == 400)
            _ = try consolePath(of: try await owner.post(folder + "/close", ["revision": "1"]))
            let late = try await put(
                [("kind", "note"), ("text", "seen <there>")], into: folder, by: owner)
            #expect(late.status == 409 && late.body.contains("seen &lt;there&gt;"))
            _ = try consolePath(
                of:
                    try await owner.post(folder + "/delete", ["revision": "2", "sure": "yes"]))
            #expect(try await owner.get(folder).status == 404)
        }
    }
}

import AllianceNames
import AllianceNode
import AuditTrail
import CRDT
import Casework
import Credentials
import Foundation
import JSON
import MergedView
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing

/// Reports at a real desk, by forms, over TLS.
@Suite(.timeLimit(.minutes(30))) struct DraftDeskTests {
    /// A person at a browser, who posts the forms that its pages show.
    struct Visitor {
        let browser: Browser
        let secret: Secret

        init(_ desk: WholeDesk, _ role: Role) async throws {
            (browser, secret) = try await desk.signedIn(role)
            // A desk looks for new sessions when it is read, before it takes a body of anybody.
            _ = try await get("/console")
        }

        func get(_ path: String) async throws -> Browser.Answer {
            try await browser.get(path, headers: [("accept", "text/html")])
        }

        /// - Parameters:
        ///   - token: nil leaves the form's token out.
        ///   - language: that the browser asks for.
        func post(
            _ path: String, _ fields: [String: String] = [:], token: Bool = true,
            in language: String = "en"
        ) async throws -> Browser.Answer {
            var pairs = fields.map { "\($0.key)=\(Self.escaped($0.value))" }.sorted()
            if token { pairs.append("\(FormToken.field)=\(secret.formToken.text)") }
            return try await browser.post(
                path, pairs.joined(separator: "&"),
                headers: [
                    ("origin", browser.origin), ("sec-fetch-site", "same-origin"),
                    ("accept-language", language),
                ])
        }

        private static func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
    }

    static let report = [
        "channel": "alliance", "kind": "domain", "value": "cheap-verel.example",
        "basis": "test-buy", "confidence": "85", "tlp": "amber", "marks": "Verel, Verel Sport",
        "note": "Bought <twice>", "title": "raid 7",
    ]

    private func size(_ desk: WholeDesk) throws -> UInt64 {
        try desk.node.logs.state(of: desk.node.writer.origin(in: .alliance))?.size ?? 0
    }

    @Test(
        "where a second look is asked for, only an approver who is not the author publishes; in one step it is taken back"
    )
    func secondLook() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let author = try await Visitor(desk, .approver)
            let approver = try await Visitor(desk, .approver)
            let other = try await Visitor(desk, .investigator)
            let analyst = try await Visitor(desk, .analyst)

            let draft = try consolePath(of: try await author.post("/console/drafts", Self.report))
            var page = try await author.get(draft).body
            for words in [
                "cheap-verel.example", "TLP:AMBER", "<bdi class=\"value\">other</bdi>",
                "Bought &lt;twice&gt;", "not reported", "a second look",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(!page.contains("\(draft)/publish"))
            // It is nobody else's yet.
            #expect(try await approver.get(draft).status == 404)
            #expect(try size(desk) == 0)

            _ = try consolePath(of: try await author.post(draft + "/submit", ["revision": "1"]))
            #expect(try await analyst.get(draft).status == 404)
            #expect(try await author.post(draft + "/publish", ["revision": "2"]).status == 403)
            #expect(try await other.post(draft + "/publish", ["revision": "2"]).status == 403)
            #expect(try await analyst.post(draft + "/publish", ["revision": "2"]).status == 403)
            // What is said to the author comes back where it was said of another state.
            let remark = ["revision": "1", "remark": "Whose <shop>?"]
            let early = try await approver.post(draft + "/return", remark)
            #expect(early.status == 409 && early.body.contains("value=\"Whose &lt;shop&gt;?\""))
            #expect(early.body.contains("action=\"\(draft)/return\""))
            // Of another state than was shown, and without what only the page has.
            #expect(try await approver.post(draft + "/publish", ["revision": "1"]).status == 409)
            #expect(
                try await approver.post(draft + "/publish", ["revision": "2"], token: false)
                    .status == 403)
            #expect(try size(desk) == 0)

            page = try await approver.get(draft).body
            #expect(page.contains("\(draft)/publish"))
            _ = try consolePath(of: try await approver.post(draft + "/publish", ["revision": "2"]))
            #expect(try size(desk) == 1)
            let indicator = try Indicator(.domain, parsing: "cheap-verel.example")
            func asserting() throws -> Int {
                try desk.node.view.state(
                    of: indicator, in: [.alliance], scope: desk.node.scope(),
                    at: desk.node.clock.now()
                ).asserting.count
            }
            #expect(try asserting() == 1)
            // Once more is no second report.
            #expect(try await approver.post(draft + "/publish", ["revision": "2"]).status == 409)
            #expect(try size(desk) == 1)

            page = try await other.get(draft).body
            #expect(page.contains("cheap-verel.example"))
            #expect(try await analyst.post(draft + "/withdraw", ["revision": "4"]).status == 403)
            _ = try consolePath(of: try await other.post(draft + "/withdraw", ["revision": "4"]))
            #expect(try size(desk) == 2)
            #expect(try asserting() == 0)

            let reading = try #require(desk.audit).reading
            let actions = try reading.lines(from: 0, limit: 1_000).compactMap {
                $0.record?.action
            }
            for action in [
                AuditAction.draftReport, .submitReport, .publishReport, .withdrawReport,
            ] {
                #expect(actions.contains(action), "\(action)")
            }
        }
    }

    @Test("who gives a report back is led to the list, since it is its author's alone again")
    func givenBack() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let author = try await Visitor(desk, .investigator)
            let approver = try await Visitor(desk, .approver)
            let draft = try consolePath(of: try await author.post("/console/drafts", Self.report))
            _ = try consolePath(of: try await author.post(draft + "/submit", ["revision": "1"]))
            let fields = ["revision": "2", "remark": "Which shop?"]
            #expect(
                try consolePath(of: try await approver.post(draft + "/return", fields))
                    == "/console/drafts")
            #expect(try await approver.get(draft).status == 404)
            #expect(try await author.get(draft).body.contains("Which shop?"))
            // Its author takes it back, and goes on writing.
            _ = try consolePath(of: try await author.post(draft + "/submit", ["revision": "3"]))
            let back = try await author.post(draft + "/return", ["revision": "4"])
            #expect(try consolePath(of: back) == draft)
        }
    }

    @Test(
        "a list that was checked becomes one draft of what is not reported yet; rows are left out, and what is said is said of all"
    )
    func bulk() async throws {
        try await WholeDesk.with(secondLook: .warned) { desk in
            let author = try await Visitor(desk, .investigator)
            try await desk.node.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: try Indicator(.domain, parsing: "old.example"),
                            basis: .testBuy, confidence: 50, tlp: .amber))
                ], to: .alliance)
            try Data("kind,value,whose\ndomain,verel.example,our shop\n".utf8).write(
                to: URL(filePath: desk.node.home.ownIdentifiers))
            func list(_ path: String) async throws -> Browser.Answer {
                try await author.send(
                    path,
                    [
                        ("header", "yes"), ("column0", "domain"),
                        (
                            "list",
                            "site\nnew.example\nold.example\nwww.verel.example\nnew.example"
                        ), ("which", "new"),
                    ])
            }
            let checked = try await list("/console/check")
            #expect(checked.status == 200)
            #expect(checked.body.contains("formaction=\"/console/drafts/list\""))
            let draft = try consolePath(of: try await list("/console/drafts/list"))
            var page = try await author.get(draft).body
            #expect(page.contains("new.example</bdi>"))
            #expect(!page.contains("old.example</bdi>"))
            #expect(page.contains("our shop"))
            // An attribute of one row alone, which is taken from that row alone.
            let attributes = draft + "/attributes"
            var revision = 1
            for (change, status, stays) in [
                (["name": "zz-window", "value": "Anna", "only": "new.example"], 303, true),
                // The row meant has not got it.
                (["gone0": "on", "only": "www.verel.example"], 400, true),
                (["gone0": "on", "only": "new.example"], 303, false),
            ] as [([String: String], Int, Bool)] {
                let fields = change.merging(["revision": String(revision)]) { $1 }
                let answer = try await author.post(attributes, fields)
                #expect(answer.status == status, "\(change)")
                if status == 303 { revision += 1 }
                #expect(try await author.get(attributes).body.contains("zz-window") == stays)
            }
            // Of what belongs to its own side it is warned, and this policy asks for a second look then.
            #expect(try await author.post(draft + "/publish", ["revision": "3"]).status == 403)
            _ = try consolePath(
                of: try await author.post(draft + "/rows", ["revision": "3", "row1": "on"]))
            var fields = Self.report
            fields["revision"] = "4"
            _ = try consolePath(of: try await author.post(draft, fields))
            page = try await author.get(draft).body
            #expect(!page.contains("our shop") && page.contains("85"))
            _ = try consolePath(of: try await author.post(draft + "/publish", ["revision": "5"]))
            #expect(try size(desk) == 2)
        }
    }

    @Test("what signs a draft of several pages is offered on the last of them")
    func pages() async throws {
        try await WholeDesk.with { desk in
            let visitor = try await Visitor(desk, .approver)
            let casework = try desk.node.caseworkDesk(
                secondLook: .never, calls: .concurrent(label: "test"))
            let author = Colleague(PersonID(unchecked: "anna"), [.view, .draft, .report])
            let content = DraftContent(
                channel: .alliance, title: "",
                reports: try (0...200).map {
                    IndicatorAssertion(
                        indicator: try Indicator(.domain, parsing: "shop\($0).example"),
                        basis: .testBuy, confidence: 70, tlp: .amber)
                })
            let id = try await casework.begin(content, by: author).id
            _ = try await casework.submit(id, revision: 1, by: author)
            let draft = "/console/drafts/\(id)"
            let first = try await visitor.get(draft).body
            #expect(first.contains("shop0.example</bdi>") && first.contains("\(draft)?from=200\""))
            #expect(!first.contains("\(draft)/publish\"") && !first.contains("\(draft)/entrust\""))
            #expect(first.contains("\(draft)/return\"") && first.contains("on the last one"))
            let last = try await visitor.get(draft + "?from=200").body
            #expect(last.contains("shop200.example</bdi>") && !last.contains("shop0.example"))
            #expect(last.contains("\(draft)/publish\"") && last.contains("\(draft)/entrust\""))
            // Refused there, it is offered there again.
            let refused = try await visitor.post(
                draft + "/entrust", ["revision": "2", "through": "no-such"]
            ).body
            #expect(refused.contains("shop200.example</bdi>"))
        }
    }

    @Test("more drafts than a page has are each listed once over pages, for people and programs")
    func listed() async throws {
        try await WholeDesk.with { desk in
            let visitor = try await Visitor(desk, .investigator)
            let casework = try desk.node.caseworkDesk(
                secondLook: .never, calls: .concurrent(label: "test"))
            let author = Colleague(
                PersonID(unchecked: "investigator-0"), [.view, .draft, .report])
            var begun: [String] = []
            for number in 0...DraftLimits.listedMax {
                let report = IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: "shop\(number).example"),
                    basis: .testBuy, confidence: 70, tlp: .amber)
                let draft = try await casework.begin(
                    DraftContent(channel: .alliance, title: "", reports: [report]), by: author)
                _ = try await casework.publish(draft.id, revision: 1, by: author)
                begun.append("\(draft.id)")
            }
            let written = try consolePath(
                of: try await visitor.post("/console/drafts", Self.report))
            var (found, pages): ([String], Int) = ([], 0)
            var next: String? = "/console/drafts"
            while let address = next, pages < 9 {
                let page = try await visitor.get(address).body
                #expect(page.contains(written) == (pages == 0), "each heading has pages of its own")
                found += page.matches(of: /href="\/console\/drafts\/([0-9a-f]{32})"/).map {
                    String($0.1)
                }.filter { !written.hasSuffix($0) }
                next = page.firstMatch(of: /rel="next" href="([^"]+)"/).map {
                    String($0.1).replacing("&amp;", with: "&")
                }
                pages += 1
            }
            #expect(pages == 2 && found.count == begun.count && Set(found) == Set(begun))
            var programs: [String] = []
            var cursor: String? = ""
            while let place = cursor, programs.count < 999 {
                let query = "?stage=published&limit=90" + (place.isEmpty ? "" : "&cursor=\(place)")
                let answer = try await visitor.browser.get("/api/v1/drafts" + query)
                let members = try RESTReadingTests.json(answer)
                guard case .array(let drafts)? = members["drafts"] else {
                    Issue.record("no list: \(answer.body.prefix(300))")
                    return
                }
                programs += drafts.compactMap { draft in
                    guard case .object(let members) = draft else { return nil }
                    return RESTDraftTests.text(members["id"])
                }
                cursor = RESTDraftTests.text(members["next"])
                #expect(members["complete"] == .bool(cursor == nil))
            }
            #expect(programs == found)
            for wrong in ["after=x&group=writing", "group=x", "after=1-\(begun[0])"] {
                #expect(try await visitor.get("/console/drafts?\(wrong)").status == 400, "\(wrong)")
            }
            for wrong in ["cursor=x", "limit=0", "limit=201"] {
                let answer = try await visitor.browser.get("/api/v1/drafts?\(wrong)")
                #expect(answer.status == 400, "\(wrong)")
            }
        }
    }

    @Test("what cannot be recorded is not signed")
    func unrecorded() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            let draft = try consolePath(of: try await author.post("/console/drafts", Self.report))
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            #expect(try await author.post(draft + "/publish", ["revision": "1"]).status == 503)
            #expect(try size(desk) == 0)
        }
    }

    @Test("a form that is refused comes back with all that was typed and with what is wrong")
    func typedAgain() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            var typed = Self.report
            typed["note"] = String(repeating: "bought it ", count: 100) + "<twice>"
            let note = String(repeating: "bought it ", count: 100) + "&lt;twice&gt;"
            for (wrong, why) in [
                (["value": "shop"], "This is no domain"),
                (["confidence": "500"], "a figure from 0 to 100"),
                (["first": "2026-05-02", "last": "2026-05-01"], "look for exchanged dates"),
                (["channel": "no-such"], "class=\"notice care\""),
            ] {
                let fields = typed.merging(wrong) { $1 }
                let answer = try await author.post("/console/drafts", fields)
                #expect((400..<500).contains(answer.status), "\(wrong)")
                #expect(answer.body.contains("action=\"/console/drafts\""), "\(wrong)")
                #expect(answer.body.contains(why) && answer.body.contains(note), "\(wrong)")
                for (field, value) in fields where !["note", "title", "channel"].contains(field) {
                    let isShown =
                        answer.body.contains("value=\"\(value)\" autocomplete")
                        || answer.body.contains("value=\"\(value)\" selected")
                        || answer.body.contains("type=\"date\" value=\"\(value)\"")
                    #expect(isShown, "\(wrong): \(field)")
                }
            }
            #expect(
                try await author.get("/console/drafts").body.contains(
                    "Nothing is in preparation."))

            // The same where all rows of a draft are to say something, and it was changed meanwhile.
            let draft = try consolePath(of: try await author.post("/console/drafts", Self.report))
            var first = Self.report
            first["revision"] = "1"
            _ = try consolePath(of: try await author.post(draft, first))
            typed["revision"] = "1"
            let late = try await author.post(draft, typed)
            #expect(late.status == 409 && late.body.contains(note))
            #expect(late.body.contains("name=\"revision\" value=\"2\""))
            #expect(late.body.contains("It was changed since"))
            // Where it cannot be changed any more, what was written is still there to be copied.
            _ = try consolePath(of: try await author.post(draft + "/publish", ["revision": "2"]))
            let gone = try await author.post(draft, typed)
            #expect(gone.status == 409 && gone.body.contains(note))
            #expect(gone.body.contains("readonly") && !gone.body.contains("name=\"note\""))
        }
    }

    @Test("a form that is refused says why in the language of the page, with the detail as English")
    func inChinese() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            let fields = Self.report.merging(["value": "shop"]) { $1 }
            let refused = try await author.post("/console/drafts", fields, in: "zh")
            let sentence = try #require(ProblemText.reportForm(.chinese))
            #expect(refused.status == 400 && refused.body.contains("<p>\(sentence)</p>"))
            #expect(refused.body.contains("<p class=\"small\" lang=\"en\">This is no domain"))
            let english = try await author.post("/console/drafts", fields)
            #expect(english.body.contains("<p>This is no domain"))
            #expect(!english.body.contains("lang=\"en\">This is no domain"))
        }
    }

    @Test("forms that are wrong are refused, say why, and keep nothing")
    func wrong() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            for (field, value) in [
                ("kind", "nonsense"), ("value", ""), ("value", "no domain"), ("basis", "x"),
                ("confidence", "101"), ("confidence", "-1"), ("confidence", "٣"), ("tlp", "x"),
                ("channel", "no-such"), ("first", "2026-13-01"), ("title", "\u{202e}x"),
                ("marks", "Verel, Ve\u{200b}rel"), ("marketplace", "baza\u{200d}rio"),
                ("legal", "Art. 6\u{e0041}"), ("note", "Bought\u{2066} twice"),
                ("note", String(repeating: "x", count: 5_000)),
                ("marks", String(repeating: "x", count: 600)),
            ] {
                var fields = Self.report
                fields[field] = value
                let answer = try await author.post("/console/drafts", fields)
                #expect([400, 403, 413].contains(answer.status), "\(field): \(answer.status)")
            }
            let page = try await author.get("/console/drafts").body
            #expect(page.contains("Nothing is in preparation."))
            for path in [
                "/console/drafts/x", "/console/drafts/\(String(repeating: "0", count: 32))",
            ] {
                #expect(try await author.get(path).status == 404)
            }
        }
    }
}

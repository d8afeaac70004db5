import AllianceNames
import AllianceNode
import CRDT
import Casework
import Credentials
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Reports through another member at a real desk, by forms and as JSON, over TLS.
@Suite(.timeLimit(.minutes(30))) struct EntrustedDeskTests {
    private typealias Visitor = DraftDeskTests.Visitor

    private static let report = [
        "channel": "alliance", "kind": "domain", "value": "cheap-verel.example",
        "basis": "test-buy", "confidence": "85", "tlp": "amber", "note": "Bought <twice>",
    ]

    @Test(
        "a draft is sent to a member that can publish it, by who could publish it, as it was shown")
    func sent() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let author = try await Visitor(desk, .investigator)
            let approver = try await Visitor(desk, .approver)
            let draft = try consolePath(of: try await author.post("/console/drafts", Self.report))
            #expect(!(try await author.get(draft).body.contains("/entrust\"")))
            _ = try consolePath(of: try await author.post(draft + "/submit", ["revision": "1"]))
            let form = ["revision": "2", "through": "other", "message": "Please <now>"]
            #expect(try await author.post(draft + "/entrust", form).status == 403)
            #expect(try await approver.get(draft).body.contains("\(draft)/entrust\""))
            for (field, value, status) in [
                ("through", "own", 400), ("through", "no-such", 400), ("through", "", 400),
                ("revision", "1", 409), ("message", "\u{202e}x", 400),
            ] {
                var wrong = form
                wrong[field] = value
                let refused = try await approver.post(draft + "/entrust", wrong)
                #expect(refused.status == status, "\(field)=\(value)")
                guard field != "message" else { continue }
                // What was written to the other member comes back, for the state of now.
                #expect(refused.body.contains("value=\"Please &lt;now&gt;\""), "\(field)")
                #expect(refused.body.contains("name=\"revision\" value=\"2\""), "\(field)")
            }
            #expect(
                try await approver.post(draft + "/entrust", form, token: false).status == 403)
            let one = try consolePath(of: try await approver.post(draft + "/entrust", form))
            #expect(try await approver.get(draft).status == 404, "it is a draft no longer")
            let page = try await approver.get(one).body
            for words in [
                "cheap-verel.example", "Bought &lt;twice&gt;", "Please &lt;now&gt;", "on its way",
                "<bdi class=\"value\">other</bdi>", "\(one)/openings/1",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            let opening = try await approver.get(one + "/openings/1")
            #expect(opening.headers["content-disposition"]?.first?.hasPrefix("attachment") == true)
            let read = try OriginOpening(parsing: opening.bytes)
            #expect(read.origin.member == desk.node.member && read.through.rawValue == "other")
            // It counts as a proof does.
            let rowsMax = desk.exports.rowsMax
            desk.exports.take(rowsMax: 1)
            let held = try await approver.get(one + "/openings/1")
            #expect(held.status == 403 && held.body.contains("export-held"))
            desk.exports.take(rowsMax: rowsMax)
            #expect(try await approver.get(one + "/openings/2").status == 404)
            #expect(try await approver.get(one + "/openings/0").status == 404)
            #expect(
                try desk.node.logs.state(of: desk.node.writer.origin(in: .alliance))?.size ?? 0
                    == 0)
            // Reporting the same itself would look like a second source.
            let second = try consolePath(of: try await author.post("/console/drafts", Self.report))
            #expect(try await author.get(second).body.contains("reported already through"))
            let chinese = try await author.browser.get(
                "/console/entrusted",
                headers: [("accept", "text/html"), ("accept-language", "zh")])
            #expect(chinese.body.contains("通过其他成员发布的举报"))
        }
    }

    @Test(
        "what another member asks for becomes a draft that says so, or is refused, by form or as JSON"
    )
    func asked() async throws {
        try await WholeDesk.with { desk in
            let investigator = try await Visitor(desk, .investigator)
            let folder = URL(filePath: desk.node.home.path).deletingLastPathComponent()
            let other = try OpenedNode(HomeFolder(folder.appending(path: "other").path()))
            let casework = try desk.node.caseworkDesk(
                secondLook: .never, calls: .concurrent(label: "test"))
            var ids: [String] = []
            for domain in ["one.example", "two.example", "three.example"] {
                var generator = SystemRandomNumberGenerator()
                let (id, origin) = (
                    CaseworkID(from: &generator), other.writer.origin(in: .alliance)
                )
                let row = try EntrustedRow(
                    entrusting: IndicatorAssertion(
                        indicator: try Indicator(.domain, parsing: domain), basis: .testBuy,
                        confidence: 70, tlp: .amber), in: origin, to: desk.node.member,
                    salt: [UInt8](repeating: 1, count: 32),
                    signedBy: other.keys.logSigner(for: origin))
                let letter = EntrustmentLetter.request(
                    id, channel: .alliance, message: "", rows: [row])
                #expect(
                    LetterReceipt(parsing: try casework.take(letter.bytes, from: other.member))
                        == .taken)
                ids.append(id.description)
            }
            let root = "/console/entrusted"
            #expect(try await investigator.get(root).body.contains("\(root)/\(ids[0])"))
            #expect(
                try await investigator.post("\(root)/\(ids[0])/take", ["revision": "9"]).status
                    == 409)
            _ = try consolePath(
                of: try await investigator.post("\(root)/\(ids[0])/take", ["revision": "1"]))
            let page = try await investigator.get("\(root)/\(ids[0])").body
            let start = try #require(page.firstRange(of: "/console/drafts/"))
            let draft = String(page[start.lowerBound...].prefix { $0 != "\"" })
            let drafted = try await investigator.get(draft).body
            #expect(drafted.contains("one.example") && drafted.contains("is not named in it"))
            #expect(!drafted.contains("/entrust\""), "it is not handed on")
            var form = Self.report
            form["revision"] = "1"
            _ = try consolePath(of: try await investigator.post(draft, form))
            _ = try consolePath(
                of: try await investigator.post(draft + "/publish", ["revision": "2"]))
            let log = desk.node.writer.origin(in: .alliance)
            guard
                case .assertIndicator(let said)? = try desk.node.statement(
                    at: .init(log: log, index: 0))
            else {
                Issue.record("nothing was published")
                return
            }
            #expect(said.originCommitment != nil && said.confidence == 85)

            _ = try consolePath(
                of:
                    try await investigator.post(
                        "\(root)/\(ids[1])/refuse", ["revision": "1", "reason": "no"]))
            let late = ["revision": "2", "reason": "not <ours>"]
            let refusal = try await investigator.post("\(root)/\(ids[1])/refuse", late)
            #expect(refusal.status == 409 && refusal.body.contains("not &lt;ours&gt;</textarea>"))
            let early = ["revision": "9", "reason": "not <ours>"]
            let typed = try await investigator.post("\(root)/\(ids[2])/refuse", early)
            #expect(typed.status == 409)
            #expect(typed.body.contains("name=\"reason\" maxlength"))
            #expect(typed.body.contains("value=\"not &lt;ours&gt;\""))

            // The same for programs of the same person.
            let rest = "/api/v1/entrusted-reports"
            let listed = try await investigator.browser.get(rest)
            #expect(listed.status == 200 && listed.body.contains(ids[2]))
            let shown = try await investigator.browser.get("\(rest)/\(ids[2])")
            #expect(shown.body.contains("three.example"))
            let refused = try await investigator.browser.send(
                .POST, "\(rest)/\(ids[2])/refusal?revision=1", body: #"{"reason":"no"}"#,
                headers: [
                    ("content-type", "application/json"), ("origin", investigator.browser.origin),
                    ("x-form-token", investigator.secret.formToken.text),
                ])
            #expect(refused.status == 200 && refused.body.contains("\"refused\""))
            #expect(try await investigator.browser.get("\(rest)/x").status == 404)
            try other.close()
        }
    }

    @Test("each is listed once over pages, each side by itself, the same for people and programs")
    func listed() async throws {
        try await WholeDesk.with { desk in
            let visitor = try await Visitor(desk, .investigator)
            let draft = try consolePath(of: try await visitor.post("/console/drafts", Self.report))
            let ours = try consolePath(
                of: try await visitor.post(
                    draft + "/entrust", ["revision": "1", "through": "other"]))
            let store = try SQLiteCaseworkStore(path: desk.node.home.caseworkDatabase)
            let (now, hour) = (desk.node.clock.now(), 3_600_000 as UInt64)
            var asked: [String] = []
            // One an hour, so that the numbers of a day are kept, the oldest first.
            for hours in (1...UInt64(EntrustmentLimits.listedMax + 1)).reversed() {
                var generator = SystemRandomNumberGenerator()
                let one = Entrustment(
                    id: CaseworkID(from: &generator), side: .theirs,
                    partner: MemberID(unchecked: "other"), channel: .alliance, rowCount: 1,
                    message: "", createdAt: now - hours * hour)
                try store.receive(one, [])
                try store.change(entrustment: one.id, revision: nil, at: now) {
                    $0.requestWithdrawal()
                    return nil
                }
                asked.insert("\(one.id)", at: 0)
            }
            var (found, pages): ([String], Int) = ([], 0)
            var next: String? = "/console/entrusted"
            while let address = next, pages < 9 {
                let page = try await visitor.get(address).body
                #expect(page.contains("\"\(ours)\"") == (pages == 0), "each side has its own pages")
                found += page.matches(of: /href="\/console\/entrusted\/([0-9a-f]{32})"/).map {
                    String($0.1)
                }.filter { !ours.hasSuffix($0) }
                next = page.firstMatch(of: /rel="next" href="([^"]+)"/).map {
                    String($0.1).replacing("&amp;", with: "&")
                }
                pages += 1
            }
            #expect(pages == 2 && found == asked)
            let rest = "/api/v1/entrusted-reports"
            var programs: [String] = []
            var cursor: String? = ""
            while let place = cursor, programs.count < 999 {
                let query = "?side=theirs&limit=90" + (place.isEmpty ? "" : "&cursor=\(place)")
                let answer = try RESTReadingTests.json(try await visitor.browser.get(rest + query))
                guard case .array(let reports)? = answer["reports"] else {
                    Issue.record("no list")
                    return
                }
                programs += reports.compactMap { report in
                    guard case .object(let members) = report else { return nil }
                    return RESTDraftTests.text(members["id"])
                }
                cursor = RESTDraftTests.text(answer["next"])
                #expect(answer["complete"] == .bool(cursor == nil))
            }
            #expect(programs == asked)
            // Both sides without one: what was begun last comes first.
            let both = try await visitor.browser.get(rest + "?limit=1")
            #expect(both.body.contains(ours.suffix(32)) && both.body.contains("\"ours\""))
            for wrong in ["after=x&side=ours", "side=x", "after=1-\(asked[0])"] {
                #expect(
                    try await visitor.get("/console/entrusted?\(wrong)").status == 400, "\(wrong)")
            }
            for wrong in ["cursor=x", "limit=0", "limit=201", "side=x"] {
                #expect(try await visitor.browser.get("\(rest)?\(wrong)").status == 400, "\(wrong)")
            }
        }
    }

    /// Each of its fields has something that stands nowhere else on a page.
    private static func everything() throws -> IndicatorAssertion {
        IndicatorAssertion(
            indicator: try Indicator(
                .company, parsing: "evil <b> & sons " + String(repeating: "of evil ", count: 20)),
            basis: .inspection, confidence: 73, tlp: .green, firstSeen: 1_767_571_200_000,
            lastSeen: 1_770_385_500_000, validUntil: 1_804_377_600_000, naturalPerson: true,
            marketplace: "bazario", marks: ["Verel <i>", "Verel & Söhne"],
            legalBasis: "Art. 6 (1) <f>",
            note: "Bought <twice> " + String(repeating: "and again ", count: 30) + "since",
            attributes: [Attribute(name: "price <EUR>", value: "7 & \"more\"")])
    }

    /// What a page shows of a field of a report; nil for a field that is not known here. What no page shows is refused
    /// (`DraftTests.unseenCharacters`).
    private static func words(
        of field: String, _ report: IndicatorAssertion, _ language: DeskLanguage
    ) -> [String]? {
        func shown(_ text: String) -> String {
            "<bdi class=\"value\">\(HTML.text(text).markup)</bdi>"
        }
        func said(_ head: PageText, _ text: String) -> String {
            "\(head(language)):</span> \(text)"
        }
        return switch field {
        case "indicator":
            [shown(report.indicator.readableValue), PageText.kindCompany(language)]
        case "basis": [PageText.basisInspection(language)]
        case "confidence": ["<span class=\"figure\">73</span>"]
        case "tlp": ["TLP:GREEN"]
        case "firstSeen":
            [said(.headFirst, "<time datetime=\"2026-01-05T00:00:00Z\">2026-01-05</time>")]
        case "lastSeen":
            [said(.headLast, "<time datetime=\"2026-02-06T13:45:00Z\">2026-02-06 13:45</time>")]
        case "validUntil":
            [said(.headValidUntil, "<time datetime=\"2027-03-07T00:00:00Z\">2027-03-07</time>")]
        case "naturalPerson": [said(.headPerson, PageText.yes(language))]
        case "marketplace": [said(.headMarketplace, shown("bazario"))]
        case "marks": report.marks.map(shown)
        case "legalBasis": [said(.headLegalBasis, shown("Art. 6 (1) <f>"))]
        case "note": report.note.map { [shown($0)] }
        case "attributes":
            report.attributes.map {
                "\(PageText.headAttribute(language)) \(shown($0.name)):</span> \(shown($0.value))"
            }
        case "originCommitment":
            report.originCommitment.map { [said(.draftCommitment, "<code>\($0.hex)</code>")] }
        case "originalObject", "unknownFields": []
        default: nil
        }
    }

    @Test("each field that is signed is seen, whole, where it is decided on, in both languages")
    func everyField() async throws {
        try await WholeDesk.with(secondLook: .always) { desk in
            let taker = try await Visitor(desk, .investigator)
            let approver = try await Visitor(desk, .approver)
            let folder = URL(filePath: desk.node.home.path).deletingLastPathComponent()
            let other = try OpenedNode(HomeFolder(folder.appending(path: "other").path()))
            let origin = other.writer.origin(in: .alliance)
            let row = try EntrustedRow(
                entrusting: Self.everything(), in: origin, to: desk.node.member,
                salt: [UInt8](repeating: 1, count: 32),
                signedBy: other.keys.logSigner(for: origin))
            var generator = SystemRandomNumberGenerator()
            let id = CaseworkID(from: &generator)
            let letter = EntrustmentLetter.request(
                id, channel: .alliance, message: "", rows: [row])
            let casework = try desk.node.caseworkDesk(
                secondLook: .always, calls: .concurrent(label: "test"))
            #expect(
                LetterReceipt(parsing: try casework.take(letter.bytes, from: other.member))
                    == .taken)
            let entrusted = "/console/entrusted/\(id)"
            _ = try consolePath(of: try await taker.post(entrusted + "/take", ["revision": "1"]))
            let taken = try await taker.get(entrusted).body
            let start = try #require(taken.firstRange(of: "/console/drafts/"))
            let draft = String(taken[start.lowerBound...].prefix { $0 != "\"" })
            _ = try consolePath(of: try await taker.post(draft + "/submit", ["revision": "1"]))
            #expect(
                Mirror(reflecting: row.report.attributes[0]).children.map(\.label)
                    == ["name", "value", "unknownFields"])
            for place in [entrusted, draft] {
                for language in DeskLanguage.allCases {
                    let page = try await approver.browser.get(
                        place,
                        headers: [
                            ("accept", "text/html"), ("accept-language", language.rawValue),
                        ]
                    ).body
                    // Above it the draft's page has the markings of all rows.
                    let table = try #require(page.firstRange(of: "<table"))
                    let rows = page[table.lowerBound...]
                    for field in Mirror(reflecting: row.report).children {
                        let name = try #require(field.label)
                        let words = try #require(
                            Self.words(of: name, row.report, language),
                            "a field that no page is known to show: \(name)")
                        for word in words {
                            #expect(rows.contains(word), "\(place) \(language): \(name)")
                        }
                    }
                }
            }
            try other.close()
        }
    }
}

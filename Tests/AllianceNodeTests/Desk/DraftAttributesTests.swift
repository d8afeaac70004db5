import AllianceNames
import AllianceNode
import CRDT
import Casework
import MergedView
import SignIn
import Statements
import Testing

/// Attributes of reports in preparation, by forms, over TLS.
@Suite(.timeLimit(.minutes(30))) struct DraftAttributesTests {
    private typealias Visitor = DraftDeskTests.Visitor

    @Test("attributes are added and removed by form, and are signed with the report")
    func attributes() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            let other = try await Visitor(desk, .approver)
            let draft = try consolePath(
                of: try await author.post("/console/drafts", DraftDeskTests.report))
            let attributes = draft + "/attributes"
            #expect(try await author.get(draft).body.contains("href=\"\(attributes)\""))
            #expect(try await author.get(attributes).body.contains("It has no attributes."))
            for (revision, name, value) in [
                ("1", "registrar", "<Example> & Co"), ("2", "zz-window", "Anna"),
                // Once more is no second one.
                ("3", "registrar", "<Example> & Co"),
            ] {
                let answer = try await author.post(
                    attributes, ["revision": revision, "name": name, "value": value])
                #expect(try consolePath(of: answer) == attributes)
            }
            var page = try await author.get(attributes).body
            #expect(page.contains("&lt;Example&gt; &amp; Co") && !page.contains("<Example>"))
            #expect(page.contains("name=\"gone1\"") && !page.contains("name=\"gone2\""))
            // Of another state than was shown, without what only the page has, and by somebody else.
            let removal = ["revision": "4", "gone1": "on"]
            #expect(
                try await author.post(attributes, ["revision": "2", "gone1": "on"]).status == 409)
            #expect(try await author.post(attributes, removal, token: false).status == 403)
            #expect([403, 404].contains(try await other.post(attributes, removal).status))
            #expect(try await other.get(attributes).status == 404)
            _ = try consolePath(of: try await author.post(attributes, removal))
            page = try await author.get(attributes).body
            #expect(page.contains("registrar") && !page.contains("zz-window"))
            // What is said of all leaves them as they are.
            var fields = DraftDeskTests.report
            fields["revision"] = "5"
            _ = try consolePath(of: try await author.post(draft, fields))
            _ = try consolePath(of: try await author.post(draft + "/publish", ["revision": "6"]))
            let log = desk.node.writer.origin(in: .alliance)
            guard
                case .assertIndicator(let said)? = try desk.node.statement(
                    at: StatementDot(log: log, index: 0))
            else {
                Issue.record("a report was signed")
                return
            }
            #expect(said.attributes == [Attribute(name: "registrar", value: "<Example> & Co")])
            // What is signed stays: there is no form any more.
            #expect(try await !author.get(attributes).body.contains("name=\"gone0\""))
        }
    }

    @Test("more attributes than a page has are on several, and each is removed where it stands")
    func attributePages() async throws {
        try await WholeDesk.with { desk in
            let visitor = try await Visitor(desk, .investigator)
            let casework = try desk.node.caseworkDesk(
                secondLook: .never, calls: .concurrent(label: "test"))
            let report = IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: "shop.example"), basis: .testBuy,
                confidence: 70, tlp: .amber,
                attributes: (1_000...1_200).map { Attribute(name: "n\($0)", value: "v") })
            let id = try await casework.begin(
                DraftContent(channel: .alliance, title: "", reports: [report]),
                by: Colleague(
                    PersonID(unchecked: "investigator-0"), [.view, .draft, .report])
            ).id
            let path = "/console/drafts/\(id)/attributes"
            let first = try await visitor.get(path).body
            #expect(first.contains("(201)"))
            #expect(first.contains(">n1000<") && first.contains(">n1199<"))
            #expect(first.contains("name=\"gone199\""))
            #expect(!first.contains(">n1200<") && !first.contains("name=\"gone200\""))
            #expect(first.contains("rel=\"next\" href=\"\(path)?from=200\""))
            // What lies behind the last is the last, and what is no number is the first.
            for from in ["200", "900"] {
                let last = try await visitor.get(path + "?from=\(from)").body
                #expect(last.contains(">n1200<") && last.contains("name=\"gone200\""), "\(from)")
                #expect(!last.contains(">n1199<") && !last.contains("name=\"gone199\""))
                #expect(!last.contains("rel=\"next\""))
            }
            for from in ["x", "-1"] {
                #expect(
                    try await visitor.get(path + "?from=\(from)").body.contains(">n1000<"))
            }
            let removed = try await visitor.post(path, ["revision": "1", "gone200": "on"])
            #expect(removed.status == 303, "\(removed.body)")
            let left = try await visitor.get(path).body
            #expect(left.contains("(200)") && !left.contains("rel=\"next\""))
            #expect(left.contains(">n1199<") && !left.contains(">n1200<"))
        }
    }

    @Test("attributes that are wrong are refused, and keep nothing")
    func wrongAttributes() async throws {
        try await WholeDesk.with { desk in
            let author = try await Visitor(desk, .investigator)
            let draft = try consolePath(
                of: try await author.post("/console/drafts", DraftDeskTests.report))
            for fields in [
                [:], ["name": "a"], ["value": "b"], ["name": " ", "value": "b"],
                ["name": String(repeating: "é", count: 33), "value": "b"],
                ["name": "a", "value": String(repeating: "x", count: 1_025)],
                ["name": "a\nb", "value": "c"], ["name": "a", "value": "b\tc"],
                ["gone0": "on"], ["gone-1": "on"],
                ["name": "a", "value": "b", "only": "other.example"],
            ] as [[String: String]] {
                var form = fields
                form["revision"] = "1"
                let answer = try await author.post(draft + "/attributes", form)
                #expect(answer.status == 400, "\(fields)")
                // Who has read another state is told that, whatever else is wrong.
                form["revision"] = "2"
                let stale = try await author.post(draft + "/attributes", form)
                #expect(stale.status == 409, "\(fields)")
                #expect(stale.body.contains("changed-meanwhile"), "\(fields)")
                guard let value = fields["value"], fields["name"] != nil else { continue }
                #expect(answer.body.contains("name=\"value\" value=\"\(value)\""), "\(fields)")
                #expect(answer.body.contains("role=\"alert\""), "\(fields)")
            }
            // What is no form has no session's token either.
            let broken = ["name": "a\u{0}", "value": "b", "revision": "1"]
            #expect(try await author.post(draft + "/attributes", broken).status == 403)
            #expect(
                try await author.post(draft + "/attributes", ["name": "a", "value": "b"]).status
                    == 400)
            #expect(
                try await author.get(draft + "/attributes").body.contains("It has no attributes."))
        }
    }
}

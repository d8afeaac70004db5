import AllianceNames
import AllianceNode
import AuditTrail
import CRDT
import Casework
import Credentials
import Dispatch
import Foundation
import MergedView
import NodeAPI
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing

/// What is said of a reported identifier by the forms of its page, over TLS.
@Suite(.timeLimit(.minutes(30))) struct IdentifierSayingTests {
    private typealias Visitor = DraftDeskTests.Visitor

    private static let page = "/console/identifier?kind=domain&value=said.example"

    private static func shop() throws -> Indicator {
        try Indicator(.domain, parsing: "said.example")
    }

    /// The fields of a form as its page has them, with what is typed.
    private static func fields(_ typed: [String: String]) throws -> [String: String] {
        try typed.merging(["key": IdentifierLink.key(shop())]) { $1 }
    }

    private static func report(_ desk: WholeDesk) async throws {
        try await desk.node.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: try shop(), basis: .testBuy, confidence: 80, tlp: .amber))
            ], to: .alliance)
    }

    private static func state(_ desk: WholeDesk) throws -> IndicatorState {
        try desk.node.view.state(
            of: shop(), in: [.alliance], scope: desk.node.scope(), at: desk.node.clock.now())
    }

    private static func size(_ desk: WholeDesk) throws -> UInt64 {
        try desk.node.logs.state(of: desk.node.writer.origin(in: .alliance))?.size ?? 0
    }

    private static let objection = [
        "channel": "alliance", "reason": "resolved", "tlp": "green",
        "words": "Sold \"it\" <last> year", "seller": "yes",
    ]
    private static let sighting = [
        "channel": "alliance", "total": "7", "first": "2026-11-01", "last": "2026-11-02",
    ]
    private static let link = [
        "channel": "alliance", "kind": "phone", "value": "+44 7700 900777",
        "basis": "inspection", "confidence": "70", "tlp": "green", "shows": "one <till>",
    ]

    /// What the form that signs brings back, from the page that shows it once more.
    private static func shown(
        _ visitor: Visitor, _ form: String, _ typed: [String: String]
    ) async throws -> [String: String] {
        let page = try await visitor.post("/console/identifier/\(form)", fields(typed))
        #expect(page.status == 200, "\(form): \(page.body.prefix(300))")
        // Who will be able to read it, by name.
        #expect(page.body.contains("<bdi class=\"value\">other</bdi>"), "\(form)")
        return try signing(page, form)
    }

    private static func signing(_ page: Browser.Answer, _ form: String) throws -> [String: String] {
        let action = "<form class=\"report\" action=\"/console/identifier/\(form)\""
        let start = try #require(page.body.firstRange(of: action))
        let rest = page.body[start.lowerBound...]
        let end = try #require(rest.firstRange(of: "</form>"))
        let field = /<input type="hidden" name="([^"]+)" value="([^"]*)">/
        var fields: [String: String] = [:]
        for match in rest[..<end.lowerBound].matches(of: field) {
            fields[String(match.output.1)] = String(match.output.2)
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                .replacing("&amp;", with: "&")
        }
        fields[FormToken.field] = nil
        return fields
    }

    private static func signed(
        _ visitor: Visitor, _ form: String, _ typed: [String: String]
    ) async throws {
        let fields = try await shown(visitor, form, typed)
        let answer = try await visitor.post("/console/identifier/\(form)", fields)
        #expect(try consolePath(of: answer) == page + "&said=\(form)")
    }

    @Test(
        "an objection, a total, a link and a withdrawal are shown once more, and signed as REST signs them"
    )
    func walk() async throws {
        // None of them is a report, for which a second look may be wanted.
        try await WholeDesk.with(secondLook: .always) { desk in
            try await Self.report(desk)
            let visitor = try await Visitor(desk, .investigator)
            let log = desk.node.writer.origin(in: .alliance)
            let shop = try Self.shop()

            try await Self.signed(visitor, "object", Self.objection)
            #expect(
                try desk.node.statement(at: StatementDot(log: log, index: 1))
                    == .dispute(
                        Dispute(
                            indicator: shop, reason: .resolved, text: "Sold \"it\" <last> year",
                            onBehalfOfSeller: true, tlp: .green)))
            try await Self.signed(visitor, "sight", Self.sighting)
            #expect(
                try desk.node.statement(at: StatementDot(log: log, index: 2))
                    == .sight(
                        Sighting(
                            indicator: shop, total: 7, first: 1_793_491_200_000,
                            last: 1_793_577_600_000)))
            try await Self.signed(visitor, "link", Self.link)
            #expect(
                try desk.node.statement(at: StatementDot(log: log, index: 3))
                    == .link(
                        OperatorLink(
                            shop, Indicator(.phone, parsing: "+44 7700 900777"),
                            basis: .inspection, evidence: "one <till>", confidence: 70,
                            tlp: .green)))
            var page = try await visitor.get(Self.page + "&said=link").body
            #expect(page.contains("The link is signed."))
            #expect(page.contains("Sold &quot;it&quot; &lt;last&gt; year"))
            #expect(page.contains("alliance: 7"))
            #expect(page.contains("name=\"total\" value=\"7\""))
            for what in ["reports", "objections", "links", "sightings"] {
                #expect(page.contains("<option value=\"\(what) alliance\""), "\(what)")
            }
            let said = try Self.state(desk)
            #expect(said.disputing == [desk.node.member] && said.sightingsTotal == 7)
            #expect(said.links.map(\.standing) == [.live])
            for what in ["objections", "links", "sightings", "reports"] {
                try await Self.signed(visitor, "withdraw", ["which": "\(what) alliance"])
            }
            let state = try Self.state(desk)
            #expect(state.status == .withdrawn)
            #expect(state.disputing.isEmpty && state.sightingsTotal == 0)
            #expect(state.links.map(\.standing) == [.retracted])
            // There is nothing left that could be withdrawn.
            page = try await visitor.get(Self.page).body
            #expect(!page.contains("action=\"/console/identifier/withdraw\""))
            #expect(page.contains("action=\"/console/identifier/object\""))
            let again = try await visitor.post(
                "/console/identifier/withdraw", Self.fields(["which": "reports alliance"]))
            #expect(again.status == 404 && again.body.contains("nothing-to-withdraw"))
            // As REST records it.
            let intents = try desk.audit?.reading.page(limit: 50) {
                $0.record?.details["what"] != nil
            }.lines.compactMap { $0.record }
            #expect(
                intents?.map { $0.details["what"] } == [
                    "reports", "sightings", "links", "objections", "link", "sighting",
                    "objection",
                ])
            #expect(intents?.last?.action == .publishReport)
            #expect(intents?.last?.route == "POST /console/identifier/object")
            #expect(
                intents?.last?.details == [
                    "kind": "domain", "identifier": "said.example", "channel": "alliance",
                    "what": "objection",
                ])
            #expect(intents?.first?.action == .withdrawReport)
        }
    }

    @Test("a form that comes twice signs once, and what is only looked at signs nothing")
    func once() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(desk)
            let visitor = try await Visitor(desk, .approver)
            let before = try Self.size(desk)
            for (form, typed) in [
                ("object", Self.objection), ("sight", Self.sighting), ("link", Self.link),
                ("withdraw", ["which": "reports alliance"]),
            ] {
                let size = try Self.size(desk)
                let fields = try await Self.shown(visitor, form, typed)
                #expect(try Self.size(desk) == size, "\(form)")
                let path = "/console/identifier/\(form)"
                // Without what only the page has, nothing is signed.
                #expect(try await visitor.post(path, fields, token: false).status == 403)
                var invented = fields
                invented["once"] = "mine"
                #expect(try await visitor.post(path, invented).status == 400, "\(form)")
                #expect(try Self.size(desk) == size, "\(form)")
                for _ in 0..<2 {
                    let answer = try await visitor.post(path, fields)
                    #expect(try consolePath(of: answer) == Self.page + "&said=\(form)")
                }
                #expect(try Self.size(desk) == size + 1, "\(form)")
            }
            #expect(try Self.size(desk) == before + 4)
        }
    }

    @Test("a form that comes while it is being signed is shown as it was, and signs once")
    func underWay() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(desk)
            let visitor = try await Visitor(desk, .investigator)
            for (form, typed) in [
                ("object", Self.objection), ("withdraw", ["which": "reports alliance"]),
            ] {
                let path = "/console/identifier/\(form)"
                let fields = try await Self.shown(visitor, form, typed)
                let size = try Self.size(desk)
                // Holds up whoever signs until one of two is answered: that one cannot be who signs.
                let (gate, writer) = (DispatchSemaphore(value: 0), desk.node.writer)
                let (holding, held) = AsyncStream.makeStream(of: Void.self)
                let (early, late) = try await withThrowingTaskGroup(of: Browser.Answer?.self) {
                    tasks in
                    tasks.addTask {
                        try await writer.withLog { _ in
                            held.yield()
                            _ = gate.wait(timeout: .now() + .seconds(60))
                        }
                        return nil
                    }
                    _ = await holding.first { true }
                    for _ in 0..<2 {
                        tasks.addTask { try await visitor.post(path, fields) }
                    }
                    let early = try await tasks.next() ?? nil
                    gate.signal()
                    var late: Browser.Answer?
                    for try await answer in tasks { late = answer ?? late }
                    return (early, late)
                }
                let shown = try #require(early)
                #expect(shown.status == 409, "\(form): \(shown.body.prefix(300))")
                #expect(shown.body.contains("idempotency-key-in-use"), "\(form)")
                #expect(shown.body.contains("role=\"alert\""), "\(form)")
                #expect(try Self.signing(shown, form) == fields, "\(form)")
                #expect(late?.status == 303, "\(form)")
                #expect(try Self.size(desk) == size + 1, "\(form)")
                // Sent again from there it is the one that was signed.
                let again = try await visitor.post(path, Self.signing(shown, form))
                #expect(try consolePath(of: again) == Self.page + "&said=\(form)")
                #expect(try Self.size(desk) == size + 1, "\(form)")
            }
        }
    }

    @Test("what is withdrawn is what was shown, and nothing that came meanwhile")
    func changed() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(desk)
            let visitor = try await Visitor(desk, .investigator)
            let fields = try await Self.shown(
                visitor, "withdraw", ["which": "reports alliance"])
            try await Self.report(desk)
            let size = try Self.size(desk)
            let answer = try await visitor.post("/console/identifier/withdraw", fields)
            #expect(answer.status == 409 && answer.body.contains("changed-meanwhile"))
            #expect(answer.body.contains("said.example"))
            #expect(try Self.size(desk) == size)
            #expect(try Self.state(desk).asserting.count == 1)
            try await Self.signed(visitor, "withdraw", ["which": "reports alliance"])
            #expect(try Self.state(desk).asserting.isEmpty)
        }
    }

    @Test("what is wrong comes back open, with why and what was typed, and signs nothing")
    func wrong() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(desk)
            let visitor = try await Visitor(desk, .investigator)
            let size = try Self.size(desk)
            for (form, typed, change, status) in [
                ("object", Self.objection, ("channel", "nowhere"), 400),
                ("object", Self.objection, ("reason", "none"), 400),
                ("object", Self.objection, ("tlp", "blue"), 400),
                ("sight", Self.sighting, ("total", "0"), 400),
                ("sight", Self.sighting, ("total", "-1"), 400),
                ("sight", Self.sighting, ("last", "2026-10-31"), 400),
                ("sight", Self.sighting, ("first", ""), 400),
                ("link", Self.link, ("value", "07700"), 400),
                ("link", Self.link, ("confidence", "101"), 400),
                ("withdraw", [:], ("which", "all"), 400),
                ("withdraw", [:], ("which", "links alliance"), 404),
            ] as [(String, [String: String], (String, String), Int)] {
                var fields = try Self.fields(typed)
                fields[change.0] = change.1
                let answer = try await visitor.post("/console/identifier/\(form)", fields)
                #expect(answer.status == status, "\(form) \(change)")
                #expect(answer.body.contains("role=\"alert\""), "\(form) \(change)")
                #expect(
                    answer.body.contains(
                        "<details open><summary>"), "\(form) \(change)")
                if form == "object" {
                    #expect(answer.body.contains("Sold &quot;it&quot; &lt;last&gt; year"))
                }
                if form == "link" { #expect(answer.body.contains("one &lt;till&gt;")) }
                let chinese = try await visitor.post(
                    "/console/identifier/\(form)", fields, in: "zh")
                #expect(chinese.body.contains("本成员对此的陈述"), "\(form)")
            }
            // One that links it with itself, under the same name.
            var same = Self.link
            (same["kind"], same["value"]) = ("domain", "SAID.example.")
            let itself = try await visitor.post(
                "/console/identifier/link", Self.fields(same))
            #expect(itself.status == 422 && itself.body.contains("one &lt;till&gt;"))
            // Of what nobody says anything there is no form; what was written is there to be copied.
            let nothing = try await visitor.post(
                "/console/identifier/object",
                Self.objection.merging([
                    "reason": "none",
                    "key": IdentifierLink.key(try Indicator(.domain, parsing: "no.example")),
                ]) { $1 })
            #expect(nothing.status == 400 && nothing.body.contains("id=\"typed\""))
            #expect(nothing.body.contains("Sold &quot;it&quot; &lt;last&gt; year"))
            #expect(
                try await visitor.post("/console/identifier/object", ["key": "!!"]).status == 400)
            #expect(try Self.size(desk) == size)
        }
    }

    @Test("a text that is longer than a statement takes is refused before anybody confirms it")
    func long() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(desk)
            let visitor = try await Visitor(desk, .investigator)
            let size = try Self.size(desk)
            for (form, typed, field) in [
                ("object", Self.objection, "words"), ("link", Self.link, "shows"),
            ] {
                // Of three bytes each: a browser counts characters, and lets them pass.
                let most =
                    String(repeating: "偽", count: StatementLimits.textBytesMax / 3)
                    + String(repeating: "a", count: StatementLimits.textBytesMax % 3)
                var fields = typed
                fields[field] = most
                _ = try await Self.shown(visitor, form, fields)
                fields[field] = most + "a"
                let refused = try await visitor.post(
                    "/console/identifier/\(form)", Self.fields(fields))
                #expect(refused.status == 422, "\(form)")
                #expect(refused.body.contains("field-length"), "\(form)")
                // Open, with all that was written.
                #expect(refused.body.contains("<details open><summary>"), "\(form)")
                #expect(refused.body.contains(most + "a</textarea>"), "\(form)")
                #expect(!refused.body.contains("name=\"once\""), "\(form)")
            }
            #expect(try Self.size(desk) == size)
        }
    }

    @Test("the forms are there for who may sign in this member's name, and for nobody else")
    func roles() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(desk)
            for role in Role.ofPeople {
                let visitor = try await Visitor(desk, role)
                let may = role == .investigator || role == .approver
                let page = try await visitor.get(Self.page).body
                let answer = try await visitor.post(
                    "/console/identifier/object", Self.fields(Self.objection))
                for form in ["object", "sight", "link", "withdraw"] {
                    #expect(
                        page.contains("action=\"/console/identifier/\(form)\"") == may,
                        "\(role) \(form)")
                }
                #expect(answer.status == (may ? 200 : 403), "\(role)")
            }
            // A browser with the certificate alone reads: what a form signs has a person's name.
            let page = try await desk.browser("own").get(
                Self.page, headers: [("accept", "text/html")])
            #expect(page.status == 200)
            #expect(!page.body.contains("action=\"/console/identifier/object\""))
        }
    }

    @Test("what cannot be recorded is not signed")
    func unrecorded() async throws {
        try await WholeDesk.with { desk in
            try await Self.report(desk)
            let visitor = try await Visitor(desk, .investigator)
            let fields = try await Self.shown(visitor, "object", Self.objection)
            let size = try Self.size(desk)
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            let answer = try await visitor.post("/console/identifier/object", fields)
            #expect(answer.status == 503, "\(answer.body.prefix(300))")
            #expect(try Self.size(desk) == size)
        }
    }
}

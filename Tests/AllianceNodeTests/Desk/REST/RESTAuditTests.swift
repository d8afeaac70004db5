import AllianceNames
import AllianceNode
import AuditTrail
import CRDT
import Casework
import Credentials
import Evidence
import Foundation
import JSON
import MergedView
import NIOHTTP1
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// What programs and people take away over REST, what of it is held, and who reads what was recorded.
@Suite(.timeLimit(.minutes(30))) struct RESTAuditTests {
    private static let bundle = "/api/v1/indicators/domain/SHOP.example./evidence"

    private static func posted(_ browser: Browser, _ session: Secret) -> [(String, String)] {
        [("origin", browser.origin), ("x-form-token", session.formToken.text)]
    }

    private static func list(_ answer: Browser.Answer, _ name: String) throws -> [[String:
        JSONValue]]
    {
        guard case .array(let values)? = try RESTReadingTests.json(answer)[name] else { return [] }
        return values.compactMap { value in
            if case .object(let members) = value { members } else { nil }
        }
    }

    @Test("an evidence bundle holds with the authority's key alone, and is held beyond the quota")
    func bundle() async throws {
        try await WholeDesk.with(exportRows: 2) { desk in
            for tlp in [TLP.green, .amber, .red, .amberStrict] {
                try await ExportQuotaTests.report("shop.example", tlp, by: desk.node)
            }
            let (anna, _) = try await desk.signedIn(.analyst)
            let answer = try await anna.get(Self.bundle)
            #expect(answer.status == 200, "\(answer.body.prefix(300))")
            #expect(answer.headers["content-type"] == ["application/x-tar"])
            let read = try EvidenceBundle(parsing: answer.bytes)
            let verified = try #require(
                read.judged(trusting: try desk.node.home.certs.authorityKeys()).verified)
            // What is RED or stays inside is not in it.
            #expect(verified.statements.map(\.dot.index) == [0, 1])
            #expect(verified.manifest.making.person == "analyst-0")
            #expect(verified.manifest.making.purpose == "investigation: 2026-17")
            let reading = try #require(desk.audit).reading
            let record = try #require(
                try reading.page(limit: 1) { $0.record?.action == .export }.lines.first?.record)
            #expect(record.rows == 2)
            #expect(record.route == "GET /api/v1/indicators/{type}/{value}/evidence")
            #expect(
                record.details
                    == ["kind": "domain", "identifier": "shop.example", "form": "bundle"])

            // It counts as the console's own, and what one asked for waits for another person.
            let held = try await anna.get(Self.bundle)
            #expect(held.status == 403)
            #expect(held.body.contains("export-held"))
            let console = try await anna.get(
                "/console/evidence/bundle?kind=domain&value=shop.example")
            #expect(console.status == 403)
            let (bo, session) = try await desk.signedIn(.approver)
            let waiting = try await Self.list(bo.get("/api/v1/audit/exports"), "exports")
            try #require(waiting.count == 1)
            #expect(waiting[0]["who"] == .string("analyst-0"))
            #expect(waiting[0]["rows"] == .integer(2))
            guard case .number(let number)? = waiting[0]["number"] else {
                Issue.record("no number")
                return
            }
            let path = "/api/v1/audit/exports/\(number)/release"
            let released = try await bo.post(path, "", headers: Self.posted(bo, session))
            #expect(released.status == 200, "\(released.body)")
            let again = try await bo.post(path, "", headers: Self.posted(bo, session))
            #expect(again.status == 409)
            for none in ["x", "null,null", "+1", "01", "18446744073709551615"] {
                let answer = try await bo.post(
                    "/api/v1/audit/exports/\(none)/release", "", headers: Self.posted(bo, session))
                #expect(answer.status == 404, "\(none): \(answer.body)")
            }
            // A form that names none.
            for form in ["number=x", "number=", ""] {
                let answer = try await bo.post(
                    "/console/audit/release", form, headers: Self.posted(bo, session))
                #expect(answer.status == 404, "\(form): \(answer.body)")
                #expect(answer.body.contains("export-not-held"), "\(form)")
            }
            #expect(try await anna.get(Self.bundle).status == 200)
            #expect(try await anna.get(Self.bundle).status == 403)

            let missing = try await anna.get("/api/v1/indicators/domain/none.example/evidence")
            #expect(missing.status == 404)
            #expect(missing.body.contains("no-evidence"))
            let own = try await desk.browser("own").get(Self.bundle)
            let making = try EvidenceBundle(parsing: own.bytes).manifest.making
            #expect(making.person == "certificate of own")
        }
    }

    /// Two reports of this member of one identifier, in two channels.
    private static func inTwoChannels(_ desk: WholeDesk) async throws {
        try await ExportQuotaTests.report("shop.example", .green, by: desk.node)
        try await desk.node.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: try Indicator(.domain, parsing: "shop.example"),
                        basis: .testBuy, confidence: 70, tlp: .green))
            ], to: WholeDesk.complaintChannel)
        try desk.node.indexText()
    }

    @Test("a bundle is narrowed to members and channels, and recorded, held and released as such")
    func narrowed() async throws {
        try await WholeDesk.with(exportRows: 2, complaints: true) { desk in
            try await Self.inTwoChannels(desk)
            let (anna, _) = try await desk.signedIn(.analyst)
            let reading = try #require(desk.audit).reading
            let few = WholeDesk.complaintChannel
            let path = Self.bundle + "?member=own&channel=\(few.rawValue)"
            func read(_ answer: Browser.Answer) throws -> VerifiedBundle {
                #expect(answer.status == 200, "\(answer.body.prefix(300))")
                let judgement = try EvidenceBundle(parsing: answer.bytes)
                    .judged(trusting: desk.node.home.certs.authorityKeys())
                return try #require(judgement.verified)
            }
            let part = try read(try await anna.get(path))
            #expect(part.statements.map(\.dot.log.channel) == [few])
            #expect(part.manifest.part?.members == [desk.node.member])
            #expect(part.manifest.part?.channels == [few])
            let record = try #require(
                try reading.page(limit: 1) { $0.record?.action == .export }.lines.first?.record)
            let details = [
                "kind": "domain", "identifier": "shop.example", "form": "bundle",
                "members": "own", "channels": few.rawValue,
            ]
            #expect(record.rows == 1)
            #expect(record.details == details)
            let page = try await anna.get(Self.bundle + "/page?channel=alliance")
            #expect(page.status == 200)
            #expect(page.body.contains("Only what was said in these channels"))

            // Its rows count, and what waits is that part: its release is for no other one, nor for the whole.
            #expect(try await anna.get(path).body.contains("export-held"))
            let bo = try await RESTDraftTests.Program(desk, .approver)
            let waiting = try await Self.list(bo.get("/audit/exports"), "exports")
            try #require(waiting.count == 1)
            #expect(waiting[0]["details"] == .object(details.mapValues { .string($0) }))
            guard case .number(let number)? = waiting[0]["number"] else {
                Issue.record("no number")
                return
            }
            #expect(try await bo.post("/audit/exports/\(number)/release").status == 200)
            for other in ["", "?member=own", "?channel=\(few.rawValue)", "?channel=alliance"] {
                #expect(try await anna.get(Self.bundle + other).status == 403, "\(other)")
            }
            let released = try read(try await anna.get(path))
            #expect(released.statements.map(\.dot) == part.statements.map(\.dot))
            #expect(released.manifest.part == part.manifest.part)
            #expect(released.manifest.making.purpose.contains("number \(number))"))
            #expect(try await anna.get(path).status == 403)
        }
    }

    @Test("a bundle of a member or a channel that is not there is refused, and nothing is taken")
    func narrowedWrongly() async throws {
        try await WholeDesk.with(complaints: true) { desk in
            try await Self.inTwoChannels(desk)
            let (anna, _) = try await desk.signedIn(.analyst)
            let many = (0...16).map { "member=m\($0)" }.joined(separator: "&")
            for (query, status, keyword) in [
                ("member=", 400, "query"), ("member=No%20One", 400, "query"),
                ("channel=", 400, "query"), ("channel=No%20Where", 400, "query"),
                ("members=own", 400, "query"), (many, 400, "query"),
                ("member=nobody", 422, "name"), ("channel=nowhere", 422, "name"),
                ("member=own&channel=nowhere", 422, "name"),
                ("member=other", 404, "no-evidence"),
            ] {
                for path in [Self.bundle, Self.bundle + "/page"] {
                    let answer = try await anna.get("\(path)?\(query)")
                    #expect(answer.status == status, "\(query): \(answer.body)")
                    #expect(answer.headers["content-type"] == ["application/problem+json"])
                    #expect(answer.body.contains(keyword), "\(query): \(answer.body)")
                }
            }
            let reading = try #require(desk.audit).reading
            let taken = try reading.page(limit: 1) { $0.record?.action == .export }.lines
            #expect(taken.isEmpty)
        }
    }

    @Test("evidence comes as a page to print too, which counts as the bundle does")
    func page() async throws {
        try await WholeDesk.with(exportRows: 1) { desk in
            try await ExportQuotaTests.report("shop.example", .green, by: desk.node)
            let (anna, _) = try await desk.signedIn(.analyst)
            let answer = try await anna.get(
                Self.bundle + "/page", headers: [("accept-language", "zh")])
            #expect(answer.status == 200, "\(answer.body.prefix(300))")
            #expect(answer.headers["content-type"] == ["text/html; charset=utf-8"])
            #expect(answer.headers["content-language"] == ["zh-Hans"])
            #expect(
                answer.headers["content-disposition"]?.first?.hasPrefix("attachment") == true)
            #expect(answer.body.contains("shop.example"))
            let held = try await anna.get(Self.bundle)
            #expect(held.status == 403 && held.body.contains("export-held"))
        }
    }

    @Test(
        "administrators read what everybody did, each person what it did itself, no program anything"
    )
    func audit() async throws {
        try await WholeDesk.with { desk in
            let (anna, _) = try await desk.signedIn(.investigator)
            for word in ["annas-query", "second"] {
                #expect(try await anna.get("/api/v1/indicators?q=\(word)").status == 200)
            }
            let (bo, _) = try await desk.signedIn(.analyst)
            #expect(try await bo.get("/api/v1/indicators?q=bos-query").status == 200)
            let own = try await bo.get("/api/v1/audit")
            #expect(own.body.contains("bos-query"))
            #expect(!own.body.contains("annas-query"))
            let other = try await bo.get("/api/v1/audit?person=investigator-0")
            #expect(other.status == 403)
            let (ada, _) = try await desk.signedIn(.administrator)
            let all = try await ada.get("/api/v1/audit")
            #expect(all.body.contains("bos-query") && all.body.contains("annas-query"))
            let narrowed = try await ada.get("/api/v1/audit?person=investigator-0&did=search")
            let records = try Self.list(narrowed, "records")
            try #require(records.count == 2)
            #expect(records[0]["did"] == .string("search"))
            #expect(records[0]["who"] == .string("investigator-0"))
            #expect(records[0]["details"] == .object(["query": .string("second")]))
            guard case .number(let newest)? = records[0]["index"] else {
                Issue.record("no index")
                return
            }
            let before = try await ada.get(
                "/api/v1/audit?person=investigator-0&did=search&before=\(newest)")
            #expect(try Self.list(before, "records").count == 1)
            for wrong in ["person=No%20one", "did=S", "before=x", "before=-1", "limit=3"] {
                #expect(try await ada.get("/api/v1/audit?\(wrong)").status == 400, "\(wrong)")
            }
            let token = [("authorization", "Bearer \(try desk.token())")]
            #expect(try await desk.browser("own").get("/api/v1/audit").status == 403)
            #expect(try await desk.browser().get("/api/v1/audit", headers: token).status == 403)
            let record = try desk.audit?.reading.page(limit: 1) {
                $0.record?.action == .readAudit && $0.record?.who.person?.rawValue != "analyst-1"
                    && $0.record?.details["did"] != nil
            }.lines.first?.record
            #expect(record?.details == ["person": "investigator-0", "did": "search"])
        }
    }

    @Test("objections, sightings and links are said and taken back, each in its place")
    func others() async throws {
        try await WholeDesk.with(secondLook: .warned) { desk in
            let own = desk.browser("own")
            let json = [("content-type", "application/json")]
            // None of them is a report, for which a second look may be wanted.
            let (anna, session) = try await desk.signedIn(.investigator)
            let objection = try await anna.post(
                "/api/v1/objections?channel=alliance",
                #"{"type":"domain","value":"o.example","reason":"resolved","tlp":"green"}"#,
                headers: json + Self.posted(anna, session))
            #expect(objection.status == 201, "\(objection.body)")
            for total in [3, 5] {
                let seen = try await own.post(
                    "/api/v1/sightings?channel=alliance",
                    #"{"type":"domain","value":"o.example","total":\#(total),"firstSeen":"2026-11-01","lastSeen":"2026-11-02"}"#,
                    headers: json)
                #expect(seen.status == 201, "\(seen.body)")
            }
            let link = try await own.post(
                "/api/v1/links?channel=alliance",
                #"{"a":{"type":"domain","value":"o.example"},"b":{"type":"domain","value":"p.example"},"basis":"inspection","confidence":9,"tlp":"green"}"#,
                headers: json)
            #expect(link.status == 201, "\(link.body)")
            let path = "/api/v1/indicators/domain/o.example"
            let record = try await own.get(path)
            #expect(try RESTReadingTests.json(record)["seenAgain"] == .integer(5))
            let (objections, links) = (
                try Self.list(record, "objections"), try Self.list(record, "links")
            )
            try #require(objections.count == 1 && links.count == 1)
            #expect(objections[0]["reason"] == .string("resolved"))
            for what in ["objections", "links", "sightings"] {
                let answer = try await own.send(.DELETE, "\(path)?channel=alliance&what=\(what)")
                #expect(answer.status == 200, "\(what): \(answer.body)")
            }
            let after = try await RESTReadingTests.json(own.get(path))
            // With the newest total the one before goes too.
            #expect(after["seenAgain"] == .integer(0))
            #expect(after["objecting"] == .array([]))
            let intents = try desk.audit?.reading.page(limit: 20) {
                $0.record?.details["what"] != nil
            }.lines.compactMap { $0.record?.details["what"] }
            #expect(
                intents == [
                    "sightings", "links", "objections", "link", "sighting", "sighting",
                    "objection",
                ])
        }
    }

    @Test("what a member's system reported it takes back, also where no program may see it")
    func marked() async throws {
        try await WholeDesk.with { desk in
            let own = desk.browser("own")
            let body =
                #"{"type":"domain","value":"r.example","basis":"test-buy","confidence":80,"tlp":"red"}"#
            let path = "/api/v1/indicators/domain/r.example"
            let reported = try await own.post(
                "/api/v1/indicators?channel=alliance", body,
                headers: [("content-type", "application/json")])
            #expect(reported.status == 201)
            #expect(
                try await RESTReadingTests.json(own.get(path))["status"] == .string("unreported"))
            let withdrawn = try await own.send(.DELETE, "\(path)?channel=alliance")
            #expect(withdrawn.status == 200, "\(withdrawn.body)")
            let (anna, _) = try await desk.signedIn(.analyst)
            #expect(
                try await RESTReadingTests.json(anna.get(path))["status"] == .string("withdrawn"))
            #expect(try await own.send(.DELETE, "\(path)?channel=alliance").status == 404)
        }
    }
}

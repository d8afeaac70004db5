import AllianceNames
import AllianceNode
import AuditTrail
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

/// Inquiries and outreach at a real desk, by forms and over REST, over TLS.
@Suite(.timeLimit(.minutes(30))) struct InquiryDeskTests: RESTCaseSuite {
    private static let hostile =
        "\"'><script>alert(1)</script><img src=x onerror=alert(2)></textarea></title>"

    /// Whoever works by the clock reads it; an approver alone sets it.
    private func clock(_ person: Visitor, _ approver: Visitor) async throws {
        let path = "/api/v1/inquiry-rules"
        let usual = try await done(.GET, path, as: person)
        #expect(usual["warnHours"] == .integer(6) && usual["lateHours"] == .integer(8))
        let hours = #"{"warnHours":2,"lateHours":4}"#
        #expect(try await send(.PUT, path, hours, as: person).status == 403)
        for (wrong, status) in [
            (#"{"warnHours":4,"lateHours":2}"#, 422), (#"{"warnHours":0,"lateHours":2}"#, 400),
            (#"{"warnHours":2}"#, 400), (#"{"warnHours":2,"lateHours":4,"more":1}"#, 400),
        ] {
            let answer = try await send(.PUT, path, wrong, as: approver)
            #expect(answer.status == status, "\(wrong): \(answer.body)")
        }
        for _ in 0..<2 {
            let set = try await done(.PUT, path, hours, as: approver)
            #expect(set["warnHours"] == .integer(2) && set["lateHours"] == .integer(4))
        }
        #expect(try await done(.GET, path, as: person)["lateHours"] == .integer(4))
    }

    @Test(
        "a question to the own desk goes from hand to hand to its answer, and nothing of it is executed"
    )
    func walk() async throws {
        try await WholeDesk.with { desk in
            let asker = try await Visitor(desk, .analyst)
            let other = try await Visitor(desk, .investigator)
            let one = try consolePath(
                of:
                    try await put(
                        [
                            ("subject", "bag " + Self.hostile), ("text", Self.hostile),
                            ("about", "listing"), ("reference", Self.hostile),
                        ], to: "/console/inquiries", by: asker))
            let steps: [(String, [String: String])] = [
                ("assign", ["person": "investigator-1"]), ("manage", ["person": "analyst-0"]),
                ("note", ["text": Self.hostile]),
                (
                    "contact",
                    ["with": Self.hostile, "text": Self.hostile, "next": "2026-12-01"]
                ), ("answer", ["verdict": "more", "text": Self.hostile]),
                ("further", ["text": Self.hostile]), ("answer", ["verdict": "yes"]),
            ]
            for (place, step) in steps.enumerated() {
                let revision = ["revision": String(place + 1)]
                let fields = step.1.merging(revision) { first, _ in first }
                let answer = try await other.post("\(one)/\(step.0)", fields)
                #expect(try consolePath(of: answer) == one, "\(step.0)")
                // What was shown before is no more what is there.
                #expect(try await other.post("\(one)/\(step.0)", fields).status == 409)
            }
            _ = try consolePath(
                of:
                    try await other.post(
                        "/console/hand-overs", ["person": "analyst-0", "note": Self.hostile]))
            _ = try consolePath(
                of:
                    try await other.post(
                        "/console/onboarding/other",
                        ["with": Self.hostile, "text": Self.hostile, "next": "2026-12-01"]))
            for place in [
                one, "/console/inquiries", "/console/hand-overs", "/console/onboarding",
                "/console/onboarding/other", "/console/right-documents",
            ] {
                let page = try await asker.get(place)
                #expect(page.status == 200, "\(place): \(page.body.prefix(200))")
                #expect(!page.body.contains("<script>alert"), "\(place)")
                #expect(!page.body.contains("<img"), "\(place)")
            }
            #expect(try await asker.get("/console/onboarding").body.contains("2026-12-01"))
            let handed = try await asker.get("/console/hand-overs").body
            #expect(handed.contains("investigator-1") && handed.contains("analyst-0"))
            _ = try consolePath(of: try await other.post(one + "/close", ["revision": "9"]))
            #expect(
                try await other.post(one + "/note", ["revision": "10", "text": "x"]).status == 409)
            // Nothing of it is in a log, and the audit log has what was done and not what was said.
            let origin = desk.node.writer.origin(in: .alliance)
            #expect(try desk.node.logs.state(of: origin)?.size ?? 0 == 0)
            let records = try #require(desk.audit).reading.lines(from: 0, limit: 1_000)
                .compactMap(\.record)
            #expect(records.contains { $0.details["what"] == "shift handed over" })
            #expect(
                records.allSatisfy { record in
                    record.details.values.allSatisfy { !$0.contains("alert") }
                })
        }
    }

    @Test(
        "what was typed for a step that is refused comes back, with the revision of now; what conflicts with nothing needs none"
    )
    func typedAgain() async throws {
        try await WholeDesk.with { desk in
            let asker = try await Visitor(desk, .analyst)
            let other = try await Visitor(desk, .investigator)
            let one = try consolePath(
                of:
                    try await put(
                        [("subject", "bag"), ("text", "yours?")], to: "/console/inquiries",
                        by: asker))
            _ = try consolePath(
                of:
                    try await asker.post(
                        one + "/assign", ["revision": "1", "person": "investigator-1"]))
            let text = String(repeating: "It is ours. ", count: 99) + "<Or not.>"
            let shown = String(repeating: "It is ours. ", count: 99) + "&lt;Or not.&gt;"
            let answer = ["verdict": "more", "text": text, "revision": "1"]
            let late = try await other.post(one + "/answer", answer)
            #expect(late.status == 409 && late.body.contains("It was changed since"))
            #expect(late.body.contains(shown) && late.body.contains("value=\"more\" selected"))
            #expect(late.body.contains("name=\"revision\" value=\"2\""))
            // Colleagues do other things meanwhile: a note and a contact are taken all the same.
            _ = try consolePath(of: try await other.post(one + "/note", ["text": "seen"]))
            _ = try consolePath(
                of: try await other.post(one + "/contact", ["with": "Li", "text": "called"]))
            let id = try #require(one.split(separator: "/").last)
            try await done(
                .POST, "/api/v1/inquiries/\(id)/notes", #"{"text":"seen again"}"#, as: other)
            let soon = ["with": "Li", "text": text, "next": "soon"]
            let contact = try await other.post(one + "/contact", soon)
            #expect(contact.status == 400 && contact.body.contains(shown))
            #expect(contact.body.contains("A day is written as"))
            // Without a revision nothing else is done.
            #expect(try await other.post(one + "/close").status == 400)
            _ = try consolePath(of: try await asker.post(one + "/close", ["revision": "5"]))
            // Where it cannot be answered any more, what was written is still there to be copied.
            let closed = try await other.post(one + "/answer", answer)
            #expect(closed.status == 409 && closed.body.contains(shown))
            #expect(closed.body.contains("readonly") && !closed.body.contains(one + "/answer"))

            // The same of a question, of a hand-over, and of a contact with a member.
            let asked = try await put(
                [
                    ("subject", "bag"), ("text", text), ("about", "listing"),
                    ("reference", "\u{202e}"),
                ], to: "/console/inquiries", by: asker)
            #expect(asked.status == 400 && asked.body.contains(shown))
            #expect(asked.body.contains("value=\"listing\" selected"))
            for (place, fields) in [
                ("/console/hand-overs", ["person": "investigator-1", "note": text]),
                ("/console/onboarding/other", soon),
            ] {
                let refused = try await other.post(place, fields)
                #expect(refused.status == 400 && refused.body.contains(shown), "\(place)")
                #expect(refused.body.contains("action=\"\(place)\""), "\(place)")
            }
        }
    }

    @Test("forms that are wrong are refused and keep nothing; the clock is an approver's to set")
    func wrong() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let approver = try await Visitor(desk, .approver)
            let right = [("subject", "bag"), ("text", "yours?")]
            for fields in [
                [("text", "yours?")], [("subject", "bag")],
                [("subject", "\u{202e}"), ("text", "yours?")],
                right + [("member", "No Name!")], right + [("member", "own")],
                right + [("about", "x"), ("reference", "y")],
                [("subject", "bag"), ("text", String(repeating: "x", count: 1_201))],
            ] {
                let answer = try await put(fields, to: "/console/inquiries", by: person)
                #expect(answer.status == 400, "\(fields): \(answer.status)")
            }
            let page = try await put(
                right, to: "/console/inquiries", by: person, file: ("photo1", "<svg>"))
            #expect(page.status == 400)
            #expect(try await person.get("/console/inquiries").body.contains("no inquiry"))
            for fields in [["warn": "8", "late": "8"], ["warn": "x", "late": "8"], [:]] {
                let refused = try await approver.post("/console/inquiry-rules", fields)
                #expect(refused.status == 400 && refused.body.contains("role=\"alert\""))
                for (name, hours) in fields {
                    #expect(refused.body.contains("name=\"\(name)\" type=\"number\""))
                    #expect(refused.body.contains("value=\"\(hours)\" required"), "\(fields)")
                }
            }
            let fields = ["warn": "2", "late": "4"]
            #expect(try await person.post("/console/inquiry-rules", fields).status == 403)
            _ = try consolePath(of: try await approver.post("/console/inquiry-rules", fields))
            #expect(
                try await approver.get("/console/inquiries").body.contains("value=\"4\""))
            #expect(
                try await person.post("/console/hand-overs", ["person": "investigator-0"]).status
                    == 400, "to oneself")
            #expect(try await person.get("/console/onboarding/nobody").status == 404)
            #expect(
                try await person.post(
                    "/console/onboarding/other", ["with": "Li", "text": "x", "next": "soon"]
                ).status == 400)
        }
    }

    @Test(
        "over REST the same: asked once for a key, with a photo that comes as bytes, answered, counted"
    )
    func rest() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let analyst = try await Visitor(desk, .analyst)
            let root = "/api/v1/inquiries"
            let photo: [UInt8] = [0xff, 0xd8, 0xff, 1, 2, 3]
            let body =
                #"{"subject":"bag","text":"yours?","about":{"kind":"right","reference":"EM/1"},"photos":[{"name":"front","data":"\#(Base64.encode(photo))"}]}"#
            let made = try await done(.POST, root, body, as: person, status: 201, key: "k1")
            let again = try await done(.POST, root, body, as: person, status: 201, key: "k1")
            #expect(made["id"] == again["id"] && made["side"] == .string("desk"))
            let one = "\(root)/\(try Self.text(made, "id"))"
            let record = try await done(.GET, one, as: analyst)
            let entries = Self.list(record, "entries")
            #expect(entries.map { $0["kind"] } == [.string("asked"), .string("photo")])
            let download = try await person.browser.get(try Self.text(entries[1], "href"))
            #expect(download.bytes == photo)
            #expect(download.headers["content-type"] == ["application/octet-stream"])
            #expect(download.headers["x-content-type-options"] == ["nosniff"])

            for (step, content) in [
                ("assignment", #"{"person":"analyst-1"}"#), ("manager", "{}"),
                ("notes", #"{"text":"seen"}"#),
                ("contacts", #"{"with":"Li","text":"called","next":"2026-12-01"}"#),
                ("answer", #"{"verdict":"no"}"#), ("further", #"{"text":"and?"}"#),
                ("answer", #"{"verdict":"text","text":"ours"}"#),
            ] {
                let revision = try await done(.GET, one, as: person)["revision"]
                guard case .number(let number)? = revision else {
                    Issue.record("no revision")
                    return
                }
                try await done(
                    .POST, "\(one)/\(step)?revision=\(number)", content, as: person)
                let late = try await send(
                    .POST, "\(one)/\(step)?revision=\(number)", content, as: person)
                #expect(late.status == 409, "\(step)")
            }
            try await clock(person, try await Visitor(desk, .approver))
            let figures = try await done(.GET, "/api/v1/inquiry-figures", as: person)
            #expect(figures["lateHours"] == .integer(4))
            #expect(figures["count"] == .integer(1) && figures["withinClock"] == .integer(1))
            let closed = try await done(.POST, one + "/close?revision=9", "", as: person)
            #expect(closed["state"] == .string("closed"))
            let page = try await done(.GET, root + "?state=open", as: person)
            #expect(page["inquiries"] == .array([]))

            // Another member is asked by who may speak for this one, and by nobody else.
            let asked = #"{"member":"other","subject":"bag","text":"yours?"}"#
            #expect(try await send(.POST, root, asked, as: analyst).status == 403)
            let ours = try await done(.POST, root, asked, as: person, status: 201)
            #expect(ours["delivery"] == .string("under-way"))
            for (wrong, status) in [
                (#"{"subject":"bag"}"#, 400), (#"{"subject":" ","text":"x"}"#, 422),
                (#"{"subject":"x","text":"x","member":"nobody"}"#, 422),
                (#"{"subject":"x","text":"x","more":1}"#, 400),
                (#"{"subject":"x","text":"x","photos":[{"name":"a","data":"PHN2Zz4="}]}"#, 422),
                (#"{"subject":"x","text":"x","photos":[{"name":"a","data":"0"}]}"#, 422),
            ] {
                let answer = try await send(.POST, root, wrong, as: person)
                #expect(answer.status == status, "\(wrong): \(answer.body)")
            }
            try await done(
                .POST, "/api/v1/hand-overs", #"{"to":"analyst-1","note":"call"}"#, as: person,
                status: 201)
            let standing = try await done(.GET, "/api/v1/members/other/onboarding", as: person)
            #expect(standing["next"] != nil && standing["stuck"] != nil)
            let contacts = "/api/v1/members/other/contacts"
            try await done(
                .POST, contacts, #"{"with":"Li","text":"called"}"#, as: person, status: 201)
            #expect(Self.list(try await done(.GET, contacts, as: person), "contacts").count == 1)
            let token = [("authorization", "Bearer \(try desk.token())")]
            #expect(try await desk.browser().get(root, headers: token).status == 403)
            #expect(try await desk.browser("own").get(root).status == 403)
        }
    }

    @Test(
        "a paper belongs to a right that is stated, and comes back as bytes; its end is warned of")
    func papers() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let until = desk.node.clock.now() + 60 * RightExpiry.dayMilliseconds
            let right = Right(
                kind: .trademark, office: "EM", registrationNumber: "018012345",
                title: "Maison Verel", jurisdictions: ["EM"], validUntil: until)
            try await desk.node.report([.right(right)], to: .alliance)
            let pdf = "%PDF-1.7 certificate"
            let root = "/api/v1/right-documents"
            let query = "?right=EM/018012345&kind=certificate&name=certificate"
            for (path, body, status) in [
                (root + query, "<html>", 422), (root + query, "", 422),
                (root + "?right=EM/9&kind=certificate&name=x", pdf, 404),
                (root + "?right=EM/018012345&kind=x&name=x", pdf, 400),
                (root + "?right=EM/018012345&kind=other", pdf, 400),
            ] {
                let answer = try await send(.POST, path, body, as: person, type: Self.file)
                #expect(answer.status == status, "\(path): \(answer.body)")
            }
            let put = try await send(.POST, root + query, pdf, as: person, type: Self.file)
            #expect(put.status == 201, "\(put.body)")
            let made = try RESTReadingTests.json(put)
            let download = try await person.browser.get("\(root)/\(try Self.text(made, "id"))")
            #expect(download.body == pdf)
            #expect(download.headers["content-type"] == ["application/octet-stream"])
            let page = try await person.get("/console/right-documents").body
            #expect(page.contains("Maison Verel") && page.contains("certificate"))
            #expect(page.contains("90 days or fewer left"))
            // What its node has seen of a member is on its checklist.
            let own = try await done(.GET, "/api/v1/members/own/onboarding", as: person)
            let steps = Self.list(own, "steps").filter { $0["state"] == .string("done") }
                .compactMap { $0["step"] }
            for step in ["connected", "log", "people", "right"] {
                #expect(steps.contains(.string(step)), "\(step)")
            }
            #expect(!steps.contains(.string("product")))
            // A paper that is none is refused with what was typed beside it.
            let typed = [("right", "EM/018012345"), ("kind", "renewal"), ("name", "new <end>")]
            let paper = try await self.put(
                typed, to: "/console/right-documents", by: person, file: ("file", "<html>"))
            #expect(paper.status == 400 && paper.body.contains("value=\"new &lt;end&gt;\""))
            #expect(paper.body.contains("value=\"renewal\" selected"))
            // So it is of what is followed, by mail, and by other systems.
            for (form, fields) in [
                ("follow", ["kind": "marketplace", "marketplace": "No <Shop>"]),
                ("follow", ["kind": "identifier", "type": "domain", "value": "No <Shop>"]),
                ("webhook", ["address": "No <Shop>"]),
                ("delivery", ["pace": "daily", "from": "", "to": "", "zone": "No <Shop>"]),
            ] {
                let answer = try await person.post("/console/notices/settings/" + form, fields)
                #expect((400..<500).contains(answer.status), "\(form) \(fields): \(answer.status)")
                guard form != "webhook" || answer.body.contains("name=\"address\"") else {
                    continue
                }
                #expect(answer.body.contains("value=\"No &lt;Shop&gt;\""), "\(form) \(fields)")
            }
            // The button of the page follows the clock.
            let followed = try await person.post(
                "/console/notices/settings/follow",
                ["kind": "clock", "clock": "right-ends", "hours": String(90 * 24)])
            #expect(followed.status == 303, "\(followed.body.prefix(200))")
            try desk.notices.keeper.raiseClocks()
            let told = try await person.get("/console/notices").body
            #expect(told.contains("A right of this member ends"))
            #expect(told.contains("EM/018012345"))
        }
    }
}

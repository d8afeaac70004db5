import AllianceNames
import AllianceNode
import AuditTrail
import Casework
import Credentials
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import Notices
import Replication
import SQLiteStore
import SignIn
import Statements
import Synchronization
import Testing
import TransparencyLog

/// Inquiries and outreach at a real desk, by forms and over REST, over TLS.
@Suite(.timeLimit(.minutes(30))) struct InquiryDeskTests: RESTCaseSuite {
    private static let hostile =
        "\"'><script>alert(1)</script><img src=x onerror=alert(2)></textarea></title>"

    private func path(_ answer: Browser.Answer) throws -> String {
        #expect(answer.status == 303, "\(answer.body.prefix(300))")
        let location = try #require(answer.headers["location"]?.first)
        let start = try #require(location.firstRange(of: "/console"))
        return String(location[start.lowerBound...])
    }

    private func put(
        _ fields: [(String, String)], to path: String, by visitor: Visitor,
        file: (name: String, text: String)? = nil
    ) async throws -> Browser.Answer {
        let parts = [(FormToken.field, visitor.secret.formToken.text)] + fields
        var body = parts.map {
            "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
        }.joined()
        if let file {
            body +=
                "--x\r\nContent-Disposition: form-data; name=\"\(file.name)\"; filename=\"a.html\"\r\nContent-Type: text/html\r\n\r\n\(file.text)\r\n"
        }
        return try await visitor.browser.post(
            path, body + "--x--\r\n",
            headers: [
                ("content-type", "multipart/form-data; boundary=x"),
                ("origin", visitor.browser.origin),
            ])
    }

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
            let one = try path(
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
                #expect(try path(answer) == one, "\(step.0)")
                // What was shown before is no more what is there.
                #expect(try await other.post("\(one)/\(step.0)", fields).status == 409)
            }
            _ = try path(
                try await other.post(
                    "/console/hand-overs", ["person": "analyst-0", "note": Self.hostile]))
            _ = try path(
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
            _ = try path(try await other.post(one + "/close", ["revision": "9"]))
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
            let one = try path(
                try await put(
                    [("subject", "bag"), ("text", "yours?")], to: "/console/inquiries", by: asker))
            _ = try path(
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
            _ = try path(try await other.post(one + "/note", ["text": "seen"]))
            _ = try path(try await other.post(one + "/contact", ["with": "Li", "text": "called"]))
            let id = try #require(one.split(separator: "/").last)
            try await done(
                .POST, "/api/v1/inquiries/\(id)/notes", #"{"text":"seen again"}"#, as: other)
            let soon = ["with": "Li", "text": text, "next": "soon"]
            let contact = try await other.post(one + "/contact", soon)
            #expect(contact.status == 400 && contact.body.contains(shown))
            #expect(contact.body.contains("A day is written as"))
            // Without a revision nothing else is done.
            #expect(try await other.post(one + "/close").status == 400)
            _ = try path(try await asker.post(one + "/close", ["revision": "5"]))
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

    @Test("the list is narrowed to a state and to who works on it, and goes on over pages")
    func listed() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            var asked: [String] = []
            for subject in ["first bag", "second bag", "third bag"] {
                let one = try path(
                    try await put(
                        [("subject", subject), ("text", "yours?")], to: "/console/inquiries",
                        by: person))
                asked.append(one)
            }
            _ = try path(
                try await person.post(
                    asked[1] + "/assign", ["revision": "1", "person": "investigator-0"]))
            _ = try path(
                try await person.post(
                    asked[2] + "/answer", ["revision": "1", "verdict": "yes"]))
            for (query, shown) in [
                ("", [0, 1, 2]), ("?state=&assignee=", [0, 1, 2]), ("?state=open", [0, 1]),
                ("?state=answered", [2]), ("?assignee=investigator-0", [1]),
                ("?assignee=investigator-0&state=closed", []),
            ] as [(String, [Int])] {
                let page = try await person.get("/console/inquiries" + query).body
                for place in asked.indices {
                    #expect(
                        page.contains("href=\"\(asked[place])\"") == shown.contains(place),
                        "\(query) \(place)")
                }
                #expect(page.contains("href=\"/console/inquiries?assignee=investigator-0\""))
                let listed = try await done(
                    .GET, "/api/v1/inquiries" + (query == "?state=&assignee=" ? "" : query),
                    as: person)
                #expect(Self.list(listed, "inquiries").count == shown.count, "\(query)")
            }
            for wrong in ["state=x", "assignee=No%20Name", "after=0-1-x", "after=3-1"] {
                let answer = try await person.get("/console/inquiries?\(wrong)")
                #expect(answer.status == 400, "\(wrong)")
            }
            var (found, query): ([String], String?) = ([], "?limit=1")
            while let asking = query, found.count < 9 {
                let page = try await done(.GET, "/api/v1/inquiries" + asking, as: person)
                found += try Self.list(page, "inquiries").map { try Self.text($0, "id") }
                query = try page["next"].map { _ in
                    "?limit=1&cursor=\(try Self.text(page, "next"))"
                }
                #expect(page["truncated"] == .bool(query != nil))
            }
            #expect(found.count == 3 && Set(found.map { "/console/inquiries/\($0)" }) == Set(asked))
            // What waits comes before what is over; the console goes on from the same place.
            let first = try await done(.GET, "/api/v1/inquiries?limit=1", as: person)
            let rest = try await person.get(
                "/console/inquiries?after=\(try Self.text(first, "next"))"
            ).body
            #expect(asked[2].hasSuffix(found[2]))
            #expect(!rest.contains("href=\"/console/inquiries/\(found[0])\""))
            #expect(rest.contains("href=\"/console/inquiries/\(found[1])\""))
        }
    }

    @Test("work is given to people of the list who may prepare something, and to nobody else")
    func colleagues() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let analyst = try await Visitor(desk, .analyst)
            _ = try await Visitor(desk, .administrator)
            let one = try path(
                try await put(
                    [("subject", "bag"), ("text", "yours?")], to: "/console/inquiries", by: person))
            _ = try path(
                try await person.post(
                    one + "/assign", ["revision": "1", "person": "investigator-0"]))
            let rest = one.replacing("/console", with: "/api/v1")
            let folder = try path(try await person.post("/console/cases", ["title": "raid"]))
            let folderRest = folder.replacing("/console", with: "/api/v1")
            // Mistyped, and somebody who prepares nothing.
            for nobody in ["investigator-9", "administrator-2"] {
                for step in ["assign", "manage"] {
                    let answer = try await person.post(
                        "\(one)/\(step)", ["revision": "2", "person": nobody])
                    #expect(answer.status == 400, "\(step) \(nobody)")
                    #expect(answer.body.contains("choose one of the list"))
                }
                let over = try await person.post(
                    "/console/hand-overs", ["person": nobody, "note": "all <calm>"])
                #expect(over.status == 400 && over.body.contains("all &lt;calm&gt;"))
                let team = ["title": "raid", "team": nobody, "revision": "1"]
                let described = try await person.post(folder, team)
                #expect(described.status == 400 && described.body.contains("value=\"\(nobody)\""))
                for (method, path, body) in [
                    (HTTPMethod.POST, rest + "/assignment?revision=2", #"{"person":"\#(nobody)"}"#),
                    (.POST, rest + "/manager?revision=2", #"{"person":"\#(nobody)"}"#),
                    (.POST, "/api/v1/hand-overs", #"{"to":"\#(nobody)"}"#),
                    (.PUT, folderRest + "?revision=1", #"{"title":"raid","team":["\#(nobody)"]}"#),
                    (
                        .POST, folderRest + "/items",
                        #"{"kind":"task","text":"call","of":"\#(nobody)"}"#
                    ),
                ] {
                    let answer = try await send(method, path, body, as: person)
                    #expect(answer.status == 422, "\(path): \(answer.body)")
                    #expect(answer.body.contains("not-a-colleague"), "\(path)")
                }
            }
            let kept = try await done(.GET, rest, as: person)
            #expect(kept["assignee"] == .string("investigator-0") && kept["manager"] == nil)
            #expect(kept["revision"] == .integer(2))
            let shifts = try await done(.GET, "/api/v1/hand-overs", as: person)
            #expect(Self.list(shifts, "handOvers").isEmpty)
            let record = try await done(.GET, folderRest, as: person)
            #expect(record["items"] == .array([]) && record["revision"] == .integer(1))
            // The pages have them to choose from; not oneself where a shift goes over.
            for (place, isOneself) in [(one, true), (folder, true), ("/console/hand-overs", false)]
            {
                let page = try await person.get(place).body
                #expect(page.contains("<option value=\"analyst-1\""), "\(place)")
                #expect(!page.contains("administrator-2"), "\(place)")
                #expect(page.contains("<option value=\"investigator-0\"") == isOneself, "\(place)")
            }
            let given = ["title": "raid", "team": "analyst-1", "revision": "1"]
            _ = try path(try await person.post(folder, given))
            // Who has gone since is still on the team, and keeps nobody from changing the rest.
            let access = try SQLiteAccessStore(path: desk.node.home.accessDatabase)
            try access.remove(PersonID(parsing: "analyst-1"), at: desk.node.clock.now())
            try access.close()
            #expect(try await analyst.get(one).status != 200)
            _ = try path(
                try await person.post(
                    folder, ["title": "raid 8", "team": "analyst-1", "revision": "2"]))
            let late = ["revision": "2", "person": "analyst-1"]
            #expect(try await person.post(one + "/assign", late).status == 400)
        }
    }

    @Test("colleagues are told of what waits with somebody who is no longer here")
    func gone() async throws {
        let world = try await NoticeWorld()
        let later = Mutex<UInt64>(0)
        let clock = WallClock { WallClock.system.now() + later.withLock { $0 } }
        let node = try OpenedNode(world.alliance.home("own"), clock: clock)
        let running = try NoticeWorld.running(node)
        let anna = try await running.add("anna", .investigator)
        _ = try await running.add("ben", .analyst)
        let ben = try PersonID(parsing: "ben")
        _ = try await running.desk.subscribe(
            anna, to: .clock(NoticeClock(.inquiry, hours: 1)), byMail: false, webhook: nil)
        let colleague = Colleague(try PersonID(parsing: "anna"), [.view, .draft, .report])
        let asked = try await running.casework.ask(
            nil, subject: "bag", about: nil, "yours?", photos: [], by: colleague, for: nil)
        _ = try await running.casework.change(asked.inquiry.id, revision: 1) {
            (one: inout Inquiry) in try one.assign(to: ben, by: colleague, at: clock.now())
        }
        later.withLock { $0 = 2 * 3_600_000 }
        try running.desk.keeper.raiseClocks()
        // It is another's to answer.
        #expect(try await running.desk.unreadCount(of: anna) == 0)
        try running.access.remove(ben, at: clock.now())
        try await running.persons.refresh()
        for _ in 0..<2 { try running.desk.keeper.raiseClocks() }
        #expect(try await running.desk.unreadCount(of: anna) == 1)
        try node.close()
    }

    @Test(
        "why a letter did not arrive is said in the language of the page, also where it was kept as English words"
    )
    func undelivered() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let store = try SQLiteCaseworkStore(path: desk.node.home.caseworkDatabase)
            let kept = "it could not be brought to that member's node for 7 days"
            for (why, keyword, shown) in [
                (LetterFailure.notBrought, "not-brought", "连续 7 天未能送达"),
                (.refused(kept), "not-brought", "连续 7 天未能送达"),
                (.notTaken, "not-taken", "不接收此类信件"),
                (.refused("no <such> member"), "refused", "no &lt;such&gt; member"),
            ] {
                let asked = try await done(
                    .POST, "/api/v1/inquiries",
                    #"{"member":"other","subject":"bag","text":"yours?"}"#, as: person, status: 201)
                let id = try Self.text(asked, "id")
                let now = desk.node.clock.now()
                let letter = try #require(
                    try store.dueInquiryLetters(at: now).first { $0.inquiry.description == id })
                try store.failed(letter, why, at: now)
                let page = try await person.browser.get(
                    "/console/inquiries/\(id)",
                    headers: [("accept", "text/html"), ("accept-language", "zh")])
                #expect(page.body.contains(shown), "\(why)")
                #expect(!page.body.contains("could not be brought"), "\(why)")
                let record = try await done(.GET, "/api/v1/inquiries/\(id)", as: person)
                let last = try #require(Self.list(record, "entries").last)
                #expect(last["why"] == .string(keyword), "\(why)")
                #expect(try Self.text(last, "text").isEmpty == false)
            }
            try store.close()
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
                #expect(
                    try await approver.post("/console/inquiry-rules", fields).status == 400)
            }
            let fields = ["warn": "2", "late": "4"]
            #expect(try await person.post("/console/inquiry-rules", fields).status == 403)
            _ = try path(try await approver.post("/console/inquiry-rules", fields))
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

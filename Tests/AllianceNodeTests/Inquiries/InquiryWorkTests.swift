import AllianceNames
import AllianceNode
import Casework
import Credentials
import JSON
import NIOHTTP1
import NodeAPI
import Notices
import SQLiteStore
import SignIn
import Statements
import Synchronization
import Testing

/// Who works on which inquiry, and what a desk is shown of all of them, over TLS.
@Suite(.timeLimit(.minutes(30))) struct InquiryWorkTests: RESTCaseSuite {
    @Test("the list is narrowed to a state and to who works on it, and goes on over pages")
    func listed() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            var asked: [String] = []
            for subject in ["first bag", "second bag", "third bag"] {
                let one = try consolePath(
                    of:
                        try await put(
                            [("subject", subject), ("text", "yours?")], to: "/console/inquiries",
                            by: person))
                asked.append(one)
            }
            _ = try consolePath(
                of:
                    try await person.post(
                        asked[1] + "/assign", ["revision": "1", "person": "investigator-0"]))
            _ = try consolePath(
                of:
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

    @Test("how far all members are is one list for programs, as on the console")
    func onboarding() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .analyst)
            _ = try consolePath(
                of:
                    try await person.post(
                        "/console/onboarding/other",
                        ["with": "Li", "text": "call", "next": "2026-12-01"]))
            let listed = Self.list(
                try await done(.GET, "/api/v1/onboarding", as: person), "members")
            let names = try listed.map { try Self.text($0, "member") }
            #expect(names == names.sorted() && names.contains("other"))
            let page = try await person.get("/console/onboarding").body
            for (name, one) in zip(names, listed) {
                #expect(page.contains("href=\"/console/onboarding/\(name)\""), "\(name)")
                let alone = try await done(
                    .GET, "/api/v1/members/\(name)/onboarding", as: person)
                #expect(one == alone, "\(name)")
            }
            // A program without a person has none of it.
            #expect(try await desk.browser("own").get("/api/v1/onboarding").status == 403)
        }
    }

    @Test(
        "shifts and contacts with a member go on over pages, each once, for people as for programs")
    func outreachPages() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let store = try SQLiteCaseworkStore(path: desk.node.home.caseworkDatabase)
            let colleague = Colleague(PersonID(unchecked: "investigator-0"), [.view, .draft])
            var generator = SystemRandomNumberGenerator()
            for number in 0...UInt64(HandOver.listedMax) {
                _ = try store.handOver(
                    CaseworkID(from: &generator), to: PersonID(unchecked: "ben"),
                    note: "shift \(number).", by: colleague, at: 1_000 + number)
            }
            for number in 0...UInt64(MemberContact.listedMax) {
                try store.add(
                    MemberContact(
                        id: CaseworkID(from: &generator), member: MemberID(unchecked: "other"),
                        at: 1_000 + number, by: colleague.id, with: "Li", text: "call \(number).",
                        nextDue: nil))
            }
            let lists = [
                ("/console/hand-overs", "/api/v1/hand-overs", "handOvers", "note", "shift"),
                (
                    "/console/onboarding/other", "/api/v1/members/other/contacts", "contacts",
                    "text", "call"
                ),
            ]
            for (page, rest, list, field, word) in lists {
                let max = word == "shift" ? HandOver.listedMax : MemberContact.listedMax
                let texts = (0...max).reversed().map { "\(word) \($0)." }
                var (shown, next): ([String], String?) = ([], page)
                while let address = next, shown.count <= max {
                    let body = try await person.get(address).body
                    shown += body.matches(of: /(shift|call) [0-9]+\./).map { String($0.0) }
                    next = body.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.1) }
                }
                #expect(shown == texts && next == nil, "\(page)")
                var (given, query): ([String], String?) = ([], "")
                while let asking = query, given.count <= max {
                    let answer = try await done(.GET, rest + asking, as: person)
                    given += try Self.list(answer, list).map { try Self.text($0, field) }
                    query = try answer["next"].map { _ in
                        "?cursor=\(try Self.text(answer, "next"))"
                    }
                    #expect(answer["truncated"] == .bool(query != nil))
                }
                #expect(given == texts && query == nil, "\(rest)")
                #expect(try await person.get(page + "?after=x").status == 400, "\(page)")
                for wrong in ["cursor=x", "limit=0", "limit=\(max + 1)"] {
                    let answer = try await person.browser.get("\(rest)?\(wrong)")
                    #expect(answer.status == 400, "\(rest) \(wrong)")
                }
            }
        }
    }

    @Test("the page of papers says where this member has more rights than it shows")
    func manyRights() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .analyst)
            let path = "/console/right-documents"
            for (numbers, isCut) in [(1...500, false), (501...501, true)] {
                try await desk.node.report(
                    numbers.map { number in
                        .right(
                            Right(
                                kind: .trademark, office: "EM", registrationNumber: "\(number)",
                                title: "Verel", jurisdictions: ["EM"]))
                    }, to: .alliance)
                let page = try await person.get(path).body
                #expect(page.contains(PageText.truncated(.english)) == isCut, "\(numbers)")
            }
        }
    }

    @Test("work is given to people of the list who may prepare something, and to nobody else")
    func colleagues() async throws {
        try await WholeDesk.with { desk in
            let person = try await Visitor(desk, .investigator)
            let analyst = try await Visitor(desk, .analyst)
            _ = try await Visitor(desk, .administrator)
            let one = try consolePath(
                of:
                    try await put(
                        [("subject", "bag"), ("text", "yours?")], to: "/console/inquiries",
                        by: person))
            _ = try consolePath(
                of:
                    try await person.post(
                        one + "/assign", ["revision": "1", "person": "investigator-0"]))
            let rest = one.replacing("/console", with: "/api/v1")
            let folder = try consolePath(
                of: try await person.post("/console/cases", ["title": "raid"]))
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
            _ = try consolePath(of: try await person.post(folder, given))
            // Who has gone since is still on the team, and keeps nobody from changing the rest.
            let access = try SQLiteAccessStore(path: desk.node.home.accessDatabase)
            try access.remove(PersonID(parsing: "analyst-1"), at: desk.node.clock.now())
            try access.close()
            #expect(try await analyst.get(one).status != 200)
            _ = try consolePath(
                of:
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
        _ = try await running.casework.change(asked.inquiry.id, revision: 1, for: nil) {
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
}

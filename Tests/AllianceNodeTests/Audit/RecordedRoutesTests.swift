import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import NIOHTTP1
import NodeAPI
import SQLiteStore
import SignIn
import Testing

/// What a real node's desk records of those who use it.
@Suite(.timeLimit(.minutes(30))) struct RecordedRoutesTests {
    private static func ask(
        _ route: DeskRoute, _ browser: Browser, _ session: Secret
    ) async throws -> Browser.Answer {
        let path = route.pattern.description.replacing(#/\{[^}]+\}/#, with: "x")
        let isReading = route.method == .get
        return try await browser.send(
            .init(rawValue: route.method.rawValue), path,
            body: isReading || route.method == .delete ? nil : "{}",
            headers: isReading
                ? [] : [("origin", browser.origin), ("x-form-token", session.formToken.text)])
    }

    /// What changes nothing though it is no GET: lists, codes and pictures that are looked at.
    private static let looking: Set = [
        "POST /api/v1/complaints/check", "POST /api/v1/indicators/check",
        "POST /api/v1/indicators/check-list", "POST /api/v1/marks/check",
        "POST /api/v1/images/search", "POST /api/v1/products/check",
        "POST /api/v1/products/photo", "POST /api/v1/screenings", "POST /console/check",
        "POST /console/image", "POST /console/product", "POST /console/product/photo",
        "POST /console/rights/names", "POST /console/screen",
    ]

    @Test(
        "of whatever a person is answered on a route for people there is one record, and one ahead of a change"
    )
    func everyRoute() async throws {
        try await WholeDesk.with(complaints: true, accounts: true) { desk in
            let reading = try #require(desk.audit).reading
            var (answered, refused, ahead) = (0, 0, 0)
            for role in Role.ofPeople {
                let (browser, session) = try await desk.signedIn(role)
                for route in desk.routes.all {
                    guard route.access.isForPeople else { continue }
                    let before = try reading.size()
                    let answer = try await Self.ask(route, browser, session)
                    var lines = try reading.lines(from: before, limit: 100)
                    let name = "\(route.method.rawValue) \(route.pattern)"
                    if route.recording == .ofAnswer {
                        #expect(route.method == .get || Self.looking.contains(name), "\(name)")
                    }
                    // Whoever was not let in asked for nothing.
                    if route.recording == .ahead, !lines.isEmpty {
                        #expect(lines.count == 2, "\(name) as \(role)")
                        let asked = lines.removeFirst().record
                        #expect(asked?.action == .use && asked?.status == nil, "\(name)")
                        #expect(asked?.route == name)
                        #expect(asked?.request == lines.first?.record?.request, "\(name)")
                        ahead += 1
                    }
                    // Whoever was not let in was shown nothing.
                    if answer.status == 403 {
                        #expect(answer.body.contains("role-missing"), "\(name) as \(role)")
                        // By a route itself: that it refused is recorded.
                        #expect(
                            lines.allSatisfy { $0.record?.details["refused"] == "role-missing" },
                            "\(name) as \(role)")
                        refused += 1
                        continue
                    }
                    #expect(lines.count == 1, "\(name) as \(role): \(answer.status)")
                    guard let record = lines.first?.record else { continue }
                    answered += 1
                    #expect(record.route == name)
                    #expect(record.status == answer.status, "\(name)")
                    if name != "POST /purpose" {
                        #expect(
                            record.purpose == (try? Purpose(.investigation, reference: "2026-17")),
                            "\(name)")
                    }
                    guard case .person(let id, let roles, .link) = record.who else {
                        Issue.record("\(name) was asked by \(record.who)")
                        continue
                    }
                    #expect(id.rawValue.hasPrefix(role.rawValue))
                    #expect(roles == [role])
                }
            }
            #expect(answered > 50)
            #expect(refused > 2)
            #expect(ahead > 20)
        }
    }

    @Test("a record has the words that were searched for, and how much came of them")
    func details() async throws {
        try await WholeDesk.with { desk in
            let reading = try #require(desk.audit).reading
            let (browser, _) = try await desk.signedIn(.investigator)
            let before = try reading.size()
            for path in [
                "/console/search?q=%E5%81%87+bag&kind=domain", "/console/search",
                "/console/identifier?kind=domain&value=shop.example",
                "/console/product?code=04006381333931", "/console/identifier?kind=x",
                "/console/evidence?log=erasure.example/alliance/own/e1&entry=3",
            ] {
                _ = try await browser.get(path)
            }
            let records = try reading.lines(from: before, limit: 100).compactMap(\.record)
            #expect(
                records.map(\.action.rawValue)
                    == ["search", "view", "view", "check-product", "use", "use"])
            try #require(records.count == 6)
            #expect(records[0].details == ["query": "假 bag", "filters": "kind=domain"])
            #expect(records[0].results == 0)
            #expect(records[2].details == ["kind": "domain", "identifier": "shop.example"])
            #expect(records[3].details["verdict"] == "not in the alliance")
            #expect(
                records[4].details == [
                    "refused": "identifier", "address": "/console/identifier?kind=x",
                ])
            #expect(records[4].status == 400)
            #expect(records[5].details["refused"] == "no-proof")
        }
    }

    @Test("who comes with a token or a certificate is recorded too, and strangers are not")
    func others() async throws {
        try await WholeDesk.with { desk in
            let reading = try #require(desk.audit).reading
            let before = try reading.size()
            let token = [("authorization", "Bearer \(try desk.token())")]
            _ = try await desk.browser().get("/console/search?q=a", headers: token)
            _ = try await desk.browser("own").get("/console/search?q=b")
            // What is watched every few seconds, and what is for everybody, tells nothing of anybody.
            _ = try await desk.browser().get("/metrics", headers: token)
            _ = try await desk.browser().get("/about")
            _ = try await desk.browser().get("/console/search?q=c")
            _ = try await desk.browser("other").get("/console/search?q=d")
            // What a program reads is recorded together with what others do.
            await desk.recorder.settle()
            let records = try reading.lines(from: before, limit: 100).compactMap(\.record)
            #expect(records.map(\.who.name) == ["token machine", "certificate of own"])
            #expect(records.map { $0.details["query"] } == ["a", "b"])
        }
    }

    @Test("what cannot be recorded is not shown, and what need not be is")
    func failsClosed() async throws {
        try await WholeDesk.with { desk in
            let (browser, _) = try await desk.signedIn(.investigator)
            #expect(try await browser.get("/console/search?q=a").status == 200)
            try FileManager.default.removeItem(atPath: desk.node.home.certs.auditFence)
            for path in [
                "/console/search?q=a", "/console", "/account", "/console/identifier?kind=x",
            ] {
                let answer = try await browser.get(path)
                #expect(answer.status == 503, "\(path)")
                #expect(answer.body.contains("audit-unwritable"), "\(path)")
                #expect(!answer.body.contains("<table"), "\(path)")
            }
            #expect(try await browser.get("/about").status == 200)
            #expect(try await desk.browser().get("/healthz").status == 200)
        }
    }

    @Test("a person states its purpose once, and it stands in all that follows")
    func purpose() async throws {
        try await WholeDesk.with { desk in
            let reading = try #require(desk.audit).reading
            let (browser, session) = try await desk.signedIn(.investigator, for: nil)
            let path = "/console/search?q=shop%20x"
            let sent = try await browser.get(path)
            #expect(sent.status == 303)
            let place = try #require(sent.headers["location"]?.first)
            #expect(place.hasSuffix("/purpose?next=%2Fconsole%2Fsearch%3Fq%3Dshop%2520x"))
            let page = try await browser.get(
                "/purpose?next=%2Fconsole%2Fsearch%3Fq%3Dshop%2520x")
            #expect(page.body.contains("name=\"next\" value=\"/console/search?q=shop%20x\""))
            let posted = [("origin", browser.origin), ("x-form-token", session.formToken.text)]
            let check = try await browser.post("/console/check", "x", headers: posted)
            #expect(check.status == 403)
            #expect(check.body.contains("purpose-needed"))
            for wrong in ["", "ground=fun", "ground=complaint&reference=a%0Ab"] {
                #expect(try await browser.post("/purpose", wrong, headers: posted).status == 400)
            }
            // What was chosen and written stands there again.
            let long = String(repeating: "7", count: Purpose.referenceCharactersMax + 1)
            let again = try await browser.post(
                "/purpose", "ground=complaint&reference=\(long)", headers: posted)
            #expect(again.status == 400)
            #expect(again.body.contains("value=\"complaint\" required checked"))
            #expect(again.body.contains("value=\"\(long)\""))
            let before = try reading.size()
            let stated = try await browser.post(
                "/purpose", "ground=complaint&reference=2026-4&next=%2Fconsole%2Fsearch%3Fq%3Da",
                headers: posted)
            #expect(stated.status == 303)
            #expect(stated.headers["location"]?.first?.hasSuffix("/console/search?q=a") == true)
            let answer = try await browser.get("/console/search?q=a")
            #expect(answer.status == 200)
            #expect(answer.body.contains("2026-4"))
            let records = try reading.lines(from: before, limit: 9).compactMap(\.record)
            #expect(records.map(\.action) == [.use, .statePurpose, .search])
            let purpose = try Purpose(.complaint, reference: "2026-4")
            #expect(records.map(\.purpose) == [nil, purpose, purpose])
            // Elsewhere it leads nowhere.
            let away = try await browser.post(
                "/purpose", "ground=complaint&next=%2F%2Fevil.example", headers: posted)
            #expect(away.headers["location"]?.first?.hasSuffix("/console") == true)
        }
    }

    @Test("signing in and out is recorded, with who it was")
    func signIn() async throws {
        try await WholeDesk.with { desk in
            let reading = try #require(desk.audit).reading
            let store = try SQLiteAccessStore(path: desk.node.home.accessDatabase)
            let (id, link) = (try PersonID(parsing: "anna"), Secret.random())
            let now = desk.node.clock.now()
            try store.add(Person(id: id, displayName: "Anna", roles: [.analyst], addedAt: now))
            try store.add(
                SignInLink(hash: link.hash(for: .link), person: id, expiresAt: now + 60_000),
                at: now)
            let before = try reading.size()
            let browser = desk.browser()
            _ = try await browser.get("\(SignInPath.link)/\(link.text)")
            #expect(try await browser.post("\(SignInPath.link)/\(link.text)").status == 303)
            let secret = try #require(Secret(browser.cookies["__Host-touchstone"] ?? ""))
            _ = try await browser.post(
                SignInPath.signOut,
                headers: [("origin", browser.origin), ("x-form-token", secret.formToken.text)])
            let records = try reading.lines(from: before, limit: 9).compactMap(\.record)
            #expect(records.map(\.action) == [.signIn, .signOut])
            #expect(records.allSatisfy { $0.who == .person(id, roles: [.analyst], .link) })
            #expect(!records.contains { $0.details.values.contains { $0.contains(link.text) } })
            try store.close()
        }
    }
}

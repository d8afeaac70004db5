import AllianceNames
import AllianceNode
import Foundation
import ImageRecognition
import JSON
import NIOHTTP1
import NodeAPI
import Notices
import SignIn
import Statements
import Testing

/// Following and inbox at a real desk, by forms and by REST, over TLS.
@Suite(.timeLimit(.minutes(30))) struct NoticeDeskTests {
    private typealias Visitor = DraftDeskTests.Visitor

    private static let inbox = "/console/notices"
    private static let settings = "/console/notices/settings"

    private func catchUp(_ desk: WholeDesk) throws {
        while try !desk.notices.keeper.catchUp(within: .seconds(60)) {}
    }

    private func report(_ domain: String, _ tlp: TLP = .amber, by desk: WholeDesk) async throws {
        try await ExportQuotaTests.report(domain, tlp, by: desk.node)
        try catchUp(desk)
    }

    @Test(
        "what is followed by a form comes into the inbox, new until it is read, and nobody else's")
    func walk() async throws {
        let hosts = try #require(AllowedHosts(parsing: "hooks.example"))
        try await WholeDesk.with(notices: NoticeServices(webhookHosts: hosts)) { desk in
            let anna = try await Visitor(desk, .investigator)
            let ben = try await Visitor(desk, .analyst)
            let follow = ["kind": "identifier", "type": "domain", "value": "Shop.EXAMPLE"]
            #expect(
                try await anna.post(Self.settings + "/follow", follow, token: false).status == 403)
            #expect(try await anna.post(Self.settings + "/follow", follow).status == 303)
            let mark = ["kind": "mark", "mark": "<b>Verel</b>"]
            #expect(try await anna.post(Self.settings + "/follow", mark).status == 303)
            let listed = try await anna.get(Self.settings)
            #expect(listed.body.contains(">shop.example<"))
            #expect(!listed.body.contains("<b>Verel") && listed.body.contains("&lt;b&gt;Verel"))
            try await report("shop.example", by: desk)
            try await report("other.example", by: desk)
            let page = try await anna.get(Self.inbox)
            #expect(page.status == 200 && page.body.contains(">shop.example<"))
            #expect(!page.body.contains(">other.example<"))
            #expect(try await anna.get("/console").body.contains(">1<span class=\"unseen\"> new"))
            let others = try await ben.get(Self.inbox)
            #expect(!others.body.contains(">shop.example<"))
            #expect(!others.body.contains(">1<span class=\"unseen\">"))
            let chinese = try await anna.browser.get(
                Self.inbox, headers: [("accept-language", "zh"), ("accept", "text/html")])
            #expect(chinese.body.contains("全部标为已读"))

            // Another's notice is not there to be read.
            _ = try await ben.post(Self.inbox + "/read", ["number": "1", "before": "yes"])
            #expect(try await anna.get("/console").body.contains("class=\"unseen\"> new"))
            #expect(try await anna.post(Self.inbox + "/read", ["number": "1"]).status == 303)
            #expect(try await !anna.get("/console").body.contains("class=\"unseen\"> new"))

            #expect(try await ben.post(Self.settings + "/unfollow", ["id": "1"]).status == 404)
            #expect(try await anna.post(Self.settings + "/unfollow", ["id": "1"]).status == 303)
            try await report("shop.example", by: desk)
            #expect(try await !anna.get("/console").body.contains("class=\"unseen\"> new"))

            // A webhook's secret is shown once.
            let hook = ["address": "https://hooks.example/a"]
            let shown = try await anna.post(Self.settings + "/webhook", hook)
            #expect(shown.status == 200 && shown.body.contains("whsec_"))
            let later = try await anna.get(Self.settings)
            #expect(later.body.contains("https://hooks.example/a"))
            #expect(!later.body.contains("whsec_"))
            let delivery = [
                "pace": "daily", "from": "22:00", "to": "07:00", "zone": "Asia/Shanghai",
            ]
            #expect(try await anna.post(Self.settings + "/delivery", delivery).status == 303)
            #expect(try await anna.get(Self.settings).body.contains("value=\"22:00\""))
        }
    }

    @Test("the page of an identifier has the form that follows it, also where nothing is said yet")
    func fromIdentifier() async throws {
        try await WholeDesk.with { desk in
            let anna = try await Visitor(desk, .investigator)
            let address = "/console/identifier?kind=company&value=Bag%20%26%20Sons%20Ltd"
            let page = try await anna.get(address)
            #expect(page.status == 404 && page.body.contains(">Follow this<"))
            let chinese = try await anna.browser.get(
                address, headers: [("accept-language", "zh"), ("accept", "text/html")])
            #expect(chinese.body.contains(">关注此项<"))
            let form = try #require(
                page.body.components(separatedBy: "<form ").first {
                    $0.contains("action=\"\(Self.settings)/follow\"")
                })
            let hidden = #/<input type="hidden" name="(\w+)" value="([^"]*)">/#
            var fields: [String: String] = [:]
            for found in form.matches(of: hidden) {
                fields[String(found.output.1)] = String(found.output.2)
                    .replacing("&amp;", with: "&")
            }
            #expect(fields["kind"] == "identifier" && fields["linked"] == "yes")
            let indicator = try Indicator(.company, parsing: "Bag & Sons Ltd")
            #expect(fields["type"] == "company" && fields["value"] == indicator.value)
            // The form has its token itself.
            let followed = try await anna.post(Self.settings + "/follow", fields, token: false)
            #expect(followed.status == 303, "\(followed.body.prefix(300))")
            _ = try await desk.node.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: indicator, basis: .testBuy, confidence: 50, tlp: .amber))
                ], to: .alliance)
            try catchUp(desk)
            #expect(try await anna.get("/console").body.contains("class=\"unseen\"> new"))
        }
    }

    @Test(
        "the button of a search by image follows the picture, and tells of reports that are near it"
    )
    func image() async throws {
        try await WholeDesk.with { desk in
            let anna = try await Visitor(desk, .investigator)
            let hash = try #require(PDQHash(parsing: String(repeating: "0f", count: 32)))
            let address = "/console/image?pdq=\(hash.description)"
            let page = try await anna.get(address)
            #expect(page.status == 200 && page.body.contains(">Follow this image<"))
            let fields = ["kind": "image", "pdq": hash.description, "button": "yes"]
            for (name, value) in fields {
                let field = "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
                #expect(page.body.contains(field))
            }
            #expect(try await anna.post(Self.settings + "/follow", fields).status == 303)
            let again = try await anna.get(address)
            #expect(!again.body.contains(">Follow this image<"))
            #expect(again.body.contains("#followed-1\">You follow this<"))
            #expect(try await anna.get(Self.settings).body.contains(address))
            let wrong = ["kind": "image", "pdq": "0f"]
            #expect(try await anna.post(Self.settings + "/follow", wrong).status == 400)

            let token = [("authorization", "Bearer \(try desk.token())")]
            for (pdq, status) in [(hash.description, 201), ("0f", 400)] {
                let answer = try await desk.browser().send(
                    .POST, "/api/v1/subscriptions",
                    body: #"{"topic": {"kind": "image", "pdq": "\#(pdq)"}}"#,
                    headers: token + [("content-type", "application/json")])
                #expect(answer.status == status, "\(answer.body)")
            }
            let (near, far) = (
                (0..<31).reduce(hash) { $0.flipping($1) }, (0..<32).reduce(hash) { $0.flipping($1) }
            )
            _ = try await desk.node.report(
                try [near, far].map { hash in
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: try Indicator(.imagePDQ, parsing: hash.description),
                            basis: .testBuy, confidence: 50, tlp: .amber))
                }, to: .alliance)
            try catchUp(desk)
            let inbox = try await anna.get(Self.inbox).body
            #expect(inbox.contains(near.description) && !inbox.contains(far.description))
            let told = try await desk.browser().send(
                .GET, "/api/v1/notices?after=0", body: nil, headers: token)
            #expect(told.body.contains(near.description) && !told.body.contains(far.description))
        }
    }

    @Test(
        "who follows an identifier already is told so on its page, and its button changes nothing of it"
    )
    func followedAlready() async throws {
        let hosts = try #require(AllowedHosts(parsing: "hooks.example"))
        try await WholeDesk.with(notices: NoticeServices(webhookHosts: hosts)) { desk in
            let anna = try await Visitor(desk, .investigator)
            let ben = try await Visitor(desk, .investigator)
            let subscriber = Subscriber.person(try PersonID(parsing: "investigator-0"))
            let address = "/console/identifier?kind=domain&value=shop.example"
            let thing = ["kind": "identifier", "type": "domain", "value": "shop.example"]
            let added = try await anna.post(
                Self.settings + "/webhook", ["address": "https://hooks.example/in"])
            #expect(added.status == 200, "\(added.body.prefix(300))")
            let before = try await anna.get(address)
            #expect(before.body.contains(">Follow this<"))
            #expect(!before.body.contains(">You follow this<"))

            // With what is linked to it or without, by mail and webhook.
            for linked in [["linked": "yes"], [:]] {
                let wanted = thing.merging(linked) { first, _ in first }
                    .merging(["mail": "yes", "webhook": "1"]) { first, _ in first }
                #expect(try await anna.post(Self.settings + "/follow", wanted).status == 303)
                func subscriptions() async throws -> [Subscription] {
                    try await desk.notices.account(of: subscriber).subscriptions
                }
                let one = try #require(try await subscriptions().first)
                #expect(one.byMail && one.webhook == 1)
                let page = try await anna.get(address)
                #expect(!page.body.contains(">Follow this<"))
                #expect(
                    page.body.contains(
                        "href=\"\(Self.settings)#followed-\(one.id)\">You follow this<"))
                let account = try await anna.get(Self.settings)
                #expect(account.body.contains("id=\"followed-\(one.id)\""))
                // The button of a page that was opened before.
                let pressed = thing.merging(["linked": "yes", "button": "yes"]) { first, _ in first
                }
                #expect(try await anna.post(Self.settings + "/follow", pressed).status == 303)
                #expect(try await subscriptions() == [one])
                // Whoever says it in the form of the settings changes it.
                if linked.isEmpty { continue }
                #expect(
                    try await anna.post(
                        Self.settings + "/follow", thing.merging(linked) { first, _ in first }
                    ).status == 303)
                let changed = try #require(try await subscriptions().first)
                #expect(changed.id == one.id && !changed.byMail && changed.webhook == nil)
                _ = try await anna.post(Self.settings + "/unfollow", ["id": String(one.id)])
            }
            // Nobody else follows it by that.
            #expect(try await ben.get(address).body.contains(">Follow this<"))
        }
    }

    @Test("a form or request that is wrong is refused, and leaves nothing")
    func wrong() async throws {
        try await WholeDesk.with { desk in
            let anna = try await Visitor(desk, .investigator)
            let forms: [(String, [String: String], Int)] = [
                ("/follow", ["kind": "identifier", "type": "domain", "value": "no domain"], 400),
                ("/follow", ["kind": "identifier", "type": "x", "value": "a.example"], 400),
                ("/follow", ["kind": "clock", "clock": "register", "hours": "0"], 422),
                ("/follow", ["kind": "member", "member": "nobody"], 404),
                ("/follow", ["kind": "mark", "mark": "..."], 422), ("/follow", [:], 400),
                ("/follow", ["kind": "mark", "mark": "a", "webhook": "9"], 404),
                ("/webhook", ["address": "https://127.0.0.1/"], 403),
                ("/webhook", ["address": "http://a/"], 422),
                ("/delivery", ["pace": "daily", "zone": "Mars"], 422),
                ("/delivery", ["pace": "daily", "zone": "UTC", "from": "22:00"], 422),
                ("/delivery", ["pace": "yearly", "zone": "UTC"], 400),
                ("/webhook-on", ["id": "1"], 404), ("/webhook-remove", ["id": "01"], 400),
            ]
            for (path, fields, status) in forms {
                let answer = try await anna.post(Self.settings + path, fields)
                #expect(answer.status == status, "\(path) \(fields)")
            }
            #expect(try await anna.get(Self.inbox + "?before=x").status == 400)
            let token = [("authorization", "Bearer \(try desk.token())")]
            let bodies: [(String, Int)] = [
                (#"{"topic": {"kind": "clock", "clock": "case-task", "hours": 1}}"#, 403),
                (#"{"topic": {"kind": "clock", "clock": "register", "hours": 9000}}"#, 400),
                (#"{"topic": {"kind": "identifier", "type": "domain", "value": "x y"}}"#, 422),
                (#"{"topic": {"kind": "mark"}}"#, 400), (#"{"topic": {"kind": "x"}}"#, 400),
                (#"{"topic": {"kind": "mark", "mark": "a"}, "more": 1}"#, 400), ("{}", 400),
                (#"{"topic": {"kind": "member", "member": "Not A Member"}}"#, 422),
            ]
            for (body, status) in bodies {
                let answer = try await desk.browser().send(
                    .POST, "/api/v1/subscriptions", body: body,
                    headers: token + [("content-type", "application/json")])
                #expect(answer.status == status, "\(body): \(answer.body)")
            }
            let account = try await desk.notices.account(
                of: .program(TokenName(parsing: "machine")))
            #expect(account.subscriptions.isEmpty && account.webhooks.isEmpty)
        }
    }

    @Test("a program follows, fetches what is new by its number, and marks it as read")
    func program() async throws {
        try await WholeDesk.with { desk in
            let token = [("authorization", "Bearer \(try desk.token())")]
            func ask(
                _ method: String, _ path: String, _ body: String? = nil
            ) async throws -> (status: Int, members: [String: JSONValue]) {
                let answer = try await desk.browser().send(
                    .init(rawValue: method), "/api/v1" + path, body: body,
                    headers: token + (body == nil ? [] : [("content-type", "application/json")]))
                guard case .object(let members) = try JSONValue(parsing: answer.bytes) else {
                    return (answer.status, [:])
                }
                return (answer.status, members)
            }
            let topic = #"{"topic": {"kind": "member", "member": "own"}}"#
            #expect(try await ask("POST", "/subscriptions", topic).status == 201)
            let again = try await ask("POST", "/subscriptions", topic)
            #expect(again.status == 201 && again.members["id"] == .integer(1))
            // What another kind of topic has is no wish that is passed over.
            let mixed = #"{"topic": {"kind": "member", "member": "own", "mark": "Verel"}}"#
            #expect(try await ask("POST", "/subscriptions", mixed).status == 400)
            #expect(try await ask("POST", "/notices/read", #"{"number": 1e15}"#).status == 400)
            try await report("a.example", by: desk)
            try await report("secret.example", .red, by: desk)
            try await report("b.example", by: desk)
            let first = try await ask("GET", "/notices?limit=1")
            #expect(first.members["more"] == .bool(true))
            #expect(first.members["last"] == .integer(1))
            let second = try await ask("GET", "/notices?after=1")
            guard case .array(let notices)? = second.members["notices"] else {
                Issue.record("no list")
                return
            }
            #expect(notices.count == 1 && second.members["more"] == .bool(false))
            let text = JSONValue.array(notices).compact
            #expect(text.contains("b.example") && !text.contains("secret"))
            let read = try await ask("POST", "/notices/read", #"{"number": 2, "andBefore": true}"#)
            #expect(read.members["read"] == .integer(2))
            let unread = try await ask("GET", "/notices?unread=true")
            #expect(unread.members["notices"] == .array([]))
            let put = try await ask(
                "PUT", "/notice-settings",
                #"{"mail": "off", "quietFrom": "22:00", "quietTo": "06:00", "zone": "Europe/Berlin"}"#
            )
            #expect(put.status == 200 && put.members["quietFrom"] == .string("22:00"))
            #expect(
                try await ask("GET", "/notice-settings").members["zone"] == .string("Europe/Berlin")
            )
            #expect(try await ask("DELETE", "/subscriptions/1").status == 200)
            #expect(try await ask("DELETE", "/subscriptions/1").status == 404)
            #expect(try await ask("GET", "/webhooks").members["webhooks"] == .array([]))
            // Sent without a session's cookie it needs no form's token, and another member has nothing of it.
            let other = try await desk.browser("other").get("/api/v1/notices")
            #expect(other.status == 403)
        }
    }
}

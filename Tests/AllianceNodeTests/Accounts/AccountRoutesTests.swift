import Accounts
import AllianceNode
import Complaints
import GS1
import NodeAPI
import Notices
import SQLiteStore
import SignIn
import Statements
import Testing

@Suite(.timeLimit(.minutes(30))) struct AccountRoutesTests {
    @Test("from an application to a complaint: the link proves the address, the code the owner")
    func walk() async throws {
        try await AccountWorld.with { world in
            let (browser, id) = try await world.holder()
            #expect(try world.store.account(id).stage == .applied)
            #expect(try await browser.get("/account/home").body.contains("Kanzlei Nord"))
            // No right is confirmed, so there is nothing to file for.
            let early = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint())
            #expect(early.status == 403)
            let owner = try #require(MailAddress("owner@register.example"))
            _ = try await world.accounts.sendCode(
                for: id, client: nil, to: owner, seen: nil, by: "anna")
            let mail = try await world.mail()
            #expect(mail.head.contains("To: owner@register.example"))
            #expect(mail.text.contains("Kanzlei Nord"))
            let code = try await world.code()
            let entered = try await world.post(
                browser, "/account/code", "code=\(code.lowercased())")
            #expect(entered.status == 303)
            #expect(try world.store.account(id).stage == .verified)
            let filed = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint())
            #expect(filed.status == 303, "\(filed.body)")
            let complaint = try #require(world.complaints.filed.first)
            #expect(complaint.hostedAccount == id.rawValue)
            #expect(complaint.onBehalfOf == nil)
            #expect(complaint.right.key == "EM/018012345")
            #expect(complaint.listings.map(\.value) == ["taobao:1", "taobao:2"])
            #expect(complaint.evidence.map(\.role) == [.registration])
            #expect(complaint.goodFaithStatement.contains("good faith"))
            let list = try await browser.get("/account/complaints")
            let path = try #require(
                list.body.firstMatch(of: #/href="(/account/complaints/of/[^"]+)"/#)
            ).output.1
            let one = try await browser.get(String(path))
            #expect(one.status == 200)
            #expect(one.body.contains("taobao:1"))
            let gone = try await world.post(browser, "\(path)/withdrawal", "text=settled")
            #expect(gone.status == 303)
            #expect(try await browser.get(String(path)).body.contains("withdrawn"))
        }
    }

    @Test(
        "numbers on bought goods are filed with the listings that they are of, or the form says which it cannot read"
    )
    func listedItems() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.verified()
            let listings = "taobao:1\nstorefront taobao:shop"
            func file(_ items: String, once: String) async throws -> Browser.Answer {
                try await world.post(
                    browser, "/account/complaints/new",
                    parts: AccountWorld.complaint(listings, once: once) + [("items", items)])
            }
            let code = "(01)09520123456788(21)"
            let unread = try await file("\(code)1", once: "0123456789abcde1")
            #expect(unread.status == 422 && unread.body.contains("\(code)1"))
            #expect(world.complaints.filed.isEmpty)
            let filed = try await file(
                "storefront taobao:shop \(code)1\ntaobao:1 \(code)2", once: "0123456789abcde2")
            #expect(filed.status == 303, "\(filed.body)")
            let items = try #require(world.complaints.filed.first).items
            #expect(items.map(\.listing) == [1, 0])
            #expect(items.map(\.item.elementString) == [code + "1", code + "2"])
            let path = AccountPath.complaint(try #require(world.complaints.ids.first))
            #expect(try await browser.get(path).body.contains("\(code)2"))
        }
    }

    @Test("nobody sees, answers or takes back a complaint of another account")
    func others() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.verified()
            let (other, _) = try await world.verified("desk@sued.example")
            let filed = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint())
            #expect(filed.status == 303)
            let path = AccountPath.complaint(try #require(world.complaints.ids.first))
            #expect(try await browser.get(path).status == 200)
            #expect(try await other.get(path).status == 404)
            #expect(try await world.post(other, path + "/withdrawal", "text=x").status == 404)
            #expect(try await world.post(other, path + "/appeal", "text=x").status == 404)
            #expect(
                try await world.post(other, path + "/evidence", parts: [("text", "x")]).status
                    == 404)
            let list = try await other.get("/account/complaints")
            #expect(list.status == 200)
            #expect(!list.body.contains("/account/complaints/of/"))
            for wrong in ["x", "a%2Fb%2Fc%2Fe1%2F0", "alliance.example%2Fdesk-hub%2Fhub%2Fe1%2F00"]
            {
                #expect(
                    try await browser.get("/account/complaints/of/\(wrong)").status == 404,
                    "\(wrong)")
            }
        }
    }

    @Test("evidence that is asked for is given once, and a refusal is objected to")
    func course() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.verified()
            _ = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint())
            let id = try #require(world.complaints.ids.first)
            let path = AccountPath.complaint(id)
            #expect(
                try await world.post(
                    browser, path + "/evidence", parts: [("request", "x"), ("text", "x")]
                ).status == 409)
            _ = try await world.complaints.say(
                .evidenceRequest(
                    EvidenceRequest(
                        on: id, text: "a photograph", due: 1_796_000_000_000)),
                by: "r1", for: nil)
            let page = try await browser.get(path).body
            let request = try #require(
                page.firstMatch(of: #/name="request" value="([^"]+)"/#)
            ).output.1
            let given = try await world.post(
                browser, path + "/evidence",
                parts: [
                    ("request", String(request)), ("file0", "%PDF-1.7 photo"),
                    ("role0", "feature-photographs"),
                ])
            #expect(given.status == 303, "\(given.body)")
            #expect(
                try await world.post(
                    browser, path + "/evidence",
                    parts: [("request", String(request)), ("text", "again")]
                ).status == 409)
            #expect(try await world.post(browser, path + "/appeal", "text=why").status == 409)
            _ = try await world.complaints.say(
                .decision(
                    ComplaintDecision(
                        of: id,
                        parts: [
                            .init(
                                listings: [0, 1], verdict: .refuse,
                                reasons: ["unclear", DecisionReason.evidenceNotEnough.rawValue])
                        ], maker: .person("r1"))), by: "r1", for: nil)
            let refused = try await browser.get(path).body
            // A code that there are words for stands in words.
            #expect(refused.contains("unclear"))
            #expect(refused.contains(ComplaintText(DecisionReason.evidenceNotEnough)(.english)))
            #expect(!refused.contains(DecisionReason.evidenceNotEnough.rawValue))
            #expect(try await world.post(browser, path + "/appeal", "text=").status == 422)
            #expect(try await world.post(browser, path + "/appeal", "text=why").status == 303)
            #expect(try await browser.get(path).body.contains("objected to"))
        }
    }

    @Test(
        "all that is wrong with a complaint is told at once, with what mends it and what was typed")
    func failures() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.verified()
            world.complaints.fail(with: [
                FilingFailure(
                    .listingUnknown, places: [1], "the marketplace knows no such <b>", mend: "look"),
                FilingFailure(.evidenceMissing, "files", mend: "add <script>"),
            ])
            let answer = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint())
            #expect(answer.status == 422)
            for text in ["listing-unknown", "evidence-missing", "taobao:2", "N. Nord"] {
                #expect(answer.body.contains(text), "\(text)")
            }
            // In the words of the page; what the sentences name stands beside them.
            for text in [ComplaintText.checkListing, .mendListing, .checkEvidence] {
                #expect(answer.body.contains("\(text(.english).prefix(20))"), "\(text)")
            }
            #expect(!answer.body.contains("<script>"))
            #expect(!answer.body.contains("such <b>"))
            #expect(world.complaints.filed.isEmpty)
        }
    }

    @Test("what an account's page refuses is said in the language of the page")
    func inChinese() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.verified()
            let token = try await world.token(of: browser)
            let answer = try await browser.post(
                "/account/rights", "form=\(token)&office=E&number=2",
                headers: [
                    ("origin", browser.origin), ("sec-fetch-site", "same-origin"),
                    ("accept-language", "zh"),
                ])
            #expect(answer.status == 422)
            let sentence = try #require(ProblemText.accountRight(.chinese))
            #expect(answer.body.contains("<p>\(sentence)</p>"))
            #expect(answer.body.contains("<p class=\"small\" lang=\"en\">&#39;E&#39; is no right"))
        }
    }

    @Test("a form without its token, of another site, or with what is no complaint changes nothing")
    func hostile() async throws {
        try await AccountWorld.with { world in
            let (browser, id) = try await world.verified()
            let before = try world.store.account(id)
            #expect(
                try await browser.post("/account/rights", "office=EM&number=2").status == 403)
            let token = try await world.token(of: browser)
            let elsewhere = try await browser.post(
                "/account/rights", "form=\(token)&office=EM&number=2",
                headers: [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")])
            #expect(elsewhere.status == 403)
            for wrong in ["office=E&number=2", "office=EM&number=", "x=1"] {
                let answer = try await world.post(browser, "/account/rights", wrong)
                #expect([400, 422].contains(answer.status), "\(wrong)")
            }
            // A form that cannot be read has no token.
            let unreadable = try await world.post(
                browser, "/account/rights", "office=EM&number=%00")
            #expect(unreadable.status == 403)
            #expect(try world.store.account(id) == before)
            let complaints: [[(String, String)]] = [
                AccountWorld.complaint("nonsense"), AccountWorld.complaint(""),
                AccountWorld.complaint(right: "EM/999"),
                AccountWorld.complaint(right: "EM/018012345 Somebody"),
                AccountWorld.complaint(once: "short"),
                AccountWorld.complaint((0...300).map { "taobao:\($0)" }.joined(separator: "\n")),
                AccountWorld.complaint().map { $0.0 == "ground" ? ($0.0, "spite") : $0 },
                AccountWorld.complaint().map { $0.0 == "role0" ? ($0.0, "spite") : $0 },
            ]
            for parts in complaints {
                let answer = try await world.post(browser, "/account/complaints/new", parts: parts)
                #expect(answer.status == 422, "\(parts)")
            }
            #expect(world.complaints.filed.isEmpty)
        }
    }

    @Test(
        "what somebody writes is text on every page, and an application that cannot be is told why")
    func escaping() async throws {
        try await AccountWorld.with { world in
            let name = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27"
            let (browser, _) = try await world.holder(
                application: "organisation=\(name)&country=DE&rights=EM+1")
            let home = try await browser.get("/account/home")
            #expect(!home.body.contains("<script"))
            #expect(home.body.contains("&lt;script&gt;"))
            let policy = try #require(home.headers["content-security-policy"]?.first)
            #expect(policy.hasPrefix("default-src 'none'"))
            #expect(!policy.contains("script-src"))
            let refused = try await world.desk.browser().post(
                "/account/apply", "organisation=\(name)&email=x&country=DE&rights=%3Cb%3E")
            #expect(refused.status == 422)
            #expect(!refused.body.contains("<script"))
            #expect(!refused.body.contains("<b>"))
        }
    }

    @Test("one that is suspended files nothing, and one that is closed is out at once")
    func stages() async throws {
        try await AccountWorld.with { world in
            let (browser, id) = try await world.verified()
            // As a command does it, in a process of its own.
            try world.store.change(id, .suspend, by: "operator", at: world.clock.now) {
                try $0.suspend()
            }
            let filed = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint())
            #expect(filed.status == 403)
            #expect(try await browser.get("/account/home").body.contains("suspended"))
            #expect(
                try await world.accounts.authority(
                    of: id.rawValue, for: "EM/018012345", onBehalfOf: nil) == .none)
            try world.store.change(id, .close, by: "operator", at: world.clock.now) {
                try $0.close()
            }
            #expect(try await browser.get("/account/home").status == 401)
        }
    }

    @Test("no code goes out, and no document is accepted, for what was named since somebody looked")
    func namedSince() async throws {
        try await AccountWorld.with { world in
            let (browser, id) = try await world.holder()
            func client(until: String) async throws {
                let added = try await world.post(
                    browser, "/account/clients",
                    parts: [
                        ("client", "Aurum"), ("rights", "US 7"), ("document", "%PDF-1.7"),
                        ("until", until),
                    ])
                #expect(added.status == 303, "\(added.body)")
            }
            try await client(until: "2027-06-30")
            let looked = try world.store.account(id)
            let document = try #require(looked.client("Aurum")).authorisation.document
            let owner = try #require(MailAddress("owner@register.example"))
            // The same client, right and document, and longer than the page said.
            let ended = try await world.post(browser, "/account/clients/end", "client=Aurum")
            #expect(ended.status == 303)
            try await client(until: "2035-06-30")
            await #expect(throws: AccountError.changedSince) {
                try await world.accounts.change(
                    id,
                    .acceptAuthorisation(client: "Aurum", document: document, seen: looked.seen),
                    by: "anna", note: "")
            }
            let before = (try world.store.account(id).seen, world.mailCount)
            let added = try await world.post(
                browser, "/account/rights", "office=EM&number=018999999")
            #expect(added.status == 303)
            await #expect(throws: AccountError.changedSince) {
                _ = try await world.accounts.sendCode(
                    for: id, client: nil, to: owner, seen: before.0, by: "anna")
            }
            await world.accounts.mailsSent()
            #expect(world.mailCount == before.1)
            #expect(try world.store.account(id).code == nil)
        }
    }

    @Test("an account brings so much in files in a day, and nobody else's share")
    func uploads() async throws {
        // Each complaint of the tests has a file of 8 bytes.
        try await AccountWorld.with(uploadBytesMax: 16) { world in
            let (browser, _) = try await world.verified()
            func file(_ browser: Browser, _ listing: String) async throws -> Int {
                try await world.post(
                    browser, "/account/complaints/new",
                    parts: AccountWorld.complaint(listing, once: "0123456789abcdef-\(listing)")
                ).status
            }
            #expect(try await file(browser, "taobao:1") == 303)
            #expect(try await file(browser, "taobao:2") == 303)
            #expect(try await file(browser, "taobao:3") == 429)
            #expect(world.complaints.filed.count == 2)
            let (other, _) = try await world.verified("other@nord.example")
            #expect(try await file(other, "taobao:4") == 303)
        }
        let (uploads, id) = (AccountUploads(bytesMax: 16), AccountID(unchecked: "rh-one"))
        #expect(uploads.take(16, by: id, at: 5))
        #expect(!uploads.take(1, by: id, at: 4 + AccountLimits.dayMilliseconds))
        #expect(uploads.take(1, by: id, at: 5 + AccountLimits.dayMilliseconds))
        #expect(!uploads.take(.max, by: id, at: 6 + AccountLimits.dayMilliseconds))
    }

    @Test("an agent files for a client once its document was read and its owner has answered")
    func agent() async throws {
        try await AccountWorld.with { world in
            let (browser, id) = try await world.verified()
            let client = "Maison Aurum"
            let added = try await world.post(
                browser, "/account/clients",
                parts: [
                    ("client", client), ("rights", "US 7654321"), ("document", "%PDF-1.7 power"),
                    ("until", "2027-06-30"),
                ])
            #expect(added.status == 303, "\(added.body)")
            let right = "US/7654321 \(client)"
            let early = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint(right: right))
            #expect(early.status == 422)
            let document = try #require(try world.store.account(id).client(client))
                .authorisation.document
            try await world.accounts.change(
                id, .acceptAuthorisation(client: client, document: document), by: "anna",
                note: "read")
            let owner = try #require(MailAddress("aurum@register.example"))
            _ = try await world.accounts.sendCode(
                for: id, client: client, to: owner, seen: world.store.account(id).seen, by: "anna")
            let code = try await world.code()
            #expect(try await world.post(browser, "/account/code", "code=\(code)").status == 303)
            let filed = try await world.post(
                browser, "/account/complaints/new", parts: AccountWorld.complaint(right: right))
            #expect(filed.status == 303, "\(filed.body)")
            #expect(world.complaints.filed.first?.onBehalfOf == client)
            let ended = try await world.post(browser, "/account/clients/end", "client=Maison+Aurum")
            #expect(ended.status == 303)
            #expect(
                try await world.accounts.authority(
                    of: id.rawValue, for: "US/7654321", onBehalfOf: client) == .none)
        }
    }
}

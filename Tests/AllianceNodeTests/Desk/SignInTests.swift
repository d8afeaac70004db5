import AllianceNames
import AllianceNode
import Foundation
import NodeAPI
import SQLiteStore
import SignIn
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(30))) struct SignInTests {
    /// One route for each permission, one that changes something.
    private static let routes =
        Permission.allCases.map { permission in
            DeskRoute(.get, "/may/\(permission.rawValue)", for: .people(permission)) { request in
                .json(Array("\"\(name(of: request.caller))\"".utf8))
            }
        } + [
            DeskRoute(.post, "/change", for: .people(.draft)) { _ in .json(Array("1".utf8)) },
            DeskRoute(.get, "/open", for: .everybody) { request in
                .json(Array("\"\(name(of: request.caller))\"".utf8))
            },
            DeskRoute(.get, "/members", for: .members) { _ in .json(Array("1".utf8)) },
        ]

    private static func name(of caller: DeskCaller) -> String {
        switch caller {
        case .member(let member): "member \(member)"
        case .person(let person): "person \(person.id) of \(person.member)"
        case .machine(let machine): "machine \(machine.name) of \(machine.member)"
        case .accountHolder(let holder): "account \(holder.id)"
        case .stranger: "stranger"
        }
    }

    private func formToken(in page: String) throws -> String {
        let field = try #require(page.firstMatch(of: #/name="form" value="([^"]+)"/#))
        return String(field.output.1)
    }

    @Test("a link shows whom it is for, lets in once, and by name")
    func link() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let anna = try desk.add("anna", .investigator)
            let path = "\(SignInPath.link)/\(try desk.link(for: anna).text)"
            let browser = desk.browser()
            #expect(try await browser.get("/may/view").status == 401)
            // Looking uses nothing up: a mail program looks first.
            for _ in 0..<2 {
                let page = try await browser.get(path)
                #expect(page.status == 200)
                #expect(page.body.contains("<bdi>Anna</bdi>"))
                #expect(page.headers["set-cookie"] == nil)
            }
            let answer = try await browser.post(path)
            #expect(answer.status == 303)
            let cookie = try #require(answer.headers["set-cookie"]?.first)
            let attributes = cookie.split(separator: ";").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            #expect(attributes[0].hasPrefix("__Host-touchstone="))
            #expect(
                Set(attributes.dropFirst()) == ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"])
            #expect(try await browser.get("/may/view").body == "\"person anna of hub\"")
            #expect(try await browser.get("/open").body == "\"person anna of hub\"")
            #expect(try await browser.get("/may/administer").status == 403)
            // A session is no certificate.
            #expect(try await browser.get("/members").status == 401)
            let again = try await desk.browser().post(path)
            #expect(again.status == 410)
            #expect(again.headers["set-cookie"] == nil)
            #expect(try await desk.browser().get(path).status == 410)
        }
    }

    @Test("what the node keeps of a session, a link and a token lets nobody in")
    func hashes() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let anna = try desk.add("anna", .investigator)
            let browser = try await desk.signedIn(anna)
            let kept = try #require(try desk.store.sessions().first)
            let thief = desk.browser()
            thief.set("__Host-touchstone", Base64URL.encode(kept.hash.bytes))
            #expect(try await thief.get("/may/view").status == 401)
            // And the real one does.
            thief.set("__Host-touchstone", browser.cookies["__Host-touchstone"])
            #expect(try await thief.get("/may/view").status == 200)
            // A link's or a token's secret is no session's.
            thief.set("__Host-touchstone", try desk.link(for: anna).text)
            #expect(try await thief.get("/may/view").status == 401)
        }
    }

    @Test("a link past its time, of somebody removed, or never given, lets nobody in")
    func linkOver() async throws {
        try await SignInDesk.with { desk in
            let anna = try desk.add("anna", .analyst)
            let late = try desk.link(for: anna, minutes: 15)
            desk.clock.advance(milliseconds: 15 * 60_000)
            #expect(try await desk.browser().post("\(SignInPath.link)/\(late.text)").status == 410)
            let gone = try desk.link(for: anna)
            try desk.store.remove(anna, at: desk.clock.now)
            #expect(try await desk.browser().post("\(SignInPath.link)/\(gone.text)").status == 410)
            for never in [Secret.random().text, "x", late.text + "A"] {
                #expect(try await desk.browser().get("\(SignInPath.link)/\(never)").status == 410)
                #expect(try await desk.browser().post("\(SignInPath.link)/\(never)").status == 410)
            }
            #expect(try desk.store.sessions().isEmpty)
        }
    }

    @Test("signing out ends the session at the node, whatever a browser keeps")
    func signOut() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let browser = try await desk.signedIn(try desk.add("anna", .investigator))
            let copy = desk.browser()
            copy.set("__Host-touchstone", browser.cookies["__Host-touchstone"])
            let account = try await browser.get(SignInPath.account)
            #expect(account.body.contains("<bdi>Anna</bdi>"))
            // Without the form's token it is another site's doing.
            #expect(try await browser.post(SignInPath.signOut).status == 403)
            let token = try formToken(in: account.body)
            let answer = try await browser.post(SignInPath.signOut, "form=\(token)")
            #expect(answer.status == 200)
            #expect(browser.cookies.isEmpty)
            #expect(try await copy.get("/may/view").status == 401)
            #expect(try desk.store.sessions().isEmpty)
        }
    }

    @Test(
        "a person who is removed is out at once, and one with another role has its rights at once")
    func removed() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let (anna, bo) = (try desk.add("anna", .investigator), try desk.add("bo", .analyst))
            let browsers = [try await desk.signedIn(anna), try await desk.signedIn(anna)]
            let other = try await desk.signedIn(bo)
            for browser in browsers {
                #expect(try await browser.get("/may/report").status == 200)
            }
            try desk.store.setRoles([.analyst], of: anna)
            #expect(try await browsers[0].get("/may/report").status == 403)
            #expect(try await browsers[0].get("/may/draft").status == 200)
            try desk.store.remove(anna, at: desk.clock.now)
            for browser in browsers { #expect(try await browser.get("/may/view").status == 401) }
            #expect(try await other.get("/may/view").status == 200)
            // The name is nobody's again.
            #expect(throws: SignInError.personNameUsed("anna")) { try desk.add("anna", .analyst) }
        }
    }

    @Test("a session ends when it idles, goes on with use, and ends at the end of the day")
    func time() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let anna = try desk.add("anna", .investigator)
            let idle = try await desk.signedIn(anna)
            let busy = try await desk.signedIn(anna)
            let begun = desk.clock.now
            desk.clock.advance(milliseconds: Session.idleMilliseconds - 1)
            #expect(try await busy.get("/may/view").status == 200)
            desk.clock.advance(milliseconds: 1)
            #expect(try await idle.get("/may/view").status == 401)
            while desk.clock.now + Session.idleMilliseconds / 2
                < begun + Session.lifetimeMilliseconds
            {
                desk.clock.advance(milliseconds: Session.idleMilliseconds / 2)
                #expect(try await busy.get("/may/view").status == 200)
            }
            // That it was used is written down, for the node's next start.
            #expect(try desk.store.sessions().contains { $0.seenAt > begun })
            desk.clock.advance(milliseconds: Session.idleMilliseconds / 2)
            #expect(try await busy.get("/may/view").status == 401)
        }
    }

    @Test("a person has so many sessions, and one more ends the oldest")
    func manySessions() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let anna = try desk.add("anna", .investigator)
            var browsers: [Browser] = []
            for _ in 0...Session.ofPersonMax {
                browsers.append(try await desk.signedIn(anna))
                desk.clock.advance(milliseconds: 1_000)
            }
            #expect(try await browsers[0].get("/may/view").status == 401)
            #expect(try await browsers[1].get("/may/view").status == 200)
            #expect(try desk.store.sessions().count == Session.ofPersonMax)
        }
    }

    @Test("a token reads until its day, or until it is revoked")
    func token() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let token = try desk.token("grafana")
            let header = [("authorization", "Bearer \(token)")]
            let program = desk.browser()
            let person = try await desk.signedIn(try desk.add("anna", .investigator))
            #expect(
                try await program.get("/may/watch", headers: header).body
                    == "\"machine grafana of hub\"")
            #expect(try await program.get("/may/view", headers: header).status == 200)
            for permission in [Permission.export, .draft, .report, .approve, .administer] {
                #expect(
                    try await program.get("/may/\(permission.rawValue)", headers: header).status
                        == 403)
            }
            for wrong in [
                "Bearer \(AccessToken.text(of: .random()))", "Bearer x", "Basic \(token)",
                "Bearer \(token) x", token,
            ] {
                // Also where the connection would open it: who shows something wrong is told so.
                let answer = try await desk.browser(certificate: "hub").get(
                    "/may/view", headers: [("authorization", wrong)])
                #expect(answer.status == 401, "\(wrong)")
                #expect(answer.headers["www-authenticate"] == ["Bearer realm=\"touchstone\""])
            }
            // What is meant for something else takes nothing from the connection, and opens nothing without it.
            for other in ["Basic dXNlcjp3b3Jk", "Negotiate", "Digest username=\"u\", realm=\"r\""] {
                let headers = [("authorization", other)]
                #expect(
                    try await desk.browser(certificate: "hub").get("/may/view", headers: headers)
                        .body == "\"member hub\"", "\(other)")
                #expect(
                    try await program.get("/may/view", headers: headers).status == 401, "\(other)")
                // A session that is shown with it is no certificate.
                #expect(
                    try await person.get("/may/view", headers: headers).status == 401, "\(other)")
            }
            #expect(try await person.get("/may/view").status == 200)
            try desk.store.revoke(TokenName(parsing: "grafana"), at: desk.clock.now)
            #expect(try await program.get("/may/view", headers: header).status == 401)
            let late = [("authorization", "Bearer \(try desk.token("late"))")]
            desk.clock.advance(milliseconds: 86_400_000 - 1)
            #expect(try await program.get("/may/view", headers: late).status == 200)
            desk.clock.advance(milliseconds: 1)
            #expect(try await program.get("/may/view", headers: late).status == 401)
        }
    }

    @Test("the member's certificate reads without a name, and no other member's opens anything")
    func certificates() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let own = desk.browser(certificate: "hub")
            #expect(try await own.get("/may/view").body == "\"member hub\"")
            #expect(try await own.get("/may/report").status == 403)
            #expect(try await own.get(SignInPath.account).status == 401)
            let anna = try desk.add("anna", .investigator)
            let browser = try await desk.signedIn(anna)
            let other = desk.browser(certificate: "brand")
            other.set("__Host-touchstone", browser.cookies["__Host-touchstone"])
            #expect(try await other.get("/may/view").status == 403)
            #expect(
                try await other.get(
                    "/may/view", headers: [("authorization", "Bearer \(try desk.token("t"))")]
                ).status == 403)
            // With its own certificate and a session it is the person.
            own.set("__Host-touchstone", browser.cookies["__Host-touchstone"])
            #expect(try await own.get("/may/view").body == "\"person anna of hub\"")
        }
    }

    @Test("with an expired register the member's own people are answered")
    func expiredRegister() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let browser = try await desk.signedIn(try desk.add("anna", .investigator))
            desk.authority.expire()
            #expect(try await browser.get("/may/view").status == 200)
            #expect(try await desk.browser(certificate: "hub").get("/members").status == 503)
        }
    }

    @Test("another site's page changes nothing, whatever it sends along")
    func crossSite() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let anna = try desk.add("anna", .investigator)
            let browser = try await desk.signedIn(anna)
            let token = try formToken(in: try await browser.get(SignInPath.account).body)
            let here = ("origin", SignInDesk.origin)
            #expect(try await browser.post("/change", "form=\(token)").status == 200)
            #expect(
                try await browser.post("/change", "form=\(token)", headers: [here]).status == 200)
            #expect(
                try await browser.post("/change", headers: [here, ("x-form-token", token)]).status
                    == 200)
            for headers in [
                [], [("origin", "https://evil.example")], [("origin", "null")],
                [here, ("sec-fetch-site", "cross-site")],
                [here, ("sec-fetch-site", "same-site")], [here, ("sec-fetch-site", "none")],
            ] {
                let answer = try await browser.post("/change", "form=\(token)", headers: headers)
                #expect(answer.status == 403, "\(headers)")
                #expect(answer.body.contains("cross-site"))
            }
            let stranger = try await desk.signedIn(try desk.add("bo", .investigator))
            let others = try formToken(in: try await stranger.get(SignInPath.account).body)
            for body in [
                "", "form=", "form=\(others)", "form=\(token)&form=\(token)", "x=\(token)",
            ] {
                #expect(try await browser.post("/change", body).status == 403, "\(body)")
            }
            // A sign-in that another site's page sends, to have somebody work under a foreign name.
            let link = "\(SignInPath.link)/\(try desk.link(for: anna).text)"
            for headers in [[], [("origin", "https://evil.example")]] {
                #expect(try await desk.browser().post(link, headers: headers).status == 403)
            }
            // The member's certificate goes along with whatever a page asks, too.
            let own = desk.browser(certificate: "hub")
            #expect(try await own.post("/change", headers: []).status == 200)
            #expect(
                try await own.post("/change", headers: [("origin", "https://evil.example")]).status
                    == 403)
        }
    }

    @Test("who is signed in comes in by a link as whom it is for, and by no other site's doing")
    func linkWhileSignedIn() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let (anna, bo) = (try desk.add("anna", .investigator), try desk.add("bo", .analyst))
            let browser = try await desk.signedIn(anna)
            let before = desk.browser()
            before.set("__Host-touchstone", browser.cookies["__Host-touchstone"])
            let path = "\(SignInPath.link)/\(try desk.link(for: bo).text)"
            // Also with the form's token: it is not that which lets in.
            let token = try formToken(in: try await browser.get(SignInPath.account).body)
            for headers in [
                [], [("origin", "https://evil.example")], [("origin", "null")],
                [("origin", SignInDesk.origin), ("sec-fetch-site", "cross-site")],
                [("sec-fetch-site", "same-site")], [("sec-fetch-site", "none")],
            ] {
                for body in ["", "form=\(token)"] {
                    let answer = try await browser.post(path, body, headers: headers)
                    #expect(answer.status == 403, "\(headers)")
                    #expect(answer.body.contains("cross-site"))
                }
            }
            #expect(try await browser.get("/may/view").body == "\"person anna of hub\"")
            // A link that is opened from a mail: the page is shown without the cookie, and its form is posted with it.
            let page = try await browser.get(path, headers: [("cookie", "a=b")])
            #expect(page.status == 200)
            #expect(!page.body.contains("name=\"form\""))
            #expect(try await browser.post(path).status == 303)
            #expect(try await browser.get("/may/view").body == "\"person bo of hub\"")
            #expect(try await before.get("/may/view").status == 401)
            // And by a new one of one's own.
            let own = "\(SignInPath.link)/\(try desk.link(for: bo).text)"
            #expect(try await browser.post(own).status == 303)
            #expect(try await browser.get("/may/view").body == "\"person bo of hub\"")
            #expect(try desk.store.sessions().count == 1)
        }
    }

    @Test("a form with files brings its token as the first part")
    func filesInForm() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let browser = try await desk.signedIn(try desk.add("anna", .investigator))
            let token = try formToken(in: try await browser.get(SignInPath.account).body)
            func form(_ first: String, _ value: String) -> String {
                "--x\r\nContent-Disposition: form-data; name=\"\(first)\"\r\n\r\n\(value)\r\n--x\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nform\r\n--x--\r\n"
            }
            let headers = [
                ("origin", SignInDesk.origin), ("content-type", "multipart/form-data; boundary=x"),
            ]
            #expect(
                try await browser.post("/change", form("form", token), headers: headers).status
                    == 200)
            for body in [form("form", "x"), form("other", token), "", "--x"] {
                #expect(
                    try await browser.post("/change", body, headers: headers).status == 403)
            }
        }
    }

    @Test("who has not said who it is sends little, and is not tried for ever")
    func bounded() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let path = "\(SignInPath.link)/\(Secret.random().text)"
            let long = String(repeating: "a", count: DeskRoute.openBodyBytesMax + 1)
            #expect(try await desk.browser().post(path, long).status == 413)
            #expect(try await desk.browser().post("/change", long).status == 401)
            var statuses: [Int] = []
            for _ in 0...AttemptBudget.ofPlaceMax {
                statuses.append(try await desk.browser().post(path).status)
            }
            #expect(statuses.first == 410)
            #expect(statuses.last == 429)
        }
    }

    @Test("where to go on leads nowhere else")
    func next() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let browser = try await desk.signedIn(try desk.add("anna", .investigator))
            let answer = try await browser.get("/sign-in?next=%2Fopen%3Fa%3Db")
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == ["\(SignInDesk.origin)/open?a=b"])
            for bad in ["//evil.example", "https://evil.example", "/%5C%5Cevil.example", "evil"] {
                let escaped = bad.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let answer = try await browser.get("/sign-in?next=\(escaped)")
                let location = try #require(answer.headers["location"]?.first)
                #expect(location.hasPrefix(SignInDesk.origin + "/"), "\(location)")
            }
        }
    }

    @Test("the pages around signing in are the console's, by name, foot and languages")
    func frame() async throws {
        try await SignInDesk.with { desk in
            let anna = try desk.add("anna", .investigator)
            let link = "\(SignInPath.link)/\(try desk.link(for: anna).text)"
            let (stranger, browser) = (desk.browser(), try await desk.signedIn(anna))
            let form = "form=\(try formToken(in: try await browser.get(SignInPath.account).body))"
            // Each with what a change of the language comes back to.
            let pages = [
                (try await stranger.get("/sign-in?next=%2Fopen"), "/sign-in?next=%2Fopen"),
                (try await stranger.get(link), link),
                (try await stranger.get("\(SignInPath.link)/none"), "\(SignInPath.link)/none"),
                (try await stranger.post("\(SignInPath.link)/none"), "/sign-in"),
                (try await browser.get("/account"), "/account"),
                (try await browser.get("/purpose?next=%2Fconsole"), "/purpose?next=%2Fconsole"),
                (
                    try await browser.post("/purpose", form + "&next=%2Fconsole"),
                    "/purpose?next=%2Fconsole"
                ), (try await browser.post("/sign-out", form), "/sign-in"),
            ]
            for (page, path) in pages {
                #expect(page.body.contains(" · Touchstone</title>"), "\(path)")
                #expect(page.body.contains("<a class=\"home\" href=\"/console\">"), "\(path)")
                #expect(page.body.contains("action=\"/language\""), "\(path)")
                #expect(page.body.contains("name=\"from\" value=\"\(path)\""), "\(path)")
                #expect(!page.body.contains(PageText.siteName(.english)), "\(path)")
                #expect(!page.body.contains(PageText.tagline(.english)), "\(path)")
            }
            #expect(pages[4].0.body.contains("<form class=\"account\""))
            #expect(!pages[7].0.body.contains("<form class=\"account\""), "nobody is in any more")
        }
    }

    @Test("a person is asked in words to sign in, a program in a problem, and both with 401")
    func asked() async throws {
        try await SignInDesk.with(routes: Self.routes) { desk in
            let page = try await desk.browser().get(
                "/may/view?a=b", headers: [("accept", "text/html"), ("accept-language", "zh")])
            #expect(page.status == 401)
            #expect(page.body.contains("/sign-in?next=%2Fmay%2Fview%3Fa%3Db"))
            #expect(page.body.contains("lang=\"zh-Hans\""))
            let browser = desk.browser()
            browser.set("__Host-language", "zh")
            for path in ["/may/view", "/sign-in", "\(SignInPath.link)/none"] {
                let chosen = try await browser.get(
                    path, headers: [("accept", "text/html"), ("accept-language", "en")])
                #expect(chosen.body.contains("lang=\"zh-Hans\""), "\(path)")
            }
            let problem = try await desk.browser().get("/may/view")
            #expect(problem.status == 401)
            #expect(problem.body.contains("sign-in-needed"))
        }
    }
}

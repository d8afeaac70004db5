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

/// Who gets into an account, and what that opens.
@Suite(.timeLimit(.minutes(30))) struct AccountEntryTests {
    @Test("a link in a mail lets in once and in its time, and opening it lets nobody in")
    func links() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.holder()
            let other = world.desk.browser()
            _ = try await other.post("/account/sign-in", "email=\(AccountWorld.email)")
            let link = try await world.link()
            for _ in 0..<2 {
                let page = try await other.get(link)
                #expect(page.status == 200)
                #expect(page.headers["set-cookie"] == nil)
            }
            let answer = try await other.post(link)
            #expect(answer.status == 303)
            let cookie = try #require(answer.headers["set-cookie"]?.first)
            #expect(cookie.hasPrefix("__Host-touchstone-account="))
            for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
                #expect(cookie.contains(attribute))
            }
            #expect(try await world.desk.browser().post(link).status == 410)
            _ = try await other.post("/account/sign-in", "email=\(AccountWorld.email)")
            let late = try await world.link()
            world.clock.advance(milliseconds: AccountLink.minutes * 60_000)
            #expect(try await world.desk.browser().post(late).status == 410)
            #expect(try await world.desk.browser().get("/account/link/x").status == 410)
            // Idle for an hour, or signed out, a session is over.
            #expect(try await other.get("/account/home").status == 200)
            let out = try await world.post(other, "/account/sign-out", "")
            #expect(out.status == 303, "\(out.body)")
            #expect(try await other.get("/account/home").status == 401)
            world.clock.advance(milliseconds: AccountSession.idleMilliseconds)
            let refused = try await browser.get("/account/home")
            #expect(refused.status == 401)
            #expect(refused.headers["www-authenticate"] == ["Cookie realm=\"touchstone\""])
        }
    }

    @Test("a person of the platform who is signed in uses an account's pages as anybody does")
    func besidePerson() async throws {
        try await AccountWorld.with { world in
            let (holder, _) = try await world.holder()
            let browser = try await world.desk.signedIn(try world.desk.add("anna", .approver))
            let session = try #require(browser.cookies["__Host-touchstone"])
            let applied = try await browser.post(
                "/account/apply", "\(AccountWorld.application)&email=new@nord.example")
            #expect(applied.status == 200, "\(applied.body)")
            let asked = try await browser.post("/account/sign-in", "email=\(AccountWorld.email)")
            #expect(asked.status == 200)
            let link = try await world.link()
            for headers in [[], [("origin", "https://evil.example")]] {
                #expect(try await browser.post(link, headers: headers).status == 403)
            }
            #expect(try await browser.post(link).status == 303)
            #expect(try await browser.get("/account/home").status == 200)
            // The account's own forms have the account's token, and neither the person's nor another's.
            let person = try #require(Secret(session)).formToken.text
            for token in ["", person, try await world.token(of: holder)] {
                for path in ["/account/sign-out", "/account/rights"] {
                    #expect(try await browser.post(path, "form=\(token)").status == 403, "\(path)")
                }
            }
            #expect(try await holder.post("/account/sign-out").status == 403)
            #expect(try await holder.get("/account/home").status == 200)
            let out = try await world.post(browser, "/account/sign-out", "")
            #expect(out.status == 303, "\(out.body)")
            #expect(try await browser.get("/account/home").status == 401)
            #expect(try await browser.get("/console/own").status == 200)
            // Whoever has no session any more is signed out all the same.
            #expect(try await browser.post("/account/sign-out").status == 303)
        }
    }

    @Test("the language that one chooses on a page holds on all of an account's pages")
    func language() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.holder()
            let english = try await browser.get("/account/home")
            #expect(english.body.contains("<html lang=\"en\">"))
            #expect(english.headers["vary"]?.joined(separator: ", ").contains("Cookie") == true)
            #expect(english.body.contains("name=\"from\" value=\"/account/home\""))
            let form =
                "--x\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\n/account/home\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\nzh\r\n--x--\r\n"
            let chosen = try await browser.post(
                "/language", form,
                headers: [
                    ("content-type", "multipart/form-data; boundary=x"),
                    ("origin", browser.origin), ("sec-fetch-site", "same-origin"),
                ])
            #expect(chosen.status == 303, "\(chosen.body)")
            #expect(chosen.headers["location"] == [browser.origin + "/account/home"])
            for path in ["/account/home", "/account/apply", "/account/sign-in"] {
                let page = try await browser.get(path)
                #expect(page.body.contains("<html lang=\"zh"), "\(path)")
                #expect(page.body.contains("name=\"from\" value=\"\(path)\""), "\(path)")
            }
            // What was sent there and refused is asked for again where its form stands.
            let refused = try await browser.post(
                "/account/apply", "organisation=&email=x&country=&rights=",
                headers: [("origin", browser.origin), ("sec-fetch-site", "same-origin")])
            #expect(refused.status == 422, "\(refused.body)")
            #expect(refused.body.contains("name=\"from\" value=\"/account/apply\""))
        }
    }

    @Test("whoever asks for a link learns nothing of who has an account")
    func silence() async throws {
        try await AccountWorld.with { world in
            _ = try await world.holder()
            let before = world.mailCount
            let browser = world.desk.browser()
            let known = try await browser.post(
                "/account/sign-in", "email=\(AccountWorld.email)")
            let unknown = try await browser.post("/account/sign-in", "email=nobody@nord.example")
            #expect(known.status == unknown.status)
            #expect(known.body == unknown.body)
            await world.accounts.mailsSent()
            #expect(world.mailCount == before + 1)
            // Another mailbox's address, which has this one's letters as its lower case (U+212A).
            let other = AccountWorld.email.replacing("k", with: "%E2%84%AA")
            try #require(other != AccountWorld.email)
            #expect(try await browser.post("/account/sign-in", "email=\(other)").status == 422)
            await world.accounts.mailsSent()
            #expect(world.mailCount == before + 1)
            // Nor does who applies with an address that has one: its holder gets a link, and that is all.
            let again = try await browser.post(
                "/account/apply", "\(AccountWorld.application)&email=\(AccountWorld.email)")
            let new = try await browser.post(
                "/account/apply", "\(AccountWorld.application)&email=new@nord.example")
            #expect(again.body == new.body)
        }
    }

    @Test("a holder is a stranger everywhere else, and nobody else is a holder")
    func separation() async throws {
        try await AccountWorld.with { world in
            let (browser, _) = try await world.verified()
            for path in ["/console/own", "/api/v1/own", "/members", "/account", "/purpose"] {
                #expect(try await browser.get(path).status == 401, "\(path)")
            }
            // The one cookie is not the other, whatever its name.
            let session = try #require(browser.cookies["__Host-touchstone-account"])
            let thief = world.desk.browser()
            thief.set("__Host-touchstone", session)
            #expect(try await thief.get("/console/own").status == 401)
            let anna = try await world.desk.signedIn(
                try world.desk.add("anna", .approver, .administrator))
            for path in ["/account/home", "/account/complaints", "/account/complaints/new"] {
                #expect(try await anna.get(path).status == 401, "\(path)")
                #expect(try await world.desk.browser(certificate: "hub").get(path).status == 401)
                #expect(try await world.desk.browser(certificate: "brand").get(path).status == 401)
                #expect(try await world.desk.browser().get(path).status == 401)
            }
            let person = try #require(anna.cookies["__Host-touchstone"])
            anna.set("__Host-touchstone-account", person)
            #expect(try await anna.get("/account/home").status == 401)
        }
    }

    @Test("wrong codes are counted on the page too, and what cannot be a code costs nothing")
    func codes() async throws {
        try await AccountWorld.with { world in
            let (browser, id) = try await world.holder()
            let owner = try #require(MailAddress("owner@register.example"))
            _ = try await world.accounts.sendCode(
                for: id, client: nil, to: owner, seen: nil, by: "anna")
            let right = try await world.code()
            #expect(try await world.post(browser, "/account/code", "code=hello").status == 422)
            #expect(try world.store.account(id).code?.attemptsLeft == SentCode.attemptsMax)
            for _ in 0..<SentCode.attemptsMax {
                let guess = VerificationCode.random().text
                let answer = try await world.post(browser, "/account/code", "code=\(guess)")
                #expect(answer.status == 422)
            }
            #expect(try await world.post(browser, "/account/code", "code=\(right)").status == 409)
            #expect(try world.store.account(id).stage == .codeSent)
        }
    }
}

import AllianceNode
import Foundation
import GS1
import ProductAuthentication
import Testing

/// The resolver over TLS, with real answers behind it.
@Suite(.timeLimit(.minutes(30))) struct ResolverDeskTests {
    static let path = "/01/\(VerificationDesk.strict)/10/L1/21/FIT?17=281231"

    @Test("a phone gets a page with the verdict first, in its own language")
    func page() async throws {
        try await VerificationDesk.with { desk in
            let english = try await desk.get(Self.path, headers: [("accept", "text/html")])
            #expect(english.status == 200)
            #expect(english.headers["content-type"] == "text/html; charset=utf-8")
            #expect(english.body.contains("Number issued by the brand"))
            #expect(english.body.contains("Maison &lt;Verel&gt;"))
            #expect(!english.body.contains("<script"))
            #expect(english.headers["cache-control"] == "no-store")
            #expect(
                english.headers["content-security-policy"]?.contains("default-src 'none'") == true)
            let chinese = try await desk.get(
                Self.path,
                headers: [("accept", "text/html"), ("accept-language", "zh-CN,en;q=0.5")])
            #expect(chinese.body.contains("编号由品牌方签发"))
            #expect(chinese.body.contains("一号精华"))
            #expect(chinese.headers["content-language"] == "zh-Hans")
        }
    }

    @Test("a program gets the verdict with the owner's signed answer, which anybody can check")
    func json() async throws {
        try await VerificationDesk.with { desk in
            let reply = try await desk.get(Self.path, headers: [("accept", "application/json")])
            let body = try #require(
                try JSONSerialization.jsonObject(with: Data(reply.body.utf8)) as? [String: Any])
            #expect(body["verdict"] as? String == "genuine")
            #expect(body["responder"] as? String == "maison")
            let question = try Question(parsing: Array(#require(body["question"] as? String).utf8))
            let answer = try SignedAnswer(
                parsing: Array(#require(body["signedAnswer"] as? String).utf8))
            let verified = try answer.verify(
                question: question, roster: QuestionAlliance().roster)
            #expect(verified.answer.judgement.reasons.first == .serialIssued)
        }
    }

    @Test(
        "where somebody says to be is asked for, and noted as a stranger's word in the own history")
    func country() async throws {
        let history = InMemoryScanHistory()
        let scans = StoredScans(
            owner: QuestionAlliance.maison, history: history, registry: InMemoryItemRegistry())
        try await VerificationDesk.with(scans: scans) { desk in
            let html = [("accept", "text/html")]
            let asking = try await desk.get(Self.path, headers: html)
            #expect(asking.body.contains("name=\"country\""))
            #expect(asking.body.contains("name=\"17\" value=\"281231\""))
            let told = try await desk.get(Self.path + "&country=de", headers: html)
            #expect(told.status == 200 && !told.body.contains("name=\"country\""))
            // What is no country keeps nobody from an answer.
            let wrong = try await desk.get(Self.path + "&country=Utopia", headers: html)
            #expect(wrong.status == 200 && wrong.body.contains("Number issued by the brand"))
            try scans.keep()
            let held = history.scans(
                of: .gtin(try GTIN(parsing: VerificationDesk.strict)), serial: "FIT")
            #expect(held.map(\.by) == ["stranger DE"])
        }
    }

    @Test("an unknown number is answered with status 200 and never called a fake outright")
    func unknown() async throws {
        try await VerificationDesk.with { desk in
            let reply = try await desk.get(
                "/01/\(VerificationDesk.strict)/21/NOBODY", headers: [("accept", "text/html")])
            #expect(reply.status == 200)
            #expect(reply.body.contains("Signs of a counterfeit"))
            #expect(reply.body.contains("Have the object itself examined"))
        }
    }

    @Test("a product without a serial leads to the brand's page, parameters and all")
    func brandPage() async throws {
        let links = """
            gtin,linkType,href,title,language
            \(VerificationDesk.strict),pip,https://brand.example/serum?ref=1#top,Serum,en

            """
        try await VerificationDesk.with(links: links) { desk in
            let reply = try await desk.get(
                "/01/\(VerificationDesk.strict)?17=281231", headers: [("accept", "text/html")])
            #expect(reply.status == 307)
            #expect(reply.headers["location"] == "https://brand.example/serum?ref=1&17=281231#top")
            #expect(reply.headers["link"]?.contains("rel=\"linkset\"") == true)
        }
    }

    @Test("a number of nobody here is 404 with a page, and 404 as a problem for programs")
    func nobody() async throws {
        try await VerificationDesk.with { desk in
            let page = try await desk.get(
                "/01/00614141123452/21/1", headers: [("accept", "text/html")])
            #expect(page.status == 404)
            #expect(page.body.contains("That is no sign of a fake"))
            let problem = try await desk.get("/01/00614141123452/21/1")
            #expect(problem.status == 404)
        }
    }

    @Test("the verification service is where the resolver leads")
    func verificationService() async throws {
        try await VerificationDesk.with { desk in
            let query = "17=281231&linkType=verificationService&reqGLN=4006381000017"
            let reply = try await desk.get(
                "/01/\(VerificationDesk.strict)/10/L1/21/FIT?\(query)")
            #expect(reply.status == 307)
            #expect(
                reply.headers["location"]
                    == "https://desk.example/verify/gtin/\(VerificationDesk.strict)/lot/L1/ser/FIT?exp=281231&\(query)"
            )
        }
    }
}

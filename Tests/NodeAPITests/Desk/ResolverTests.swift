import Foundation
import GS1
import NodeAPI
import ProductAuthentication
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(30))) struct ResolverTests {
    static let gtin = "04006381333931"

    private func json(_ answer: RawConnection.Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    @Test("linkType and Accept lead to the linkset, every link with target and title")
    func linkset() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let path = "/01/\(Self.gtin)/10/L1/21/A1?17=281231"
            for (suffix, accept) in [
                ("&linkType=all", "text/html"), ("&linkType=linkset", "*/*"),
                ("", "application/linkset+json"),
            ] {
                let answer = try await connection.get(
                    path + suffix, headers: "Accept: \(accept)\r\n")
                #expect(answer.status == 200)
                #expect(answer.headers["content-type"] == "application/linkset+json")
                let levels = try #require(try json(answer)["linkset"] as? [[String: Any]])
                #expect(levels.count == 2)
                #expect(
                    levels.map { $0["anchor"] as? String } == [
                        "https://hub\(path)", "https://hub/01/\(Self.gtin)",
                    ])
                for level in levels {
                    #expect(level["https://ref.gs1.org/voc/defaultLink"] != nil)
                    for (key, value) in level where key.hasPrefix("https://") {
                        for link in try #require(value as? [[String: Any]]) {
                            #expect((link["href"] as? String)?.hasPrefix("https://") == true)
                            #expect((link["title"] as? String)?.isEmpty == false)
                        }
                    }
                }
                #expect(levels[0]["https://ref.gs1.org/voc/verificationService"] != nil)
            }
        }
    }

    @Test(
        "a malformed link is 400 and says what is wrong",
        arguments: [
            "/01/04006381333932", "/01/4006381333931", "/01/\(gtin)/21", "/01/\(gtin)/21/ab%20c",
            "/01/\(gtin)/21/123456789012345678901", "/01/\(gtin)?17=281340", "/01/x",
        ])
    func malformed(path: String) async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let answer = try await connection.get(path, headers: "Accept: application/json\r\n")
            #expect(answer.status == 400)
            #expect(answer.headers["content-type"] == "application/problem+json")
            let page = try await connection.get(path, headers: "Accept: text/html\r\n")
            #expect(page.status == 400)
            #expect(page.text.contains("This code cannot be read"))
        }
    }

    @Test("a trailing slash is tolerated, and other GS1 keys are 404")
    func edges() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            #expect(try await connection.get("/01/\(Self.gtin)/21/A1/").status == 200)
            #expect(try await connection.get("/8004/0950600013430000001").status == 404)
        }
    }

    @Test("what nobody wants to read is 406")
    func notAcceptable() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let answer = try await connection.get(
                "/01/\(Self.gtin)/21/A1", headers: "Accept: image/png\r\n")
            #expect(answer.status == 406)
        }
    }

    @Test("the description file says what the resolver can do")
    func description() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let answer = try await connection.get("/.well-known/gs1resolver")
            let description = try json(answer)
            #expect(description["resolverRoot"] as? String == "https://hub")
            #expect(description["supportedPrimaryKeys"] as? [String] == ["01"])
            #expect(answer.headers["access-control-allow-origin"] == "*")
        }
    }

    @Test("what a person types leads to the Digital Link of it")
    func find() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let typed = "%2801%29\(Self.gtin)%2821%29A%2F1"
            let answer = try await connection.get("/find?code=\(typed)")
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == "https://hub/01/\(Self.gtin)/21/A%2F1")
            let added = try await connection.get("/find?code=\(Self.gtin)&serial=+B2+")
            #expect(added.headers["location"] == "https://hub/01/\(Self.gtin)/21/B2")
            #expect(try await connection.get("/find?code=123").status == 400)
            // A code that has a number is not asked about under another one.
            let coded = "/find?code=%2801%29\(Self.gtin)%2821%29A1&serial="
            #expect(try await connection.get(coded + "A1").status == 303)
            #expect(try await connection.get(coded + "B2").status == 400)
        }
    }

    @Test(
        "each verdict is told in words, not by colour alone",
        arguments: [
            (Verdict.genuine, "Number issued by the brand"), (.caution, "Take care"),
            (.counterfeitSuspected, "Signs of a counterfeit"), (.unknown, "Cannot be confirmed"),
        ])
    func verdicts(verdict: Verdict, words: String) async throws {
        try await LiveDesk.with { desk in
            desk.answers.judgement.withLock {
                $0 = Judgement(verdict: verdict, confidence: 70, reasons: [.serialIssued])
            }
            let connection = try await desk.connect(nil)
            let page = try await connection.get(
                "/01/\(Self.gtin)/21/A1", headers: "Accept: text/html\r\n")
            #expect(page.text.contains("<h1 id=\"verdict\">\(words)</h1>"))
        }
    }
}

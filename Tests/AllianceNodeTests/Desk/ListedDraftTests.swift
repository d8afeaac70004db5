import Casework
import NodeAPI
import SignIn
import Testing

extension DraftDeskTests.Visitor {
    /// Sends a form that may have files.
    func send(
        _ path: String, _ fields: [(String, String)], in language: String = "en"
    ) async throws -> Browser.Answer {
        let parts = [(FormToken.field, secret.formToken.text)] + fields
        let body =
            parts.map {
                "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
            }.joined() + "--x--\r\n"
        return try await browser.post(
            path, body,
            headers: [
                ("content-type", "multipart/form-data; boundary=x"), ("origin", browser.origin),
                ("accept", "text/html"), ("accept-language", language),
            ])
    }
}

/// A list of which no draft is made.
@Suite struct ListedDraftTests {
    @Test("a list of which no draft is made comes back as it was pasted and chosen, with why")
    func again() async throws {
        try await WholeDesk.with { desk in
            let author = try await DraftDeskTests.Visitor(desk, .investigator)
            let many = (0...DraftContent.rowsMax).map { "s\($0).example,<b>" }
                .joined(separator: "\n")
            func refused(_ list: String, _ header: String) async throws -> Browser.Answer {
                try await author.send(
                    "/console/drafts/list",
                    [
                        ("header", header), ("column0", "domain"), ("column1", "ignored"),
                        ("list", list), ("which", "all"),
                    ], in: "zh")
            }
            let sentence = try #require(ProblemText.draftRows(.chinese))
            let tooMany = try await refused(many, "no")
            #expect([400, 409, 413, 422].contains(tooMany.status), "\(tooMany.status)")
            #expect(tooMany.body.contains("<p>\(sentence)</p>"))
            #expect(tooMany.body.contains("\ns0.example,&lt;b&gt;\ns1.example,&lt;b&gt;\n"))
            let nothing = try await refused("a,b", "yes")
            #expect(nothing.status == 400 && nothing.body.contains("\na,b</textarea>"))
            for page in [tooMany.body, nothing.body] {
                for chosen in ["all", "domain", "ignored"] {
                    #expect(page.contains("<option value=\"\(chosen)\" selected>"), "\(chosen)")
                }
                // The language is changed from the page that the form stands on.
                #expect(page.contains("value=\"/console/check\""))
            }
            #expect(tooMany.body.contains("<option value=\"no\" selected>"))
        }
    }
}

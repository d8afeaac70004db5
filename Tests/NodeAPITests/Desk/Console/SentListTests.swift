import NodeAPI
import Testing

/// Lists that people paste: what is told of their rows, and what comes back of those that are refused.
@Suite(.timeLimit(.minutes(4))) struct SentListTests {
    private static func page(
        _ fields: [(String, String)], in language: DeskLanguage = .chinese
    ) async throws -> RawConnection.Answer {
        var page: RawConnection.Answer?
        try await ConsoleRoutesTests.with(try FixedConsole()) { desk in
            page = try await ConsoleRoutesTests.post(
                "/console/check", fields,
                more: "Accept-Language: \(language.rawValue)\r\n",
                on: try await desk.connect("hub"))
        }
        return try #require(page)
    }

    @Test(
        "what cannot be read is told in the language of the page, with the detail where it says more"
    )
    func rows() async throws {
        let list = "site;note\nshop.example;x\nshop;y\na.example;b;c\n"
        let fields = [("header", "yes"), ("column0", "domain"), ("list", list)]
        let chinese = try await Self.page(fields)
        let single = try #require(RowProblemText.singleLabel(.chinese))
        let count = try #require(RowProblemText.fieldCount(.chinese))
        #expect(chinese.status == 200 && chinese.text.contains(single))
        #expect(!chinese.text.contains("it has one label only"))
        #expect(
            chinese.text.contains(
                "\(count) <bdi class=\"small\" lang=\"en\">the row has 3 fields"))
        let english = try await Self.page(fields, in: .english)
        #expect(english.text.contains("<bdi>it has one label only"))
        #expect(english.text.contains("<bdi>the row has 3 fields"))
        let none = try await Self.page([
            ("header", "no"), ("column0", "anything"), ("list", "!\n"),
        ])
        #expect(none.text.contains(try #require(RowProblemText.noKind(.chinese))))
    }

    private static let tooWide =
        String(repeating: "</textarea><script>,", count: CheckedList.columnsMax) + "a"
    private static let shown =
        "\n" + String(repeating: "&lt;/textarea&gt;&lt;script&gt;,", count: CheckedList.columnsMax)
        + "a</textarea>"

    @Test("a list that is refused comes back as it was pasted; a file has to be chosen again")
    func again() async throws {
        let refused = try await Self.page([("list", Self.tooWide)])
        #expect(refused.status == 400 && refused.text.contains(Self.shown))
        #expect(refused.text.contains(PageText.listTooManyColumns(.chinese)))
        #expect(!refused.text.contains("<script"))
        #expect(!refused.text.contains(PageText.listFileAgain(.chinese)))

        let both = try await Self.page([("file", Self.tooWide), ("list", "shop.example")])
        #expect(both.status == 400 && both.text.contains("\nshop.example</textarea>"))
        #expect(both.text.contains(PageText.listFileAgain(.chinese)))
        #expect(!both.text.contains("&lt;script&gt;"))
    }

    @Test("so do the columns as they were chosen")
    func chosen() async throws {
        let refused = try await Self.page([
            ("header", "no"), ("column0", "url"), ("column1", "ignored"), ("list", Self.tooWide),
        ])
        #expect(refused.status == 400 && refused.text.contains(Self.shown))
        for chosen in ["no", "url", "ignored"] {
            #expect(refused.text.contains("<option value=\"\(chosen)\" selected>"), "\(chosen)")
        }
        #expect(!refused.text.contains("<option value=\"yes\" selected>"))
    }

    @Test("a list of as many columns as there may be comes with what each of them holds")
    func wide() async throws {
        let count = CheckedList.columnsMax
        let meanings = (0..<count).map { ("column\($0)", $0 == count - 1 ? "url" : "ignored") }
        let list = String(repeating: "a,", count: count - 1) + "https://shop.example/\n"
        // As a person's browser sends it, with the form's token and the choice of a draft.
        let page = try await Self.page(
            [("token", "x"), ("header", "no")] + meanings + [("list", list), ("which", "all")],
            in: .english)
        #expect(page.status == 200)
        #expect(page.text.contains("<dt>Values compared</dt><dd>1</dd>"))
    }

    @Test("other pages tell why in their language too: codes, and what a member's node said")
    func others() async throws {
        try await ConsoleRoutesTests.with(try FixedConsole()) { desk in
            let connection = try await desk.connect("hub")
            func page(_ path: String) async throws -> String {
                try await connection.get(path, headers: "Accept-Language: zh\r\n").text
            }
            let digit = try #require(RowProblemText.gtinCheckDigit(.chinese))
            let code = try await page("/console/product?code=04006381333932")
            #expect(code.contains("\(digit) <bdi class=\"small\" lang=\"en\">the last digit"))
            let unproven = try #require(RowProblemText.peerUnproven(.chinese))
            #expect(try await page("/console/members").contains(unproven))
        }
    }
}

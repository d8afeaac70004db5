import AllianceNames
import Foundation
import JSON
import MarkRecognition
import NodeAPI
import Screening
import SignIn
import Statements
import Synchronization
import Testing

/// Screening at console and REST, by a screener that finds a disguised mark in every title with a star.
@Suite(.timeLimit(.minutes(4))) struct ScreeningRoutesTests {
    private final class Screener: ListingScreening, ListingScreener {
        let marks = 3
        let batches = Mutex<[Int]>([])
        let begun = Mutex<[Asker]>([])

        func begin(for asker: Asker) async throws -> any ListingScreener {
            begun.withLock { $0.append(asker) }
            return self
        }

        func screen(_ listings: [Listing]) async throws -> [Proposal?] {
            batches.withLock { $0.append(listings.count) }
            return listings.map { listing in
                var facts = ListingFacts()
                if listing.title.contains("*") {
                    facts.marks = [
                        MarkFinding(
                            mark: FixedConsole.hostile, owner: MemberID(unchecked: "brand"),
                            right: "EM/1", place: .title, scalars: 0..<1,
                            rules: [.mark, .confusable], confidence: 0.9)
                    ]
                }
                return Proposal(listing, facts)
            }
        }
    }

    private static let path = "/api/v1/screenings"
    private static let page = "/console/screen"

    private static func with(
        _ screener: Screener, _ body: (RawConnection) async throws -> Void
    ) async throws {
        let console = ConsoleRoutes(
            try FixedConsole(), of: MemberID(unchecked: "hub"), products: FixedAnswers(),
            screening: screener)
        try await LiveDesk.with(
            routes: console.routes + RESTRoutes(console, signing: FixedSigning()).routes
        ) { desk in
            try await body(try await desk.connect("hub"))
        }
    }

    private static func line(_ number: Int, _ title: String, price: Int = 10) -> String {
        JSONValue.object([
            "marketplace": .string("bazario"), "listing": .string("\(number)"),
            "title": .string(title), "seller": .string(FixedConsole.hostile.filter { $0 >= " " }),
            "price": .object([
                "amount": .number("\(price)"), "currency": .string("EUR"),
            ]),
        ]).compact
    }

    private static func post(
        _ path: String, _ body: String, type: String = "application/x-ndjson",
        on connection: RawConnection
    ) async throws -> RawConnection.Answer {
        try await RESTRoutesTests.post(path, body, type: type, on: connection)
    }

    private static func lines(_ answer: RawConnection.Answer) throws -> [[String: JSONValue]] {
        try answer.text.split(separator: "\n").map { line in
            guard case .object(let members) = try JSONValue(parsing: String(line)) else {
                return [:]
            }
            return members
        }
    }

    @Test("proposals come by harm, then refused lines by number, then a line for all")
    func list() async throws {
        let screener = Screener()
        try await Self.with(screener) { connection in
            var offers = (0..<2_500).map {
                Self.line($0, $0 % 100 == 7 ? "a*" : "plain", price: $0 + 1)
            }
            offers[3] = "{}"
            offers[5] = ""
            offers[9] = String(repeating: "x", count: NDJSONLines.lineBytesMax + 1)
            let answer = try await Self.post(
                "\(Self.path)?limit=4", offers.joined(separator: "\n"), on: connection)
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(answer.headers["content-type"] == "application/x-ndjson")
            var found = try Self.lines(answer)
            let last = found.removeLast()
            #expect(last["listings"] == .integer(2_499) && last["proposed"] == .integer(25))
            #expect(last["told"] == .integer(4) && last["refused"] == .integer(2))
            #expect(last["marks"] == .integer(3) && last["complete"] == .bool(true))
            #expect(
                found.map { $0["line"] }
                    == [2_408, 2_308, 2_208, 2_108, 4, 10].map { .integer($0) })
            #expect(found[0]["expectedHarmCents"] != nil && found[0]["reasons"] != nil)
            #expect(found[4]["refused"] == .string("member-missing"))
            #expect(found[5]["refused"] == .string("line-too-long"))
            // Never the whole list at once.
            #expect(screener.batches.withLock { $0.count >= 2 && $0.reduce(0, +) == 2_497 })
            #expect(screener.begun.withLock { $0 } == [.ownSystem])
        }
    }

    @Test("another media type, a limit out of range and a list without end are refused in words")
    func refused() async throws {
        let screener = Screener()
        try await Self.with(screener) { connection in
            let json = try await Self.post(
                Self.path, "{}", type: "application/json", on: connection)
            #expect(json.status == 415)
            for limit in ["0", "\(ScreeningList.limitMax + 1)", "x"] {
                let answer = try await Self.post(
                    "\(Self.path)?limit=\(limit)", "", on: connection)
                #expect(answer.status == 400, "\(limit)")
            }
            let garbage = String(repeating: "x\n", count: ScreeningList.refusedMax + 10)
            let answer = try await Self.post(Self.path, garbage, on: connection)
            let last = try Self.lines(answer).last
            #expect(answer.status == 200)
            #expect(last?["complete"] == .bool(false) && last?["stopped"] == .string("refusals"))
            #expect(last?["refused"] == .integer(UInt64(ScreeningList.refusedMax)))
        }
    }

    private static func form(_ list: String) -> String {
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\(list)\r\n--x--\r\n"
    }

    private static let multipart = "multipart/form-data; boundary=x"

    @Test("the page shows the worst first with why, in both languages, and no text is markup")
    func page() async throws {
        try await Self.with(Screener()) { connection in
            let list = [Self.line(1, "a*", price: 5), Self.line(2, "b*", price: 50), "{}"]
                .joined(separator: "\n")
            let answer = try await Self.post(
                Self.page, Self.form(list), type: Self.multipart, on: connection)
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            let worse = try #require(answer.text.range(of: "bazario:2"))
            let better = try #require(answer.text.range(of: "bazario:1"))
            #expect(worse.lowerBound < better.lowerBound)
            #expect(answer.text.contains("A mark in disguise"))
            #expect(answer.text.contains("has no"))
            #expect(!answer.text.contains("<script") && !answer.text.contains("<img"))
            #expect(try await connection.get(Self.page).text.contains("type=\"file\""))
            #expect(try await connection.get("/console/check").text.contains(Self.page))
            let nothing = try await Self.post(
                Self.page, Self.form(""), type: Self.multipart, on: connection)
            #expect(nothing.status == 400 && nothing.text.contains("Choose a file"))
            try await connection.send(
                "GET \(Self.page) HTTP/1.1\r\nHost: hub\r\nAccept-Language: zh\r\n\r\n")
            #expect(try #require(await connection.answer()).text.contains("商品列表"))
        }
    }

    @Test(
        "lines that cannot be read are told in the language of the page, and come back to be mended"
    )
    func mended() async throws {
        try await Self.with(Screener()) { connection in
            func page(_ fields: [(String, String)]) async throws -> String {
                try await ConsoleRoutesTests.post(
                    Self.page, fields, more: "Accept-Language: zh\r\n", on: connection
                ).text
            }
            let missing = try #require(RowProblemText.memberMissing(.chinese))
            let json = try #require(RowProblemText.json(.chinese))
            let pasted = [Self.line(1, "a*"), "{}", "</textarea><script>"].joined(separator: "\n")
            let partly = try await page([("list", pasted)])
            #expect(
                partly.contains("\(missing) <bdi class=\"small\" lang=\"en\">the listing has no"))
            #expect(partly.contains(json))
            #expect(partly.contains("\n{}\n&lt;/textarea&gt;&lt;script&gt;</textarea>"))
            #expect(
                !partly.contains("<script") && !partly.contains(PageText.listFileAgain(.chinese)))
            // What was looked at as a whole is not in the way of the next list.
            #expect(!(try await page([("list", Self.line(7, "a*"))])).contains("&quot;7&quot;"))
            let sent = try await page([("file", "{}"), ("list", "{}")])
            #expect(sent.contains(PageText.listFileAgain(.chinese)))
            // More than a page shows.
            let long = String(repeating: "{}\n", count: (1 << 20) / 3 + 1)
            let cut = try await page([("list", long)])
            #expect(cut.contains(PageText.listTooLongAgain(.chinese)) && !cut.contains("{}\n{}"))
        }
    }

    @Test("what it takes and answers is described")
    func described() async throws {
        try await Self.with(Screener()) { connection in
            let document = try await RESTRoutesTests.document(connection)
            guard case .object(let whole) = document, case .object(let paths)? = whole["paths"],
                case .object(let path)? = paths["/screenings"]
            else {
                Issue.record("there is no description of /screenings")
                return
            }
            #expect(Array(path.keys) == ["post"])
        }
    }
}

import AllianceNames
import CSV
import Foundation
import JSON
import NodeAPI
import Peering
import Statements
import Testing

/// Spreadsheets at console and REST, in the encodings that spreadsheet programs save in, and workbooks by a reader that
/// finds what a test wants.
@Suite(.timeLimit(.minutes(30))) struct SentSpreadsheetTests {
    private struct Reader: WorkbookReading {
        var problem: PeerProblem?
        var made = "site,\"comment;x\"\n\nshop.example,晋江\n"

        func rows(of workbook: [UInt8]) async throws -> [UInt8] {
            if let problem { throw problem }
            return Array(made.utf8)
        }
    }

    private static let workbook: [UInt8] = [0x50, 0x4b, 0x03, 0x04, 0x0a, 0xff]

    private static func with(
        _ reader: Reader?, _ body: (RawConnection) async throws -> Void
    ) async throws {
        let console = ConsoleRoutes(
            try FixedConsole(), of: MemberID(unchecked: "hub"), products: FixedAnswers(),
            workbooks: reader)
        try await LiveDesk.with(
            routes: console.routes + RESTRoutes(console, signing: FixedSigning()).routes
        ) { desk in
            try await body(try await desk.connect("hub"))
        }
    }

    private static func send(
        _ path: String, _ type: String, _ body: [UInt8], language: String = "en",
        on connection: RawConnection
    ) async throws -> RawConnection.Answer {
        try await connection.post(
            path, type, body, headers: "Accept-Language: \(language)\r\n")
    }

    private static func page(
        _ file: [UInt8], language: String = "en", on connection: RawConnection
    ) async throws -> RawConnection.Answer {
        let form =
            Array(
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n".utf8)
            + file + Array("\r\n--x--\r\n".utf8)
        return try await send(
            "/console/check", "multipart/form-data; boundary=x", form, language: language,
            on: connection)
    }

    private struct Sent {
        let bytes: [UInt8]
        let form: SpreadsheetForm
        let text: PageText
    }

    /// 'site,comment', and a row of it, in each.
    private static var encoded: [Sent] {
        let plain = Array("site,comment\nshop.example,晋江\n".utf8)
        var wide: [UInt8] = [0xff, 0xfe]
        for unit in "site\tcomment\nshop.example\t晋江\n".utf16 {
            wide.append(UInt8(unit & 0xff))
            wide.append(UInt8(unit >> 8))
        }
        var chinese = Array("site,comment\nshop.example,".utf8)
        chinese += [0xbd, 0xfa, 0xbd, 0xad, 0x0a] as [UInt8]
        return [
            Sent(bytes: plain, form: .text(.utf8), text: .listReadUTF8),
            Sent(bytes: wide, form: .text(.utf16LittleEndian), text: .listReadUTF16),
            Sent(bytes: chinese, form: .text(.gb18030), text: .listReadGB18030),
            Sent(bytes: workbook, form: .workbook, text: .listReadWorkbook),
        ]
    }

    @Test(
        "a list is read in the encoding that it was saved in, or as a workbook; the page says which"
    )
    func console() async throws {
        try await Self.with(Reader()) { connection in
            for sent in Self.encoded {
                let (bytes, form, text) = (sent.bytes, sent.form, sent.text)
                let page = try await Self.page(bytes, on: connection)
                #expect(page.status == 200, "\(form)")
                #expect(page.text.contains("<dt>Values compared</dt><dd>1</dd>"), "\(form)")
                // It goes along with the page as text.
                #expect(page.text.contains("shop.example") && page.text.contains("晋江"))
                #expect(page.text.contains(text(.english)), "\(form)")
                let chinese = try await Self.page(bytes, language: "zh", on: connection)
                #expect(chinese.text.contains(text(.chinese)), "\(form)")
            }
        }
    }

    @Test("what a list came as is told also when its form is sent a second time")
    func again() async throws {
        try await Self.with(Reader()) { connection in
            for sent in Self.encoded {
                let first = try await Self.page(sent.bytes, on: connection)
                #expect(first.text.contains("name=\"readas\" value=\"\(sent.form.name)\""))
                let page = try await ConsoleRoutesTests.post(
                    "/console/check",
                    [
                        ("readas", sent.form.name), ("header", "yes"), ("column0", "domain"),
                        ("list", "site,comment\r\nshop.example,晋江\r\n"),
                    ], on: connection)
                #expect(page.text.contains("<dt>Values compared</dt><dd>1</dd>"))
                #expect(page.text.contains(sent.text(.english)), "\(sent.form)")
                #expect(page.text.contains("name=\"readas\" value=\"\(sent.form.name)\""))
            }
        }
    }

    @Test("so it is for programs, by the media type")
    func rest() async throws {
        let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        let path = "/api/v1/indicators/check-list"
        try await Self.with(Reader()) { connection in
            for sent in Self.encoded {
                let (bytes, form) = (sent.bytes, sent.form)
                let (type, other) =
                    form == .workbook ? (workbook, "text/csv") : ("text/csv", workbook)
                let answer = try await Self.send(path, type, bytes, on: connection)
                #expect(answer.status == 200, "\(answer.text)")
                guard case .object(let members) = try JSONValue(parsing: answer.body) else {
                    Issue.record("no object")
                    continue
                }
                #expect(members["readAs"] == .string(form.name))
                #expect(members["rows"] == .integer(1))
                let wrong = try await Self.send(path, other, bytes, on: connection)
                #expect(wrong.status == 415)
            }
        }
    }

    @Test("what is neither text nor a workbook, or is not read here, is refused with what to do")
    func refused() async throws {
        let cases: [(Reader?, [UInt8], Int, String)] = [
            (nil, Self.workbook, 501, "install xlsx2csv"),
            (Reader(problem: .workbookBroken), Self.workbook, 422, "could not be read"),
            (Reader(problem: .workbookUnread), Self.workbook, 422, "within the limits"),
            (Reader(problem: .workbookTooLarge), Self.workbook, 413, "split it"),
            (Reader(problem: .workbooksBusy), Self.workbook, 503, "in a moment"),
            (Reader(), [0xd0, 0xcf, 0x11, 0xe0, 0xa1], 415, "with a password"),
            (Reader(), [0xff, 0xfe, 0x41], 400, "neither a workbook"),
            (Reader(made: "\n"), Self.workbook, 400, "There is no list"),
        ]
        for (reader, bytes, status, words) in cases {
            try await Self.with(reader) { connection in
                let page = try await Self.page(bytes, on: connection)
                #expect(page.status == status, "\(words)")
                #expect(page.text.contains(words), "\(page.text.suffix(900))")
                #expect(page.text.contains(PageText.listFileAgain(.english)))
            }
        }
        try await Self.with(nil) { connection in
            let page = try await Self.page(Self.workbook, language: "zh", on: connection)
            #expect(page.text.contains("安装 xlsx2csv"))
        }
    }

    @Test("a list in another encoding is no larger as text than can be sent again")
    func bounds() throws {
        let row: [UInt8] = [0x61, 0x2c, 0xbd, 0xfa, 0xbd, 0xad, 0x0a]
        let many = [[UInt8]](repeating: row, count: CheckedList.textBytesMax / 9 + 1)
        #expect(throws: CheckedListError.tooLong) { try CheckedList(Array(many.joined())) }
        #expect(try CheckedList(Array(many.dropLast().joined())).isCut)
    }

    @Test("what stands in quotes parts no columns")
    func quoted() throws {
        let list = try CheckedList(Array("\"site;of;a\",x\nshop.example,y\n".utf8))
        #expect(list.columns.count == 2)
    }
}

import CSV
import MergedView
import NodeAPI
import Peering
import Statements
import Testing

struct CheckedListTests {
    private func list(
        _ text: String, chosen: [Int: CheckedList.Meaning] = [:], header: Bool? = nil
    ) throws -> CheckedList {
        try CheckedList(Array(text.utf8), chosen: chosen, header: header)
    }

    @Test(
        "columns are guessed from their names and what stands in them",
        arguments: [
            ("domain,phone,comment\nshop.example,+44 7700 900777,see file\n", true),
            ("domain;phone;comment\nshop.example;+44 7700 900777;see file\n", true),
            ("domain\tphone\tcomment\nshop.example\t+44 7700 900777\tsee file\n", true),
            ("网站,电话,说明\nshop.example,+44 7700 900777,见档案\n", true),
            ("shop.example,+44 7700 900777,see file\n", false),
        ])
    func guesses(text: String, hasHeader: Bool) throws {
        let list = try list(text)
        #expect(list.hasHeader == hasHeader)
        #expect(list.rows == 1)
        #expect(
            Set(list.lookups) == [
                try Indicator(.domain, parsing: "shop.example"),
                try Indicator(.phone, parsing: "+447700900777"),
            ])
        #expect(list.columns.last?.meaning == .ignored)
    }

    @Test("lines without a header are a list too, and what cannot be read is told")
    func lines() throws {
        let list = try list("shop.example\nhttps://other.example/x\nno such thing\n")
        #expect(!list.hasHeader)
        #expect(list.values.map(\.readings.isEmpty) == [false, false, true])
        #expect(list.values.last?.refusal != nil)
    }

    @Test("a value that can be several things is one value, however many of them are known")
    func readings() throws {
        let list = try list("bazario:12345\nunknown.example\n")
        #expect(list.values[0].readings.count > 1)
        let states = try list.lookups.map { indicator -> IndicatorState? in
            guard indicator.type != .domain else { return nil }
            return try IndicatorState(
                resolving: indicator, rows: [], scope: ViewScope(logs: [:]), at: 0)
        }
        let findings = CheckedList.Findings(list, states)
        #expect(findings.known.count == list.values[0].readings.count)
        #expect((findings.knownValues, findings.readable) == (1, 2))
    }

    @Test("a choice of columns goes before the guess")
    func chosen() throws {
        let text = "name,x\nEvil Ltd,shop.example\n"
        let list = try list(text, chosen: [0: .kind(.company), 1: .ignored], header: true)
        #expect(list.lookups == [try Indicator(.company, parsing: "Evil Ltd")])
    }

    @Test("more rows than are looked at are cut, and said to be")
    func bounds() throws {
        let rows = CheckedList.rowsMax
        func text(_ count: Int) -> String {
            "domain\n" + (0..<count).map { "s\($0).example\n" }.joined()
        }
        let full = try list(text(rows))
        #expect(full.rows == rows && !full.isCut)
        let over = try list(text(rows + 1))
        #expect(over.rows == rows && over.isCut)
        let wide = (0..<4).map { _ in "a.example" }.joined(separator: ",") + "\n"
        let many = try list(String(repeating: wide, count: 3_000), header: false)
        #expect(many.values.count == CheckedList.valuesMax && many.isCut)
    }

    @Test("rows that are no CSV are all counted, and the first told")
    func broken() throws {
        let stray = (0..<500).map { "s\($0).example,a,b\n" }.joined()
        let list = try list("domain,note\nshop.example,seen\n" + stray)
        #expect(list.rows == 1 && list.values.count == 1)
        #expect(list.refusedCount == 500)
        #expect(list.refused.count == 50 && list.refused.first?.line == 3)
        // A title above the header.
        let titled = try self.list("My sellers\ndomain,note\nshop.example,seen\n")
        #expect(titled.refusedCount == 2)
    }

    @Test("no list, no text and too many columns are refused")
    func refused() throws {
        #expect(throws: CheckedListError.nothing) { try list("\n\n") }
        #expect(throws: CheckedListError.notText) { try CheckedList([0xff, 0xfe, 0x41]) }
        #expect(throws: CheckedListError.tooManyColumns) {
            try list(String(repeating: "a,", count: CheckedList.columnsMax) + "a\n")
        }
    }

    @Test(
        "a form that is not what it says is refused",
        arguments: [
            ("", "it has no parts"), ("--x", "a boundary does not end its line"),
            ("--x\r\n", "the header of a part does not end"),
            (
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb",
                "its last part does not end"
            ),
            ("--x\r\n\r\nb\r\n--x--", "the header of a part does not end"),
            ("--x\r\nContent-Type: text/plain\r\n\r\nb\r\n--x--", "a part has no name"),
            (
                "--xContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--",
                "a boundary does not end its line"
            ),
        ])
    func forms(body: String, why: String) {
        #expect(throws: Self.malformed(why)) {
            try MultipartFields(
                Array(body.utf8), contentType: "multipart/form-data; boundary=x")
        }
    }

    private static func malformed(_ why: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "form", detail: "The form cannot be read: \(why).")
    }

    @Test("fields and files of a form come as they were sent, line ends and all")
    func fields() throws {
        let body =
            "--x y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x y\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\na\r\n--x\r\n\r\n--x y--\r\n"
        #expect(throws: Self.malformed("its content type names no boundary")) {
            try MultipartFields(Array(body.utf8), contentType: "multipart/form-data; boundary=x y")
        }
        let sent = body.replacing("x y", with: "xy")
        let fields = try MultipartFields(
            Array(sent.utf8), contentType: "multipart/form-data; boundary=\"xy\"")
        #expect(fields.bytes("file") == nil)
        #expect(fields.text("list") == "a\r\n--x\r\n")
    }
}

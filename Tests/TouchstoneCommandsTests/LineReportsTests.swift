import ArgumentParser
import Statements
import Testing
import TouchstoneCommands

@Suite struct LineReportsTests {
    /// What a list of these bytes gives, read in pieces of so many bytes.
    private func rows(_ text: String, pieces: Int) throws -> [ReportRow] {
        var reader = try LineReports(type: nil, report: ReportOptions.parse([]))
        var rows: [ReportRow] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            reader.read(Array(bytes[start..<min(bytes.count, start + pieces)])) { rows.append($0) }
        }
        reader.finish { rows.append($0) }
        return rows
    }

    @Test("a line is the same however a file comes in", arguments: [1, 7, 4_096, 1 << 20])
    func pieces(bytes: Int) throws {
        let rows = try rows("\u{feff}shop.example\r\n# x\n\n  a@b.example ", pieces: bytes)
        #expect(rows.map(\.line) == [1, 4])
        #expect(
            try rows.map { try $0.result.get().indicator.value } == ["shop.example", "a@b.example"])
    }

    @Test(
        "of a line that is too long nothing is reported, wherever its blanks stand",
        arguments: [1, 100, 4_096, 1 << 20])
    func tooLong(pieces: Int) throws {
        let room = LineReports.lineBytesMax
        let address = "https://shop.example/"
        let lines = [
            String(repeating: " ", count: 600) + address
                + String(repeating: "a", count: room - 200),
            address + String(repeating: "a", count: room - 300) + String(repeating: " ", count: 400)
                + "b",
            String(repeating: " ", count: room + 1) + address,
        ]
        for line in lines {
            let rows = try rows(line + "\nshop.example\n", pieces: pieces)
            #expect(rows.map(\.line) == [1, 2])
            guard case .failure(let refusal) = try #require(rows.first).result else {
                Issue.record("a part of a line is taken for the whole")
                continue
            }
            #expect(refusal.keyword == "line-too-long")
        }
    }
}

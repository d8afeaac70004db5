import AllianceNode
import CSV
import Testing

struct WorkbookRowsTests {
    private func rows(_ printed: String, bytesMax: Int = 4_096) throws -> String {
        String(
            decoding: try WorkbookRows(Array(printed.utf8), bytesMax: bytesMax).bytes,
            as: UTF8.self)
    }

    @Test(
        "rows get as many columns, and lines their rows' numbers",
        arguments: [
            // Cells that are not there, empty rows, empty columns at the end.
            (
                "\"a\",\"b\",\"c\",\"\"\n\n\"d\"\n\"\",\"\",\"\",\"\",\"\"\n\"\",\"e\"\n",
                "a,b,c\n\nd,,\n\n,e,\n"
            ),
            // Quotes, and what would part columns elsewhere; several lines in a cell.
            ("\"a;b\",\"c\td\"\n\"e\"\"f\",\"g\r\nh\"\n", "\"a;b\",\"c\td\"\n\"e\"\"f\",g  h\n"),
            ("\"a\"\n", "a\n"), ("\"\"\n", "\n"), ("", ""),
            // As other programs print them.
            ("a,b\nc\n", "a,b\nc,\n"),
        ])
    func even(printed: String, expected: String) throws {
        #expect(try rows(printed) == expected)
    }

    @Test("more columns than a list may have, and more text than is taken, are refused")
    func bounds() throws {
        let wide = String(repeating: "\"a\",", count: CSVReader.fieldsMax)
        #expect(throws: WorkbookRows.Refusal.tooManyColumns) { try rows(wide + "\"a\"\n") }
        let empty = "\"a\"" + String(repeating: ",\"\"", count: 16_383) + "\n"
        #expect(try rows(empty) == "a\n")
        #expect(throws: WorkbookRows.Refusal.tooManyColumns) {
            try rows(String(repeating: ",", count: 16_384) + "\n")
        }
        // One wide row would make every other one as wide.
        let widest = String(repeating: ",", count: CSVReader.fieldsMax - 1) + "a\n"
        let many = widest + String(repeating: "b\n", count: 100)
        #expect(throws: WorkbookRows.Refusal.tooLong) { try rows(many) }
        #expect(throws: WorkbookRows.Refusal.tooLong) {
            try rows(String(repeating: "\n", count: 4_097))
        }
    }
}

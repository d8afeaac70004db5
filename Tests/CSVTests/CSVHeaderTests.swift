import CSV
import Testing

@Suite struct CSVHeaderTests {
    @Test("columns are found whatever their case, order and spaces, and through a mapping")
    func columns() throws {
        let header = try CSVHeader([" Serial ", "GTIN", "Bemerkung"])
        #expect(try header.column(for: "gtin") == 1)
        #expect(try header.column(for: "serial") == 0)
        let mapping = try CSVHeader.mapping(parsing: "lot=Bemerkung,gtin=GTIN")
        #expect(try header.column(for: "lot", mapping: mapping) == 2)
    }

    @Test("a missing column is named, with those that are there")
    func missing() throws {
        let header = try CSVHeader(["a", "b"])
        #expect(throws: CSVError.missingColumn(name: "gtin", found: ["a", "b"])) {
            try header.column(for: "gtin")
        }
    }

    @Test("a header with a name twice or with no name is refused")
    func refusals() {
        #expect(throws: CSVError.repeatedColumn(name: "A")) { try CSVHeader(["a", "A"]) }
        #expect(throws: CSVError.emptyHeader) { try CSVHeader(["", " "]) }
    }

    @Test("a mapping that maps nothing is refused", arguments: ["gtin", "=a", "gtin=", "a=b,a=c"])
    func mapping(text: String) {
        #expect(throws: CSVError.self) { try CSVHeader.mapping(parsing: text) }
    }
}

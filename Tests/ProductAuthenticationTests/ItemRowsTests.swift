import CSV
import GS1
import ProductAuthentication
import Testing

@Suite struct ItemRowsTests {
    private func read(
        _ text: String, mapping: [String: String] = [:], chunk: Int = .max, prefix: String = "4006"
    ) throws -> (items: [RegisteredItem], refusals: [CSVRefusal]) {
        let prefix = try CompanyPrefix(parsing: prefix)
        var reader = ItemRows.importing(
            mapping: mapping, importedAt: Sample.now, owns: { prefix.covers($0) })
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try reader.read(Array(rest.prefix(chunk)))
            rest = rest.dropFirst(min(chunk, rest.count))
        }
        try reader.finish()
        return (reader.takeValues(), reader.takeRefusals())
    }

    @Test("rows become items, with what is empty left out")
    func items() throws {
        let found = try read(
            """
            serial,gtin,state,lot,expiry,market
            A1,4006381333931,sold,L1,2028-01-31,DE
            A2,04006381333931,,,,

            """)
        #expect(found.refusals == [])
        #expect(
            found.items == [
                RegisteredItem(
                    product: .gtin(try GTIN(parsing: Sample.gtin)), serial: "A1",
                    record: try Sample.record(.sold, lot: "L1", expiry: "280131", market: "DE")),
                RegisteredItem(
                    product: .gtin(try GTIN(parsing: Sample.gtin)), serial: "A2",
                    record: try Sample.record()),
            ])
    }

    @Test("each wrong row is refused with its line and reason, and the others are taken")
    func refusals() throws {
        let found = try read(
            """
            gtin,serial,state,lot,expiry,market
            4006381333932,A1,,,,
            4006381333931,,,,,
            4006381333931,A B,,,,
            4006381333931,A1,lost,,,
            4006381333931,A1,,,310230,
            4006381333931,A1,,,,Germany
            00614141123452,A1,,,,
            4006381333931,A1
            4006381333931,"A1"x,,,,
            4006381333931,A9,Sold,,,

            """, chunk: 7)
        #expect(found.items.map(\.serial) == ["A9"])
        #expect(
            found.refusals.map(\.keyword) == [
                "gtin-check-digit", "text-length", "text-character", "state", "date", "country",
                "not-owned", "field-count", "text-after-quote",
            ])
        #expect(found.refusals.map(\.line) == Array(2...10))
    }

    @Test("a refusals file is CSV itself")
    func refusalsFile() throws {
        var bytes: [UInt8] = []
        CSVWriter.append(CSVRefusal.columns, to: &bytes)
        CSVRefusal(line: 7, keyword: "date", reason: "'x', or \"y\"").append(to: &bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "line,keyword,reason\n7,date,\"'x', or \"\"y\"\"\"\n")
    }

    @Test("columns may have other names")
    func mapping() throws {
        let found = try read(
            "EAN,No\n4006381333931,A1\n", mapping: ["gtin": "ean", "serial": "no"])
        #expect(found.items.count == 1)
    }

    @Test("a header without a needed or a mapped column ends the import and names it")
    func header() {
        #expect(throws: CSVError.missingColumn(name: "serial", found: ["gtin"])) {
            try read("gtin\n4006381333931\n")
        }
        #expect(throws: CSVError.missingColumn(name: "charge", found: ["gtin", "serial"])) {
            try read("gtin,serial\n", mapping: ["lot": "charge"])
        }
        #expect(throws: CSVError.emptyHeader) { try read("") }
        #expect(throws: CSVError.self) { try read("\"gtin\"x,serial\n") }
    }
}

import CSV
import GS1
import ProductAuthentication
import Testing

@Suite struct ItemRowsTests {
    private func read(
        _ text: String, mapping: [String: String] = [:], chunk: Int = .max,
        kind: ItemChange.Kind = .record, cause: String? = nil
    ) throws -> (items: [ItemChange], lots: [LotChange], refusals: [CSVRefusal]) {
        let prefix = try CompanyPrefix(parsing: "4006")
        var reader = ItemRows.importing(
            mapping: mapping,
            ItemRows.Defaults(importedAt: Sample.now, kind: kind, by: "Hamburg", cause: cause)
        ) { product in
            switch product {
            case .gtin(let gtin): prefix.covers(gtin)
            case .scheme(let scheme): scheme != "rival-chip"
            }
        }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try reader.read(Array(rest.prefix(chunk)))
            rest = rest.dropFirst(min(chunk, rest.count))
        }
        try reader.finish()
        let rows = reader.takeValues()
        return (
            rows.compactMap { if case .item(let change) = $0.change { change } else { nil } },
            rows.compactMap { if case .lot(let change) = $0.change { change } else { nil } },
            reader.takeRefusals()
        )
    }

    private let watch = ProductKey.gtin(GTIN(number: 4_006_381_333_931)!)

    @Test("rows become changes, with what is empty left out")
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
                ItemChange(
                    product: watch, serial: "A1", .record, to: .sold, at: Sample.now,
                    by: "Hamburg", market: try Country(parsing: "DE"),
                    lot: try Lot(parsing: "L1"), expiry: try ExpiryDate(parsing: "280131")),
                ItemChange(
                    product: watch, serial: "A2", .record, to: nil, at: Sample.now, by: "Hamburg"),
            ])
    }

    @Test("codes of a scheme stand beside GTINs, or alone")
    func schemes() throws {
        let chip = ItemChange(
            product: .scheme("maison chip"), serial: "04:A2", .record, to: nil, at: Sample.now,
            by: "Hamburg")
        #expect(try read("scheme,code\nmaison chip,04:A2\n").items == [chip])
        let mixed = try read(
            """
            gtin,serial,scheme,code
            4006381333931,A1,,
            ,,maison chip,04:A2
            4006381333931,A1,maison chip,04:A2
            ,,rival-chip,04:A2
            ,,maison chip,

            """)
        #expect(mixed.items.map(\.serial) == ["A1", "04:A2"])
        #expect(mixed.items.last == chip)
        #expect(mixed.refusals.map(\.keyword) == ["two-products", "not-owned", "text"])
    }

    @Test("a row says when, by whom and why; nothing has happened in the future")
    func notes() throws {
        let found = try read(
            """
            gtin,serial,state,at,by,cause
            4006381333931,A1,sold,2026-11-01T09:30:00.007Z,Paris,at the till
            4006381333931,A2,sold,2026-11-01,,
            4006381333931,A3,sold,2026-11-24,,
            4006381333931,A4,sold,yesterday,,

            """, kind: .correction, cause: "audit")
        #expect(found.items.map(\.kind) == [.correction, .correction])
        #expect(found.items.map(\.at) == [1_793_525_400_007, 1_793_491_200_000])
        #expect(found.items.map(\.by) == ["Paris", "Hamburg"])
        #expect(found.items.map(\.cause) == ["at the till", "audit"])
        #expect(found.refusals.map(\.keyword) == ["future", "time"])
    }

    @Test("a row with a lot and no serial is about the lot")
    func lots() throws {
        let found = try read(
            """
            gtin,serial,lot,expiry,state,cause
            4006381333931,,L1,280131,,
            4006381333931,,L2,,recalled,glass found
            4006381333931,,L3,,active,
            4006381333931,,L4,,sold,
            4006381333931,,L5,,recalled,

            """)
        #expect(
            found.lots == [
                LotChange(
                    product: watch, lot: try Lot(parsing: "L1"),
                    expiry: try ExpiryDate(parsing: "280131")),
                LotChange(
                    product: watch, lot: try Lot(parsing: "L2"),
                    recall: .begin(LotRecall(at: Sample.now, cause: "glass found"))),
                LotChange(product: watch, lot: try Lot(parsing: "L3"), recall: .withdraw),
            ])
        #expect(found.refusals.map(\.keyword) == ["lot-row", "text"])
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
            4006381333931,A1,,,2099-12-31,
            4006381333931,A1,,,,Germany
            00614141123452,A1,,,,
            4006381333931,A1
            4006381333931,"A1"x,,,,
            4006381333931,A9,Sold,,,

            """, chunk: 7)
        #expect(found.items.map(\.serial) == ["A9"])
        #expect(
            found.refusals.map(\.keyword) == [
                "gtin-check-digit", "text-length", "text-character", "state", "date", "date-year",
                "country", "not-owned", "field-count", "text-after-quote",
            ])
        #expect(found.refusals.map(\.line) == Array(2...11))
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

    @Test("of a list that is taken back only the numbers count")
    func voided() throws {
        var reader = ItemRows.importing(
            ItemRows.Defaults(voidingAt: Sample.now, by: "Paris", cause: "of another factory")
        ) { _ in true }
        try reader.read(
            Array(
                """
                gtin,serial,state,lot,market,at,by,cause
                4006381333931,A1,sold,L1,DE,2020-01-01,Hamburg,at the counter
                4006381333931,,recalled,L1,,,,glass
                4006381333931,,,,,,,

                """.utf8))
        try reader.finish()
        #expect(
            reader.takeValues() == [
                ItemListRow(
                    line: 2,
                    change: .item(
                        ItemChange(
                            product: watch, serial: "A1", .correction, to: .void, at: Sample.now,
                            by: "Paris", cause: "of another factory")))
            ])
        #expect(reader.takeRefusals().map(\.line) == [3, 4])
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

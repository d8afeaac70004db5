import CSV
import GS1
import ProductAuthentication

extension FuzzedParser {
    static let tables = [csv, itemRows, productRows]

    /// What a reader hands over, kept: the fields of a row, or why there are none.
    private struct Record: Equatable {
        let line: Int
        let fields: [String]
        let refusal: CSVError?

        init(_ record: CSVRecord) {
            switch record {
            case .row(let row): (line, fields, refusal) = (row.line, row.texts, nil)
            case .refused(let line, let error): (self.line, fields, refusal) = (line, [], error)
            }
        }
    }

    private static func records(_ pieces: some Sequence<[UInt8]>) throws -> [Record] {
        var reader = CSVReader()
        var records: [Record] = []
        for piece in pieces { try reader.read(piece) { records.append(Record($0)) } }
        try reader.finish { records.append(Record($0)) }
        return records
    }

    private static let csv = FuzzedParser(
        "csv",
        samples: [
            "gtin,serial\r\n09520123456788,\"a\"\"b\"\r\n\n9520123456788,B", "\u{feff}a\n1\n\"\"\n",
            "a,b\n\"x\ny\",z\nonly\n\"open,\n", "\"\u{feff}\"\n",
        ], words: ["\"\"", ",\"", "\",", "\r\n", "\u{feff}"]
    ) { input in
        let records = try records([input])
        // A row that is longer than may be is told so by its length, or by what ends it.
        if input.count <= CSVReader.rowBytesMax {
            // A row is looked at anew with each piece.
            let pieces = pieces(of: input, countMax: 256).map(Array.init)
            try promise(try FuzzedParser.records(pieces) == records, "in pieces it is other rows")
        }
        let rows = records.filter { $0.refusal == nil }.map(\.fields)
        var printed: [UInt8] = []
        for row in rows { CSVWriter.append(row, to: &printed) }
        let again = try FuzzedParser.records([printed])
        try promise(
            again.map(\.fields) == rows && again.allSatisfy { $0.refusal == nil },
            "its rows are printed so that others are read")
        return !rows.isEmpty
    }

    private static let itemRows = FuzzedParser(
        "item-rows",
        samples: [
            "gtin,serial,state,lot,expiry,market\n09520123456788,A1,active,L1,270430,DE\n",
            "gtin,serial\r\n09520123456788,\"a\"\"b\"\r\n9520123456788,B\n",
            "scheme,code,at,by,cause\nx,y,2026-01-01,z,c\n",
            "gtin,serial,lot,state,cause\n09520123456788,,L1,recalled,mould\n",
        ],
        words: [
            "gtin,serial\n", "09520123456788,", ",active", "recalled", "destroyed", ",2027-04-30",
            "2026-11-23T09:30:00.123Z",
        ]
    ) { input in
        var rows = ItemRows.importing(
            .init(importedAt: 1_800_000_000_000), owns: { _ in true })
        let isRead: Void? = try understood {
            try rows.read(input)
            try rows.finish()
        }
        guard isRead != nil else { return false }
        try promise(
            rows.values.count == rows.acceptedCount && rows.refusals.count == rows.refusedCount,
            "\(rows.acceptedCount) accepted, \(rows.values.count) there")
        // As the registry takes them.
        let registry = InMemoryItemRegistry()
        let changes = rows.values.compactMap { row in
            if case .item(let change) = row.change { change } else { nil }
        }
        try promise(registry.apply(changes).count == changes.count, "a change has no outcome")
        return rows.acceptedCount > 0
    }

    private static let productRows = FuzzedParser(
        "product-rows",
        samples: [
            "gtin,brand,name,name:de,marks,markets,serialised\n"
                + "09520123456788,Aurum,Bag,Tasche,AURUM;金,DE;FR,with-snapshot\n",
            "scheme,model,brand\nchip,M1,Aurum\n",
        ],
        words: ["gtin,brand\n", ",name:zh-Hans", ";", "yes", "no", "with-snapshot"]
    ) { input in
        var rows = ProductRows.importing(owns: { _ in true })
        let isRead: Void? = try understood {
            try rows.read(input)
            try rows.finish()
        }
        guard isRead != nil else { return false }
        try promise(
            rows.values.count == rows.acceptedCount && rows.refusals.count == rows.refusedCount,
            "\(rows.acceptedCount) accepted, \(rows.values.count) there")
        return rows.acceptedCount > 0
    }
}

package import CSV
package import GS1

/// Turns a CSV file of serial numbers, as it streams in, into items to store and refusals to report.
///
/// Columns: `gtin` and `serial`, and if they are there `state` (`active` where empty), `lot`,
/// `expiry` (YYMMDD or YYYY-MM-DD), `market` (ISO 3166-1). A row that is wrong is refused and the next
/// one read; only a header without the two columns ends the import.
package struct ItemImport {
    /// Items after which a caller stores what there is: a few dozen megabytes.
    package static let batchItemsMax = 250_000

    /// Read and not yet taken.
    package private(set) var items: [RegisteredItem] = []
    /// Refused and not yet taken.
    package private(set) var refusals: [CSVRefusal] = []
    package private(set) var acceptedCount = 0
    package private(set) var refusedCount = 0

    private var reader: CSVReader
    private let mapping: [String: String]
    private let importedAt: UInt64
    private let owns: @Sendable (GTIN) -> Bool
    private var columns: Columns?
    /// Files list one product after the other: the last GTIN asked about, and the answer.
    private var lastGTIN: GTIN?

    private struct Columns {
        var gtin: Int
        var serial: Int
        var state, lot, expiry, market: Int?
    }

    /// - Parameters:
    ///   - mapping: field name to the column's name where it is another.
    ///   - importedAt: milliseconds since 1970, recorded with each item.
    ///   - owns: whether the product is this member's to speak for.
    package init(
        mapping: [String: String] = [:], delimiter: UInt8 = UInt8(ascii: ","), importedAt: UInt64,
        owns: @escaping @Sendable (GTIN) -> Bool
    ) {
        reader = CSVReader(delimiter: delimiter)
        self.mapping = mapping
        self.importedAt = importedAt
        self.owns = owns
    }

    /// - Throws: `CSVError` for a header that lacks a column; nothing else ends an import.
    package mutating func read(_ chunk: [UInt8]) throws {
        var reader = reader
        try reader.read(chunk) { try take($0) }
        self.reader = reader
    }

    /// The file has ended.
    /// - Throws: `CSVError.emptyHeader` where there was no header.
    package mutating func finish() throws {
        var reader = reader
        try reader.finish { try take($0) }
        self.reader = reader
        guard columns != nil else { throw CSVError.emptyHeader }
    }

    package mutating func takeItems() -> [RegisteredItem] {
        defer { items.removeAll(keepingCapacity: true) }
        return items
    }

    package mutating func takeRefusals() -> [CSVRefusal] {
        defer { refusals.removeAll(keepingCapacity: true) }
        return refusals
    }

    private mutating func take(_ record: CSVRecord) throws {
        switch record {
        case .refused(let line, let error):
            guard columns != nil else { throw error }
            refuse(line, error.keyword, error.description)
        case .row(let row):
            guard let columns else {
                self.columns = try header(row)
                return
            }
            do {
                items.append(try item(row, columns))
                acceptedCount += 1
            } catch {
                refuse(row.line, error.keyword, error.description)
            }
        }
    }

    private mutating func refuse(_ line: Int, _ keyword: String, _ reason: String) {
        refusals.append(CSVRefusal(line: line, keyword: keyword, reason: reason))
        refusedCount += 1
    }

    private func header(_ row: CSVRow) throws(CSVError) -> Columns {
        let header = try CSVHeader(row)
        func optional(_ field: String) throws(CSVError) -> Int? {
            // A column that was mapped on purpose has to be there.
            mapping[field] == nil
                ? header.column(named: field) : try header.column(for: field, mapping: mapping)
        }
        return Columns(
            gtin: try header.column(for: "gtin", mapping: mapping),
            serial: try header.column(for: "serial", mapping: mapping),
            state: try optional("state"), lot: try optional("lot"),
            expiry: try optional("expiry"), market: try optional("market"))
    }

    private mutating func item(
        _ row: CSVRow, _ columns: Columns
    ) throws(ProductAuthenticationError) -> RegisteredItem {
        let gtin: GTIN
        var record = ItemRecord(state: .active, updatedAt: importedAt)
        let serial: Serial
        do throws(GS1Error) {
            gtin = try GTIN(parsing: row[columns.gtin])
            serial = try Serial(parsing: row.text(columns.serial))
            if let lot = columns.lot, !row[lot].isEmpty {
                record.lot = try Lot(parsing: row.text(lot))
            }
            if let expiry = columns.expiry, !row[expiry].isEmpty {
                record.expiry = try ExpiryDate(parsing: row.text(expiry))
            }
        } catch {
            throw .gs1(error)
        }
        if gtin != lastGTIN {
            guard owns(gtin) else { throw .notOwned(gtin) }
            lastGTIN = gtin
        }
        if let state = columns.state, !row[state].isEmpty {
            record.state = try ItemState(parsing: row.text(state))
        }
        if let market = columns.market, !row[market].isEmpty {
            record.market = try Country(parsing: row.text(market))
        }
        return RegisteredItem(product: .gtin(gtin), serial: serial.text, record: record)
    }
}

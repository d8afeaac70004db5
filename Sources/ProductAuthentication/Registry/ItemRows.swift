package import CSV
package import GS1

/// Serial numbers in CSV.
///
/// Columns: `gtin` and `serial`, and if they are there `state` (`active` where empty), `lot`,
/// `expiry` (YYMMDD or YYYY-MM-DD), `market` (ISO 3166-1).
package enum ItemRows {
    /// Items after which a caller stores what there is: a few dozen megabytes.
    package static let batchItemsMax = 250_000

    /// - Parameters:
    ///   - mapping: field name to the column's name where it is another.
    ///   - importedAt: milliseconds since 1970, recorded with each item.
    ///   - owns: whether the product is this member's to speak for.
    package static func importing(
        mapping: [String: String] = [:], delimiter: UInt8 = UInt8(ascii: ","), importedAt: UInt64,
        owns: @escaping (GTIN) -> Bool
    ) -> CSVImport<RegisteredItem> {
        CSVImport(delimiter: delimiter) { header throws(CSVError) in
            let columns = try ItemColumns(header, mapping)
            // Files list one product after the other: the owner of the last GTIN is remembered.
            var lastOwned: GTIN?
            return { row throws(CSVRowError) in
                do throws(ProductAuthenticationError) {
                    let gtin = try columns.gtin(row)
                    if gtin != lastOwned {
                        guard owns(gtin) else { throw .notOwned(gtin) }
                        lastOwned = gtin
                    }
                    return RegisteredItem(
                        product: .gtin(gtin), serial: try columns.serial(row).text,
                        record: try columns.record(row, updatedAt: importedAt))
                } catch {
                    throw CSVRowError(keyword: error.keyword, reason: error.description)
                }
            }
        }
    }
}

private struct ItemColumns {
    private let gtin: Int
    private let serial: Int
    private let state, lot, expiry, market: Int?

    init(_ header: CSVHeader, _ mapping: [String: String]) throws(CSVError) {
        gtin = try header.column(for: "gtin", mapping: mapping)
        serial = try header.column(for: "serial", mapping: mapping)
        state = try header.optionalColumn(for: "state", mapping: mapping)
        lot = try header.optionalColumn(for: "lot", mapping: mapping)
        expiry = try header.optionalColumn(for: "expiry", mapping: mapping)
        market = try header.optionalColumn(for: "market", mapping: mapping)
    }

    func gtin(_ row: CSVRow) throws(ProductAuthenticationError) -> GTIN {
        do {
            return try GTIN(parsing: row[gtin])
        } catch {
            throw .gs1(error)
        }
    }

    func serial(_ row: CSVRow) throws(ProductAuthenticationError) -> Serial {
        do {
            return try Serial(parsing: row.text(serial))
        } catch {
            throw .gs1(error)
        }
    }

    func record(
        _ row: CSVRow, updatedAt: UInt64
    ) throws(ProductAuthenticationError) -> ItemRecord {
        var record = ItemRecord(state: .active, updatedAt: updatedAt)
        if let state = row.filled(state) { record.state = try ItemState(parsing: state) }
        do throws(GS1Error) {
            if let lot = row.filled(lot) { record.lot = try Lot(parsing: lot) }
            if let expiry = row.filled(expiry) { record.expiry = try ExpiryDate(parsing: expiry) }
        } catch {
            throw .gs1(error)
        }
        if let market = row.filled(market) { record.market = try Country(parsing: market) }
        return record
    }
}

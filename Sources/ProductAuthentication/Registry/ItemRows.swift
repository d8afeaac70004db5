package import CSV
import GS1

/// Serial numbers in CSV.
///
/// Columns: `gtin` and `serial`, or `scheme` and `code`, or all four with one pair filled; and if they
/// are there `state` (as it is where empty, `active` for a new number), `lot`, `expiry` (YYMMDD or
/// YYYY-MM-DD), `market` (ISO 3166-1), `at` (when it became so), `by`, `cause`.
///
/// A row with a lot and without a serial number is about the lot as a whole: its expiry date, and with
/// state `recalled` and a cause its recall, with state `active` that the recall is withdrawn.
package enum ItemRows {
    /// Items after which a caller stores what there is: a few dozen megabytes.
    package static let batchItemsMax = 250_000

    /// What holds for every row that does not say otherwise.
    package struct Defaults: Sendable {
        /// Milliseconds since 1970; nothing may be later.
        package let importedAt: UInt64
        /// `record`, or `correction`.
        package var kind: ItemChange.Kind
        package var by: String?
        package var cause: String?
        /// The list itself is the mistake: each of its numbers becomes void, and nothing else of a row
        /// counts. With kind `correction` and a cause.
        package var makesVoid = false

        package init(
            importedAt: UInt64, kind: ItemChange.Kind = .record, by: String? = nil,
            cause: String? = nil
        ) {
            self.importedAt = importedAt
            self.kind = kind
            self.by = by
            self.cause = cause
        }

        /// For a list that should never have been taken in.
        package init(voidingAt now: UInt64, by: String? = nil, cause: String) {
            self.init(importedAt: now, kind: .correction, by: by, cause: cause)
            makesVoid = true
        }
    }

    /// - Parameters:
    ///   - mapping: field name to the column's name where it is another.
    ///   - owns: whether the product is this member's to speak for.
    package static func importing(
        mapping: [String: String] = [:], delimiter: UInt8 = UInt8(ascii: ","), _ defaults: Defaults,
        owns: @escaping (ProductKey) -> Bool
    ) -> CSVImport<ItemListRow> {
        CSVImport(delimiter: delimiter) { header throws(CSVError) in
            let columns = try ItemColumns(header, mapping)
            // Files list one product after the other: the last one owned is remembered.
            var lastOwned: ProductKey?
            return { row throws(CSVRowError) in
                do throws(ProductAuthenticationError) {
                    let product = try columns.product(row)
                    if product != lastOwned {
                        guard owns(product) else { throw .notOwned(product) }
                        lastOwned = product
                    }
                    return ItemListRow(
                        line: row.line, change: try columns.change(row, of: product, defaults))
                } catch {
                    throw CSVRowError(keyword: error.keyword, reason: error.description)
                }
            }
        }
    }
}

private struct ItemColumns {
    private let gtin, serial, scheme, code: Int?
    private let state, lot, expiry, market, at, by, cause: Int?

    init(_ header: CSVHeader, _ mapping: [String: String]) throws(CSVError) {
        func column(_ field: String) throws(CSVError) -> Int? {
            try header.optionalColumn(for: field, mapping: mapping)
        }
        scheme = try column("scheme")
        code = scheme == nil ? nil : try header.column(for: "code", mapping: mapping)
        gtin = scheme == nil ? try header.column(for: "gtin", mapping: mapping) : try column("gtin")
        serial = gtin == nil ? nil : try header.column(for: "serial", mapping: mapping)
        state = try column("state")
        lot = try column("lot")
        expiry = try column("expiry")
        market = try column("market")
        at = try column("at")
        by = try column("by")
        cause = try column("cause")
    }

    func product(_ row: CSVRow) throws(ProductAuthenticationError) -> ProductKey {
        if let scheme = row.filled(scheme) {
            guard row.filled(gtin) == nil else { throw .twoProducts }
            return .scheme(try ProductKey.checkedScheme(scheme))
        }
        guard let gtin else { throw .text(field: "code scheme", found: "", max: 1) }
        do {
            return .gtin(try GTIN(parsing: row[gtin]))
        } catch {
            throw .gs1(error)
        }
    }

    func change(
        _ row: CSVRow, of product: ProductKey, _ defaults: ItemRows.Defaults
    ) throws(ProductAuthenticationError) -> ItemListRow.Change {
        let column = if case .gtin = product { serial } else { code }
        if defaults.makesVoid {
            guard row.filled(column) != nil || row.filled(self.lot) == nil else {
                throw .lotRow(state: ItemState.void.name)
            }
            return .item(
                ItemChange(
                    product: product, serial: try number(row, product), defaults.kind, to: .void,
                    at: defaults.importedAt, by: defaults.by, cause: defaults.cause))
        }
        var (lot, expiry): (Lot?, ExpiryDate?) = (nil, nil)
        do throws(GS1Error) {
            if let text = row.filled(self.lot) { lot = try Lot(parsing: text) }
            if let text = row.filled(self.expiry) {
                expiry = try ExpiryDate(parsing: text, seenAt: defaults.importedAt)
            }
        } catch {
            throw .gs1(error)
        }
        let at = try time(row, defaults.importedAt)
        let cause = row.filled(cause) ?? defaults.cause
        if let lot, row.filled(column) == nil {
            return .lot(
                LotChange(
                    product: product, lot: lot, expiry: expiry,
                    recall: try recall(row, at: at, cause: cause)))
        }
        return .item(
            ItemChange(
                product: product, serial: try number(row, product), defaults.kind,
                to: try state(row), at: at, by: row.filled(by) ?? defaults.by, cause: cause,
                market: try market(row), lot: lot, expiry: expiry))
    }

    private func number(
        _ row: CSVRow, _ product: ProductKey
    ) throws(ProductAuthenticationError) -> String {
        switch product {
        case .gtin:
            do {
                return try Serial(parsing: row.filled(serial) ?? "").text
            } catch {
                throw .gs1(error)
            }
        case .scheme(let scheme):
            return try HouseCode(scheme: scheme, code: row.filled(code) ?? "").code
        }
    }

    private func recall(
        _ row: CSVRow, at: UInt64, cause: String?
    ) throws(ProductAuthenticationError) -> LotChange.Recall? {
        switch try state(row) {
        case nil: return nil
        case .active: return .withdraw
        case .recalled:
            let cause = try BoundedText.check(
                cause ?? "", field: "cause", bytesMax: ItemChange.textBytesMax)
            return .begin(LotRecall(at: at, cause: cause))
        case let other?: throw .lotRow(state: other.name)
        }
    }

    private func state(_ row: CSVRow) throws(ProductAuthenticationError) -> ItemState? {
        guard let text = row.filled(state) else { return nil }
        return try ItemState(parsing: text)
    }

    private func market(_ row: CSVRow) throws(ProductAuthenticationError) -> Country? {
        guard let text = row.filled(market) else { return nil }
        return try Country(parsing: text)
    }

    private func time(
        _ row: CSVRow, _ importedAt: UInt64
    ) throws(ProductAuthenticationError) -> UInt64 {
        guard let text = row.filled(at) else { return importedAt }
        let time = try ItemTime.parse(text)
        guard time <= importedAt else { throw .future(found: String(text.prefix(40))) }
        return time
    }
}

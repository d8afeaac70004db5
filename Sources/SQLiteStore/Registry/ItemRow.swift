import GRDB
import GS1
import ProductAuthentication

/// Reads what `ItemWriter` wrote; anything else is damage to the file.
enum ItemRow {
    /// What `record` reads, of `item` with what is known of its lot.
    static let columns = """
        item.state, lot.name, item.expiry, item.market, item.updated,
        product_lot.lot, product_lot.expiry, product_lot.recalled, product_lot.cause
        """
    static let columnCount: Int32 = 9
    static let tables = "item \(lots)"
    static let lots = """
        LEFT JOIN lot ON lot.id = item.lot
        LEFT JOIN product_lot
        ON product_lot.product = item.product AND product_lot.lot = item.lot
        """

    static func record(_ row: Row, of product: ProductKey) throws -> ItemRecord {
        let state = try state(row, 0)
        let updatedAt = try moment(row, 4)
        return try readingStored("an item") {
            let lot = try (row.storedIfAny(1) as String?).map { try Lot(parsing: $0) }
            var record = ItemRecord(
                state: state, lot: lot, expiry: try expiry(row, 2),
                market: try (row.storedIfAny(3) as String?).map { try Country(parsing: $0) },
                updatedAt: updatedAt)
            if let lot, try (row.storedIfAny(5) as Int64?) != nil {
                record.lotRecord = try self.lot(row, from: 6, lot, of: product)
            }
            return record
        }
    }

    /// The same without values in between, for what is read for every question.
    static func record(_ row: RawStatement, of product: ProductKey) throws -> ItemRecord {
        let state = try state(try row.storedInteger(0))
        let updatedAt = try moment(try row.storedInteger(4))
        return try readingStored("an item") {
            let lot = try row.storedTextIfAny(1).map { try Lot(parsing: $0) }
            var record = ItemRecord(
                state: state, lot: lot, expiry: try row.storedIntegerIfAny(2).map(expiry),
                market: try row.storedTextIfAny(3).map { try Country(parsing: $0) },
                updatedAt: updatedAt)
            if let lot, try row.storedIntegerIfAny(5) != nil {
                var known = LotRecord(
                    product: product, lot: lot, expiry: try row.storedIntegerIfAny(6).map(expiry))
                if let at = try row.storedIntegerIfAny(7) {
                    guard let cause = try row.storedTextIfAny(8) else {
                        throw damage("a recall has no cause")
                    }
                    known.recall = LotRecall(at: try moment(at), cause: cause)
                }
                record.lotRecord = known
            }
            return record
        }
    }

    /// - Parameter from: where expiry date, time of the recall and its cause stand.
    static func lot(
        _ row: Row, from column: Int, _ lot: Lot, of product: ProductKey
    ) throws -> LotRecord {
        var record = LotRecord(product: product, lot: lot, expiry: try expiry(row, column))
        if try (row.storedIfAny(column + 1) as Int64?) != nil {
            record.recall = LotRecall(
                at: try moment(row, column + 1), cause: try row.stored(column + 2))
        }
        return record
    }

    /// Of the columns kind, state, at, place, cause.
    static func step(_ row: Row) throws -> ItemHistoryEntry {
        guard let code = UInt8(exactly: try row.stored(0) as Int64),
            let kind = ItemChange.Kind(rawValue: code)
        else { throw damage("a step of an item has no kind that is known") }
        return ItemHistoryEntry(
            kind: kind, state: try state(row, 1), at: try moment(row, 2),
            by: try row.storedIfAny(3), cause: try row.storedIfAny(4))
    }

    static func product(_ key: String) throws -> ProductKey {
        try readingStored("a product") {
            if key.hasPrefix("gtin/") {
                return .gtin(try GTIN(parsing: key.dropFirst("gtin/".count)))
            }
            guard key.hasPrefix("scheme/") else { throw damage("'\(key)' is no product") }
            return .scheme(String(key.dropFirst("scheme/".count)))
        }
    }

    static func number(_ expiry: ExpiryDate) -> Int64 {
        Int64(expiry.yearOfCentury) * 10_000 + Int64(expiry.month) * 100 + Int64(expiry.day)
    }

    private static func expiry(_ row: Row, _ column: Int) throws -> ExpiryDate? {
        guard let number = try row.storedIfAny(column) as Int64? else { return nil }
        return try readingStored("an expiry date") { try expiry(number) }
    }

    private static func expiry(_ number: Int64) throws -> ExpiryDate {
        let digits = String(number)
        return try ExpiryDate(
            parsing: String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits)
    }

    private static func state(_ row: Row, _ column: Int) throws -> ItemState {
        try state(try row.stored(column) as Int64)
    }

    private static func state(_ code: Int64) throws -> ItemState {
        guard let code = UInt8(exactly: code), let state = ItemState(rawValue: code) else {
            throw damage("an item has no state that is known")
        }
        return state
    }

    private static func moment(_ row: Row, _ column: Int) throws -> UInt64 {
        try moment(try row.stored(column) as Int64)
    }

    private static func moment(_ milliseconds: Int64) throws -> UInt64 {
        guard let moment = UInt64(exactly: milliseconds) else {
            throw damage("an item has no time that is known")
        }
        return moment
    }

    private static func damage(_ detail: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: detail)
    }
}

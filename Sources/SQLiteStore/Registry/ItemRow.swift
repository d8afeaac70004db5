import GRDB
import GS1
import ProductAuthentication

/// Reads what `ItemWriter` wrote; anything else is damage to the file.
enum ItemRow {
    static func record(_ row: Row) throws -> ItemRecord {
        guard let code = UInt8(exactly: try row.stored(0) as Int64),
            let state = ItemState(rawValue: code)
        else { throw damage("an item has no state that is known") }
        guard let updatedAt = UInt64(exactly: try row.stored(4) as Int64) else {
            throw damage("an item has no time that is known")
        }
        return try readingStored("an item") {
            ItemRecord(
                state: state,
                lot: try (row.storedIfAny(1) as String?).map { try Lot(parsing: $0) },
                expiry: try (row.storedIfAny(2) as Int64?).map { try expiry($0) },
                market: try (row.storedIfAny(3) as String?).map { try Country(parsing: $0) },
                updatedAt: updatedAt)
        }
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

    private static func expiry(_ number: Int64) throws -> ExpiryDate {
        let digits = String(number)
        return try ExpiryDate(
            parsing: String(repeating: "0", count: max(0, 6 - digits.count)) + digits)
    }

    private static func damage(_ detail: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: detail)
    }
}

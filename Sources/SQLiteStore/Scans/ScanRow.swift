import GRDB
import ProductAuthentication

/// Reads what `SQLiteScanHistory` wrote; anything else is damage to the file.
enum ScanRow {
    static func scan(
        _ row: RawStatement, _ product: ProductKey, _ serial: String
    ) throws -> Scan {
        guard let at = UInt64(exactly: try row.storedInteger(0)),
            let code = UInt8(exactly: try row.storedInteger(1)),
            let kind = Scan.Kind(rawValue: code)
        else { throw damage("a scan has no time or kind that is known") }
        return try readingStored("a scan") {
            try Scan(
                product: product, serial: serial, at: at, kind: kind,
                place: ScanPlace(
                    country: try Country(parsing: try row.storedText(3)),
                    position: try position(row)),
                by: try row.storedText(2))
        }
    }

    static func clearance(_ row: RawStatement) throws -> ScanClearance {
        guard let at = UInt64(exactly: try row.storedInteger(0)) else {
            throw damage("a clearance has no time")
        }
        return try readingStored("a clearance") {
            try ScanClearance(at: at, cause: try row.storedText(1))
        }
    }

    private static func position(_ row: RawStatement) throws -> ScanPlace.Position? {
        if row.isNull(4) { return nil }
        guard row.isReal(4), row.isReal(5),
            let position = ScanPlace.Position(latitude: row.real(4), longitude: row.real(5))
        else { throw damage("a scan is nowhere on earth") }
        return position
    }

    private static func damage(_ detail: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: detail)
    }
}

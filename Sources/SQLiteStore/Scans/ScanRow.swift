import GRDB
import ProductAuthentication

/// Reads what `SQLiteScanHistory` wrote; anything else is damage to the file.
enum ScanRow {
    static func scan(_ row: Row, _ product: ProductKey, _ serial: String) throws -> Scan {
        guard let at = UInt64(exactly: try row.stored(0) as Int64),
            let code = UInt8(exactly: try row.stored(1) as Int64),
            let kind = Scan.Kind(rawValue: code)
        else { throw damage("a scan has no time or kind that is known") }
        return try readingStored("a scan") {
            try Scan(
                product: product, serial: serial, at: at, kind: kind,
                place: ScanPlace(
                    country: try Country(parsing: try row.stored(3) as String),
                    position: try position(row)),
                by: try row.stored(2))
        }
    }

    private static func position(_ row: Row) throws -> ScanPlace.Position? {
        guard let latitude: Double = try row.storedIfAny(4) else { return nil }
        guard
            let position = ScanPlace.Position(
                latitude: latitude, longitude: try row.stored(5) as Double)
        else { throw damage("a scan is nowhere on earth") }
        return position
    }

    private static func damage(_ detail: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: detail)
    }
}

package import EPCIS
import FoundationEssentials
import GRDB
import GS1
import TransparencyLog

/// Captured scans in `scan-events.sqlite`. They never leave this member's own systems.
package final class SQLiteScanEventLog: ScanEventLog {
    private let database: DurableDatabase

    /// - Throws: `SQLiteStoreError`.
    package init(path: String) throws {
        database = try DurableDatabase(path: path, file: ScanEventSchema.file)
    }

    package func close() throws { try database.close() }

    package func record(_ scans: [ScanEvent]) throws {
        guard !scans.isEmpty else { return }
        try database.write { db in
            let insert = try db.cachedStatement(
                sql: "INSERT INTO scan VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            for scan in scans {
                try insert.execute(arguments: [
                    scan.time.milliseconds, Data(scan.hash.digest.bytes),
                    scan.number.gtin.digits14, scan.number.serial.text, scan.bizStep,
                    scan.disposition, scan.readPoint, scan.country,
                ])
            }
        }
    }

    package func scans(matching query: EventQuery, limit: Int) throws -> [ScanEvent] {
        var conditions = ["time >= ?"]
        var arguments: [any DatabaseValueConvertible] = [
            query.from?.milliseconds ?? Int64.min
        ]
        if let to = query.to {
            conditions.append("time < ?")
            arguments.append(to.milliseconds)
        }
        if let after = query.after {
            conditions.append("(time, hash) > (?, ?)")
            arguments += [after.time.milliseconds, Data(after.digest.bytes)]
        }
        if !query.numbers.isEmpty {
            conditions.append(
                "(gtin, serial) IN (VALUES "
                    + Array(repeating: "(?, ?)", count: query.numbers.count).joined(separator: ", ")
                    + ")")
            arguments += query.numbers.flatMap { [$0.gtin.digits14, $0.serial.text] }
        }
        let sql = """
            SELECT time, gtin, serial, step, disposition, place, country FROM scan
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY time, hash
            """
        return try database.read { db in
            let rows = try Row.fetchCursor(db, sql: sql, arguments: StatementArguments(arguments))
            var found: [ScanEvent] = []
            // The rest of the question is the query's own to judge, as for every other log.
            while found.count < limit, let row = try rows.next() {
                let scan = try Self.scan(row)
                if query.matches(scan) { found.append(scan) }
            }
            return found
        }
    }

    private static func scan(_ row: Row) throws -> ScanEvent {
        try readingStored("a scan") {
            ScanEvent(
                number: ItemNumber(
                    gtin: try GTIN(parsing: row.stored(1) as String),
                    serial: try Serial(parsing: row.stored(2) as String)),
                time: EventTime(milliseconds: try row.stored(0)), bizStep: try row.stored(3),
                disposition: try row.storedIfAny(4), readPoint: try row.storedIfAny(5),
                country: try row.storedIfAny(6))
        }
    }
}

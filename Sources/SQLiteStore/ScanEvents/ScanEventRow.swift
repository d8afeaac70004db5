import EPCIS
import FoundationEssentials
import GRDB
import GS1

/// Reads the events that `SQLiteScanEventLog` wrote; anything else is damage to the file.
enum ScanEventRow {
    static func cursor(
        _ db: Database, _ condition: String, _ arguments: [any DatabaseValueConvertible]
    ) throws -> RowCursor {
        try Row.fetchCursor(
            db,
            sql: """
                SELECT time, digest, id, zone, step, disposition, place, country, declared, reason,
                corrective FROM event WHERE \(condition)
                """, arguments: StatementArguments(arguments))
    }

    static func scan(_ row: Row, _ db: Database) throws -> ScanEvent {
        let items = try db.cachedStatement(
            sql: """
                SELECT gtin, serial FROM event_item WHERE time = ? AND digest = ? ORDER BY position
                """)
        let time: Int64 = try row.stored(0)
        let digest: Data = try row.stored(1)
        let numbers = try Row.fetchAll(items, arguments: [time, digest])
        return try readingStored("a scan") {
            ScanEvent(
                numbers: try numbers.map {
                    ItemNumber(
                        gtin: try GTIN(parsing: $0.stored(0) as String),
                        serial: try Serial(parsing: $0.stored(1) as String))
                },
                time: EventTime(milliseconds: time), timeZoneOffset: try row.stored(3),
                bizStep: try row.stored(4), disposition: try row.storedIfAny(5),
                readPoint: try row.storedIfAny(6), country: try row.storedIfAny(7),
                eventID: try EventID(parsing: row.stored(2)), declaration: try declaration(row))
        }
    }

    private static func declaration(_ row: Row) throws -> ErrorDeclaration? {
        guard let time: Int64 = try row.storedIfAny(8) else { return nil }
        let corrective: String = try row.stored(10)
        return ErrorDeclaration(
            time: EventTime(milliseconds: time), reason: try row.storedIfAny(9),
            correctiveEventIDs: try corrective.split(separator: "\n").map {
                try EventID(parsing: String($0))
            })
    }
}

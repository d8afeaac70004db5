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

    // MARK: Captures

    package func record(_ scans: [ScanEvent], of job: CaptureJob) throws {
        try database.write { db in
            for scan in scans { try Self.insert(scan, db) }
            try CaptureJobRow.insert(job, db)
        }
    }

    package func job(_ id: String) throws -> CaptureJob? {
        try database.read { db in try CaptureJobRow.job(id, db) }
    }

    package func jobs(after id: String?, limit: Int) throws -> [CaptureJob] {
        try database.read { db in try CaptureJobRow.jobs(after: id, limit: limit, db) }
    }

    private static func insert(_ scan: ScanEvent, _ db: Database) throws {
        let digest = Data(scan.digest.bytes)
        let event = try db.cachedStatement(
            sql: """
                INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
        try event.execute(arguments: [
            scan.time.milliseconds, digest, Data(scan.hash.digest.bytes),
            scan.eventID.description, scan.timeZoneOffset, scan.bizStep, scan.disposition,
            scan.readPoint, scan.country, scan.declaration?.time.milliseconds,
            scan.declaration?.reason,
            scan.declaration.map {
                $0.correctiveEventIDs.map(\.description).joined(separator: "\n")
            },
        ])
        guard db.changesCount > 0 else { return }
        let item = try db.cachedStatement(sql: "INSERT INTO event_item VALUES (?, ?, ?, ?, ?)")
        for (index, number) in scan.numbers.enumerated() {
            try item.execute(arguments: [
                scan.time.milliseconds, digest, index + 1, number.gtin.digits14,
                number.serial.text,
            ])
        }
    }

    // MARK: Questions

    package func scans(matching query: EventQuery, limit: Int) throws -> [ScanEvent] {
        let (condition, arguments) = Self.condition(query)
        return try database.read { db in
            let rows = try ScanEventRow.cursor(
                db, "\(condition) ORDER BY time, digest", arguments)
            var found: [ScanEvent] = []
            var items = 0
            // The rest of the question is the query's own to judge, as for every other log.
            while found.count < limit, items < ScanEvent.itemsMax, let row = try rows.next() {
                let scan = try ScanEventRow.scan(row, db)
                guard query.matches(scan) else { continue }
                found.append(scan)
                items += scan.numbers.count
            }
            return found
        }
    }

    package func scans(declaredWrongBy declaration: ScanEvent) throws -> [ScanEvent] {
        try related(to: declaration, "declared IS NULL").filter(declaration.declaresWrong)
    }

    package func isDeclaredWrong(_ scan: ScanEvent) throws -> Bool {
        try related(to: scan, "declared IS NOT NULL").contains { $0.declaresWrong(scan) }
    }

    package func stands(_ scan: ScanEvent) throws -> Bool {
        try related(to: scan, "declared IS NULL").contains {
            try $0.hash == scan.hash && !isDeclaredWrong($0)
        }
    }

    /// Those of the same name or content.
    private func related(to scan: ScanEvent, _ condition: String) throws -> [ScanEvent] {
        try database.read { db in
            let rows = try ScanEventRow.cursor(
                db, "(id = ? OR hash = ?) AND \(condition) ORDER BY time, digest",
                [scan.eventID.description, Data(scan.hash.digest.bytes)])
            var found: [ScanEvent] = []
            while let row = try rows.next() { found.append(try ScanEventRow.scan(row, db)) }
            return found
        }
    }

    private static func condition(
        _ query: EventQuery
    ) -> (sql: String, arguments: [any DatabaseValueConvertible]) {
        var conditions = ["time >= ?"]
        var arguments: [any DatabaseValueConvertible] = [query.from?.milliseconds ?? Int64.min]
        if let to = query.to {
            conditions.append("time < ?")
            arguments.append(to.milliseconds)
        }
        if let after = query.after {
            conditions.append("(time, digest) > (?, ?)")
            arguments += [after.time.milliseconds, Data(after.digest.bytes)]
        }
        for numbers in query.numbers {
            conditions.append(
                """
                (time, digest) IN (SELECT time, digest FROM event_item WHERE (gtin, serial) IN
                (VALUES \(places("(?, ?)", numbers.count))))
                """)
            arguments += numbers.flatMap { [$0.gtin.digits14, $0.serial.text] }
        }
        if !query.eventIDs.isEmpty {
            conditions.append("id IN (\(places("?", query.eventIDs.count)))")
            arguments += query.eventIDs.map(\.description)
        }
        if query.declaration != DeclarationQuery() { conditions.append("declared IS NOT NULL") }
        return (conditions.joined(separator: " AND "), arguments)
    }

    private static func places(_ place: String, _ count: Int) -> String {
        Array(repeating: place, count: count).joined(separator: ", ")
    }
}

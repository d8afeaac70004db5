import GRDB
package import ProductAuthentication

/// The scan history in `scans.sqlite`. Several processes may use one file.
package final class SQLiteScanHistory: ScanHistory {
    private let database: DurableDatabase

    private static let heldSQL = """
        SELECT at, kind, reader, country, latitude, longitude FROM scan
        WHERE product = (SELECT id FROM product WHERE key = ?) AND serial = ?
        ORDER BY at, kind, reader
        """

    private static let tallySQL = """
        INSERT INTO tally VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET recorded = recorded + excluded.recorded
        """

    /// - Throws: `SQLiteStoreError`.
    package init(path: String) throws {
        database = try DurableDatabase(path: path, file: ScanSchema.file)
    }

    package func close() throws { try database.close() }

    package func record(_ scans: [Scan]) throws {
        guard !scans.isEmpty else { return }
        // Each item's history is read and written once, in the order in which items first come.
        var items: [(product: ProductKey, serial: String, scans: [Scan])] = []
        var positions: [ProductKey: [String: Int]] = [:]
        for scan in scans {
            if let position = positions[scan.product]?[scan.serial] {
                items[position].scans.append(scan)
            } else {
                positions[scan.product, default: [:]][scan.serial] = items.count
                items.append((scan.product, scan.serial, [scan]))
            }
        }
        try database.write { db in
            var products: [ProductKey: Int64] = [:]
            for item in items {
                let before = try Self.held(db, item.product, item.serial)
                var held = before
                var recorded: Int64 = 0
                for scan in item.scans where ScanWindow.add(scan, to: &held) { recorded += 1 }
                guard recorded > 0 else { continue }
                let product = try products[item.product] ?? Self.id(of: item.product, db)
                products[item.product] = product
                try Self.replace(before, by: held, product, db)
                let tally = try RawStatement(db, Self.tallySQL)
                tally.bind(1, product)
                tally.bind(2, item.serial)
                tally.bind(3, recorded)
                try tally.run()
            }
        }
    }

    private static func replace(
        _ before: [Scan], by held: [Scan], _ product: Int64, _ db: Database
    ) throws {
        // Most numbers are scanned once.
        guard !before.isEmpty else {
            for scan in held { try insert(scan, product, db) }
            return
        }
        let kept = Set(held)
        for scan in before where !kept.contains(scan) { try delete(scan, product, db) }
        let there = Set(before)
        for scan in held where !there.contains(scan) { try insert(scan, product, db) }
    }

    package func withdraw(_ scans: [Scan]) throws {
        guard !scans.isEmpty else { return }
        try database.write { db in
            for scan in scans
            where try Self.held(db, scan.product, scan.serial).contains(scan) {
                let product = try Self.id(of: scan.product, db)
                try Self.delete(scan, product, db)
                try db.cachedStatement(
                    sql: "UPDATE tally SET recorded = recorded - 1 WHERE product = ? AND serial = ?"
                ).execute(arguments: [product, scan.serial])
            }
        }
    }

    package func scans(of product: ProductKey, serial: String) throws -> [Scan] {
        try database.readStatement { db in try Self.held(db, product, serial) }
    }

    package func recordedCount(of product: ProductKey, serial: String) throws -> UInt64 {
        try database.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT recorded FROM tally
                    WHERE product = (SELECT id FROM product WHERE key = ?) AND serial = ?
                    """)
            let found = try Int64.fetchOne(statement, arguments: [product.description, serial])
            return UInt64(clamping: found ?? 0)
        }
    }

    package func clear(
        _ product: ProductKey, serial: String, _ clearance: ScanClearance
    ) throws {
        try database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO clearance VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET at = excluded.at, cause = excluded.cause
                    WHERE excluded.at > at
                    """,
                arguments: [
                    try Self.id(of: product, db), serial, Int64(clamping: clearance.at),
                    clearance.cause,
                ])
        }
    }

    package func clearance(of product: ProductKey, serial: String) throws -> ScanClearance? {
        try database.readStatement { db in
            let row = try RawStatement(
                db,
                """
                SELECT at, cause FROM clearance
                WHERE product = (SELECT id FROM product WHERE key = ?) AND serial = ?
                """)
            row.bind(1, product.description)
            row.bind(2, serial)
            defer { row.reset() }
            return try row.step() ? ScanRow.clearance(row) : nil
        }
    }

    package func forgetPeople(before time: UInt64) throws {
        let people = Scan.Kind.allCases.filter { !$0.isTrade }.map { String($0.rawValue) }
        try database.write { db in
            try db.execute(
                sql:
                    "DELETE FROM scan WHERE at < ? AND kind IN (\(people.joined(separator: ", ")))",
                arguments: [Int64(clamping: time)])
        }
    }

    private static func held(
        _ db: Database, _ product: ProductKey, _ serial: String
    ) throws -> [Scan] {
        let row = try RawStatement(db, heldSQL)
        row.bind(1, product.description)
        row.bind(2, serial)
        defer { row.reset() }
        var scans: [Scan] = []
        while try row.step() { scans.append(try ScanRow.scan(row, product, serial)) }
        return scans
    }

    private static func id(of product: ProductKey, _ db: Database) throws -> Int64 {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO product (key) VALUES (?)")
            .execute(arguments: [product.description])
        let statement = try db.cachedStatement(sql: "SELECT id FROM product WHERE key = ?")
        guard let id = try Int64.fetchOne(statement, arguments: [product.description]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a product was not written")
        }
        return id
    }

    private static func insert(_ scan: Scan, _ product: Int64, _ db: Database) throws {
        let row = try RawStatement(db, "INSERT INTO scan VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        row.bind(1, product)
        row.bind(2, scan.serial)
        row.bind(3, Int64(clamping: scan.at))
        row.bind(4, Int64(scan.kind.rawValue))
        row.bind(5, scan.by)
        row.bind(6, scan.place.country.code)
        if let position = scan.place.position {
            row.bind(7, position.latitude)
            row.bind(8, position.longitude)
        }
        try row.run()
    }

    private static func delete(_ scan: Scan, _ product: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM scan
                WHERE product = ? AND serial = ? AND at = ? AND kind = ? AND reader = ?
                """
        ).execute(
            arguments: [
                product, scan.serial, Int64(clamping: scan.at), Int64(scan.kind.rawValue), scan.by,
            ])
    }
}

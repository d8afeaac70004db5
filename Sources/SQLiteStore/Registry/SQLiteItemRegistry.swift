import GRDB
package import GS1
package import ProductAuthentication

/// The item registry in `registry.sqlite`. Several processes may use one file: the command line
/// imports while the node answers.
package final class SQLiteItemRegistry: ItemRegistry {
    private let database: DurableDatabase
    private let transitions: ItemTransitions

    /// A row for every product that is known, its item NULL where the number is not or is void, and then
    /// whether there are numbers that are not void: one statement, so that an import between two cannot make
    /// a number look missing among others.
    package static let lookUpSQL = """
        SELECT \(ItemRow.columns), product.live > 0
        FROM product LEFT JOIN item ON item.product = product.id AND item.serial = ?2
            AND item.state <> \(ItemState.void.rawValue)
        \(ItemRow.lots) WHERE product.key = ?1
        """

    private static let itemSQL = """
        SELECT \(ItemRow.columns) FROM \(ItemRow.tables)
        WHERE item.product = (SELECT id FROM product WHERE key = ?) AND item.serial = ?
        """

    /// - Throws: `SQLiteStoreError`.
    package convenience init(path: String, transitions: ItemTransitions = .standard) throws {
        self.init(try DurableDatabase(path: path, file: RegistrySchema.file), transitions)
    }

    /// Uses a file that is open.
    init(_ database: DurableDatabase, _ transitions: ItemTransitions = .standard) {
        self.database = database
        self.transitions = transitions
    }

    package func close() throws { try database.close() }

    package func lookUp(_ serial: String, of product: ProductKey) throws -> Facts.Item {
        try database.readStatement { db in
            let row = try RawStatement(db, Self.lookUpSQL)
            row.bind(1, product.description)
            row.bind(2, serial)
            defer { row.reset() }
            guard try row.step() else { return .unknown(holdsOthers: false) }
            guard row.isNull(0) else { return .found(try ItemRow.record(row, of: product)) }
            return .unknown(holdsOthers: row.integer(ItemRow.columnCount) != 0)
        }
    }

    package func apply(_ changes: [ItemChange]) throws -> [ItemChangeOutcome] {
        // In the order of the table, so that each page is touched once; the changes of one item keep
        // their order.
        try database.write { db in
            var writer = ItemWriter(db, transitions)
            var rows: [(product: Int64, serial: String, position: Int)] = []
            rows.reserveCapacity(changes.count)
            for (position, change) in changes.enumerated() {
                rows.append((try writer.id(of: change.product), change.serial, position))
            }
            rows.sort { left, right in
                if left.product != right.product { return left.product < right.product }
                if left.serial != right.serial {
                    return left.serial.utf8.lexicographicallyPrecedes(right.serial.utf8)
                }
                return left.position < right.position
            }
            var outcomes = [ItemChangeOutcome](repeating: .unchanged, count: changes.count)
            for row in rows {
                outcomes[row.position] = try writer.apply(changes[row.position], to: row.product)
            }
            try writer.finish()
            return outcomes
        }
    }

    package func record(of serial: String, of product: ProductKey) throws -> ItemRecord? {
        try database.readStatement { db in
            let row = try db.cachedStatement(sql: Self.itemSQL)
            return try Row.fetchOne(row, arguments: [product.description, serial]).map {
                try ItemRow.record($0, of: product)
            }
        }
    }

    package func history(
        of serial: String, of product: ProductKey
    ) throws -> [ItemHistoryEntry] {
        try database.read { db in
            let row = try db.cachedStatement(sql: Self.itemSQL)
            guard let found = try Row.fetchOne(row, arguments: [product.description, serial]),
                let id = try Int64.fetchOne(
                    db, sql: "SELECT id FROM product WHERE key = ?",
                    arguments: [product.description])
            else { return [] }
            let steps = try Row.fetchAll(
                db, sql: "\(ItemSteps.select) ORDER BY number", arguments: [id, serial]
            ).map { try ItemRow.step($0) }
            return steps.isEmpty
                ? [ItemHistoryEntry(beginning: try ItemRow.record(found, of: product))] : steps
        }
    }

    package func apply(_ changes: [LotChange]) throws -> [LotRecord] {
        try database.write { db in
            var writer = ItemWriter(db, transitions)
            return try changes.map { change in
                let product = try writer.id(of: change.product)
                let lot = try writer.id(of: change.lot)
                let known = try Row.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT expiry, recalled, cause FROM product_lot
                            WHERE product = ? AND lot = ?
                            """),
                    arguments: [product, lot]
                ).map { try ItemRow.lot($0, from: 0, change.lot, of: change.product) }
                let record = change.applied(to: known)
                try db.cachedStatement(
                    sql: "INSERT OR REPLACE INTO product_lot VALUES (?, ?, ?, ?, ?)"
                ).execute(arguments: [
                    product, lot, record.expiry.map(ItemRow.number),
                    record.recall.map { Int64(clamping: $0.at) }, record.recall?.cause,
                ])
                return record
            }
        }
    }

    package func lot(_ lot: Lot, of product: ProductKey) throws -> LotRecord? {
        try database.readStatement { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT product_lot.expiry, recalled, cause
                        FROM product_lot JOIN lot ON lot.id = product_lot.lot
                        WHERE product = (SELECT id FROM product WHERE key = ?) AND name = ?
                        """), arguments: [product.description, lot.text])
            return try row.map { row in
                try readingStored("a lot") { try ItemRow.lot(row, from: 0, lot, of: product) }
            }
        }
    }

    package func lots(of product: ProductKey) throws -> [LotRecord] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT name, product_lot.expiry, recalled, cause
                    FROM product_lot JOIN lot ON lot.id = product_lot.lot
                    WHERE product = (SELECT id FROM product WHERE key = ?) ORDER BY name
                    """, arguments: [product.description]
            ).map { row in
                let name: String = try row.stored(0)
                let lot = try readingStored("a lot") { try Lot(parsing: name) }
                return try ItemRow.lot(row, from: 1, lot, of: product)
            }
        }
    }

    package func itemCount(of product: ProductKey, in lot: Lot) throws -> UInt64 {
        try database.read { db in
            let count = try Int64.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM item
                    WHERE product = (SELECT id FROM product WHERE key = ?)
                    AND lot = (SELECT id FROM lot WHERE name = ?)
                    AND state <> \(ItemState.void.rawValue)
                    """, arguments: [product.description, lot.text])
            return UInt64(count ?? 0)
        }
    }

    package func products() throws -> [ProductKey] {
        try database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT key FROM product
                    WHERE EXISTS (SELECT 1 FROM item WHERE item.product = product.id)
                    OR EXISTS (SELECT 1 FROM product_lot WHERE product_lot.product = product.id)
                    ORDER BY key
                    """
            ).map { try ItemRow.product($0) }
        }
    }

    package func items(
        of product: ProductKey, after serial: String?, limit: Int
    ) throws -> [RegisteredItem] {
        try database.read { db in
            // An empty number is none, and all others come after it.
            let page = try db.cachedStatement(
                sql: """
                    SELECT \(ItemRow.columns), item.serial FROM \(ItemRow.tables)
                    WHERE item.product = (SELECT id FROM product WHERE key = ?) AND item.serial > ?
                    ORDER BY item.serial LIMIT ?
                    """)
            return try Row.fetchAll(
                page, arguments: [product.description, serial ?? "", limit]
            ).map { row in
                RegisteredItem(
                    product: product, serial: try row.stored(9),
                    record: try ItemRow.record(row, of: product))
            }
        }
    }

    package func counts() throws -> [ItemCount] {
        try database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT key, count(*) FROM item JOIN product ON product.id = item.product
                    GROUP BY key ORDER BY key
                    """
            ).map { row in
                ItemCount(
                    product: try ItemRow.product(row.stored(0)),
                    items: UInt64(try row.stored(1) as Int64))
            }
        }
    }
}

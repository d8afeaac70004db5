import GRDB
package import ProductAuthentication

/// The item registry in `registry.sqlite`. Several processes may use one file: the command line
/// imports while the node answers.
package final class SQLiteItemRegistry: ItemRegistry {
    private let database: DurableDatabase

    package static let lookUpSQL = """
        SELECT state, name, expiry, market, updated
        FROM item LEFT JOIN lot ON lot.id = item.lot
        WHERE product = (SELECT id FROM product WHERE key = ?) AND serial = ?
        """

    /// - Throws: `SQLiteStoreError`.
    package init(path: String) throws {
        database = try DurableDatabase(path: path, file: RegistrySchema.file)
    }

    package func close() throws { try database.close() }

    package func lookUp(_ serial: String, of product: ProductKey) throws -> Facts.Item {
        try database.read { db in
            let row = try db.cachedStatement(sql: Self.lookUpSQL)
            if let found = try Row.fetchOne(row, arguments: [product.description, serial]) {
                return .found(try ItemRow.record(found))
            }
            let others = try db.cachedStatement(
                sql: """
                    SELECT 1 FROM item WHERE product = (SELECT id FROM product WHERE key = ?) LIMIT 1
                    """)
            return .unknown(
                holdsOthers: try Int.fetchOne(others, arguments: [product.description]) != nil)
        }
    }

    package func store(_ items: [RegisteredItem]) throws {
        // In the order of the table, so that each page is touched once; the index keeps later after
        // earlier for the same number.
        try database.write { db in
            var writer = ItemWriter(db)
            var rows: [(product: Int64, serial: String, position: Int)] = []
            rows.reserveCapacity(items.count)
            for (position, item) in items.enumerated() {
                rows.append((try writer.id(of: item.product), item.serial, position))
            }
            rows.sort { left, right in
                if left.product != right.product { return left.product < right.product }
                if left.serial != right.serial {
                    return left.serial.utf8.lexicographicallyPrecedes(right.serial.utf8)
                }
                return left.position < right.position
            }
            for row in rows {
                try writer.write(items[row.position].record, row.product, row.serial)
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

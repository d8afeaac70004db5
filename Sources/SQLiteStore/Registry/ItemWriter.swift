import GRDB
import GS1
import ProductAuthentication

/// Writes items within one transaction, remembering the numbers of products and lots for that long.
struct ItemWriter {
    private let db: Database
    private var products: [ProductKey: Int64] = [:]
    private var lots: [Lot: Int64] = [:]

    init(_ db: Database) { self.db = db }

    mutating func id(of product: ProductKey) throws -> Int64 {
        if let id = products[product] { return id }
        let id = try id(
            of: product.description, insert: "INSERT OR IGNORE INTO product (key) VALUES (?)",
            select: "SELECT id FROM product WHERE key = ?")
        products[product] = id
        return id
    }

    mutating func write(_ record: ItemRecord, _ product: Int64, _ serial: String) throws {
        let lot = try record.lot.map { try id(of: $0) }
        let statement = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?, ?, ?, ?)")
        statement.setUncheckedArguments([
            product, serial, Int64(record.state.rawValue), lot, record.expiry.map(ItemRow.number),
            record.market?.code, Int64(clamping: record.updatedAt),
        ])
        try statement.execute()
    }

    private mutating func id(of lot: Lot) throws -> Int64 {
        if let id = lots[lot] { return id }
        let id = try id(
            of: lot.text, insert: "INSERT OR IGNORE INTO lot (name) VALUES (?)",
            select: "SELECT id FROM lot WHERE name = ?")
        lots[lot] = id
        return id
    }

    private func id(of name: String, insert: String, select: String) throws -> Int64 {
        try db.cachedStatement(sql: insert).execute(arguments: [name])
        guard let id = try Int64.fetchOne(db.cachedStatement(sql: select), arguments: [name]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "'\(name)' was not written")
        }
        return id
    }
}

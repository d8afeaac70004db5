import GRDB
import GS1
import ProductAuthentication

/// Writes items and their steps within one transaction, remembering the numbers of products, lots and
/// notes for that long.
struct ItemWriter {
    private let db: Database
    private let transitions: ItemTransitions
    private var products: [ProductKey: Int64] = [:]
    private var lots: [Lot: Int64] = [:]
    private var notes: [String: Int64] = [:]
    /// By how many the numbers that are not void became more, of each product.
    private var gained: [Int64: Int64] = [:]

    init(_ db: Database, _ transitions: ItemTransitions) {
        self.db = db
        self.transitions = transitions
    }

    mutating func id(of product: ProductKey) throws -> Int64 {
        if let id = products[product] { return id }
        let id = try id(
            of: product.description, insert: "INSERT OR IGNORE INTO product (key) VALUES (?)",
            select: "SELECT id FROM product WHERE key = ?")
        products[product] = id
        return id
    }

    mutating func id(of lot: Lot) throws -> Int64 {
        if let id = lots[lot] { return id }
        let id = try id(
            of: lot.text, insert: "INSERT OR IGNORE INTO lot (name) VALUES (?)",
            select: "SELECT id FROM lot WHERE name = ?")
        lots[lot] = id
        return id
    }

    /// Puts one change to the rules and writes what comes of it. `finish` ends the transaction's changes.
    mutating func apply(
        _ change: ItemChange, to product: Int64
    ) throws -> ItemChangeOutcome {
        // Most of a list is new: one statement finds that out and adds it.
        switch decide(change, on: nil) {
        case .success(.add(let record)):
            if try add(record, product, change) { return .added }
        case .failure(.unknownItem), .success: break
        case .failure(let refusal): return .refused(refusal)
        }
        guard let known = try record(change, product) else { return .refused(.unknownItem) }
        let history = try history(for: change, on: known, product)
        switch decide(change, on: known, history: history) {
        case .failure(let refusal): return .refused(refusal)
        case .success(.update(let record, let isStep)):
            try update(record, product, change.serial)
            count(record, instead: known, product)
            guard isStep else { return .noted }
            try append(change, of: record, after: known, product)
            return .changed(from: known.state, to: record.state)
        case .success: return .unchanged
        }
    }

    private mutating func count(_ record: ItemRecord, instead known: ItemRecord?, _ product: Int64)
    {
        let (was, isNow) = (known.map { $0.state != .void } ?? false, record.state != .void)
        if was != isNow { gained[product, default: 0] += isNow ? 1 : -1 }
    }

    /// Writes how many numbers of each product are not void by now.
    mutating func finish() throws {
        for (product, count) in gained where count != 0 {
            try db.cachedStatement(sql: "UPDATE product SET live = live + ? WHERE id = ?")
                .execute(arguments: [count, product])
        }
        gained.removeAll()
    }

    private func decide(
        _ change: ItemChange, on item: ItemRecord?, history: [ItemHistoryEntry] = []
    ) -> Result<ItemDecision, ItemChangeRefusal> {
        Result { () throws(ItemChangeRefusal) in
            try transitions.decide(change, on: item, history: history)
        }
    }

    /// False where the number is there already.
    private mutating func add(
        _ record: ItemRecord, _ product: Int64, _ change: ItemChange
    ) throws -> Bool {
        let lot = try record.lot.map { try id(of: $0) }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        statement.setUncheckedArguments([
            product, change.serial, Int64(record.state.rawValue), lot,
            record.expiry.map(ItemRow.number), record.market?.code,
            Int64(clamping: record.updatedAt),
        ])
        try statement.execute()
        guard db.changesCount > 0 else { return false }
        count(record, instead: nil, product)
        // Without a note, the row itself says how the item began.
        if change.by != nil || change.cause != nil {
            try write(ItemHistoryEntry(change, of: record), product, change.serial, number: 1)
        }
        return true
    }

    private func record(_ change: ItemChange, _ product: Int64) throws -> ItemRecord? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(ItemRow.columns) FROM \(ItemRow.tables)
                WHERE item.product = ? AND item.serial = ?
                """)
        return try Row.fetchOne(statement, arguments: [product, change.serial])
            .map { try ItemRow.record($0, of: change.product) }
    }

    private mutating func update(
        _ record: ItemRecord, _ product: Int64, _ serial: String
    ) throws {
        let lot = try record.lot.map { try id(of: $0) }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE item SET state = ?, lot = ?, expiry = ?, market = ?, updated = ?
                WHERE product = ? AND serial = ?
                """)
        statement.setUncheckedArguments([
            Int64(record.state.rawValue), lot, record.expiry.map(ItemRow.number),
            record.market?.code, Int64(clamping: record.updatedAt), product, serial,
        ])
        try statement.execute()
    }

    /// As `ItemTransitions` looks at them, oldest first.
    private func history(
        for change: ItemChange, on known: ItemRecord, _ product: Int64
    ) throws -> [ItemHistoryEntry] {
        if change.kind == .undo { return try lastSteps(of: change.serial, product, known) }
        // Nothing else is told again by a step that is there.
        guard change.kind != .correction, change.cause != nil, change.at == known.updatedAt,
            let state = change.to, state != known.state
        else { return [] }
        let statement = try db.cachedStatement(
            sql: "\(ItemSteps.select) AND at = ? ORDER BY number")
        return try Row.fetchAll(
            statement, arguments: [product, change.serial, Int64(clamping: change.at)]
        ).map { try ItemRow.step($0) }
    }

    /// The newest two, oldest first.
    private func lastSteps(
        of serial: String, _ product: Int64, _ known: ItemRecord
    ) throws -> [ItemHistoryEntry] {
        let statement = try db.cachedStatement(
            sql: "\(ItemSteps.select) ORDER BY number DESC LIMIT 2")
        let steps = try Row.fetchAll(statement, arguments: [product, serial])
            .map { try ItemRow.step($0) }
        return steps.isEmpty ? [ItemHistoryEntry(beginning: known)] : steps.reversed()
    }

    private mutating func append(
        _ change: ItemChange, of record: ItemRecord, after known: ItemRecord, _ product: Int64
    ) throws {
        let select = try db.cachedStatement(
            sql: "SELECT max(number) FROM step WHERE product = ? AND serial = ?")
        var newest =
            try Row.fetchOne(select, arguments: [product, change.serial])?.storedIfAny(0) as Int64?
            ?? 0
        if newest == 0 {
            newest = 1
            try write(
                ItemHistoryEntry(beginning: known), product, change.serial, number: newest)
        }
        try write(
            ItemHistoryEntry(change, of: record), product, change.serial, number: newest + 1)
        guard newest >= ItemHistoryEntry.entriesMax else { return }
        try db.cachedStatement(
            sql: "DELETE FROM step WHERE product = ? AND serial = ? AND number <= ?"
        ).execute(arguments: [
            product, change.serial, newest + 1 - Int64(ItemHistoryEntry.entriesMax),
        ])
    }

    private mutating func write(
        _ step: ItemHistoryEntry, _ product: Int64, _ serial: String, number: Int64
    ) throws {
        let place = try step.by.map { try id(ofNote: $0) }
        let cause = try step.cause.map { try id(ofNote: $0) }
        let statement = try db.cachedStatement(
            sql: "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        statement.setUncheckedArguments([
            product, serial, number, Int64(step.kind.rawValue), Int64(step.state.rawValue),
            Int64(clamping: step.at), place, cause,
        ])
        try statement.execute()
    }

    private mutating func id(ofNote text: String) throws -> Int64 {
        if let id = notes[text] { return id }
        let id = try id(
            of: text, insert: "INSERT OR IGNORE INTO note (text) VALUES (?)",
            select: "SELECT id FROM note WHERE text = ?")
        // Causes repeat; where they do not, they are not all kept at hand.
        if notes.count >= Self.notesMax { notes.removeAll() }
        notes[text] = id
        return id
    }

    private static let notesMax = 10_000

    private func id(of name: String, insert: String, select: String) throws -> Int64 {
        try db.cachedStatement(sql: insert).execute(arguments: [name])
        guard let id = try Int64.fetchOne(db.cachedStatement(sql: select), arguments: [name]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "'\(name)' was not written")
        }
        return id
    }
}

package import CSV

/// Hands the rows of a list to the registry in large batches, in the order of the list, and says which
/// ones it refused.
package struct ItemIntake {
    private let registry: any ItemRegistry
    // At most one of the two waits.
    private var items: [(line: Int, change: ItemChange)] = []
    private var lots: [LotChange] = []

    package init(registry: any ItemRegistry) { self.registry = registry }

    /// - Returns: the rows refused of those that were stored meanwhile, among them earlier ones.
    package mutating func take(_ rows: [ItemListRow]) throws -> [CSVRefusal] {
        var refusals: [CSVRefusal] = []
        for row in rows {
            switch row.change {
            case .item(let change):
                if !lots.isEmpty { try storeLots() }
                items.append((row.line, change))
                if items.count >= ItemRows.batchItemsMax { refusals += try storeItems() }
            case .lot(let change):
                if !items.isEmpty { refusals += try storeItems() }
                lots.append(change)
                if lots.count >= ItemRows.batchItemsMax { try storeLots() }
            }
        }
        return refusals
    }

    /// Stores what still waits.
    package mutating func finish() throws -> [CSVRefusal] {
        if !lots.isEmpty { try storeLots() }
        return items.isEmpty ? [] : try storeItems()
    }

    private mutating func storeItems() throws -> [CSVRefusal] {
        let outcomes = try registry.apply(items.map(\.change))
        let refusals = zip(items, outcomes).compactMap { row, outcome in
            outcome.refusal.map {
                CSVRefusal(line: row.line, keyword: $0.keyword, reason: $0.description)
            }
        }
        items.removeAll(keepingCapacity: true)
        return refusals
    }

    private mutating func storeLots() throws {
        _ = try registry.apply(lots)
        lots.removeAll(keepingCapacity: true)
    }
}

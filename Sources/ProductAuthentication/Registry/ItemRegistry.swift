package import GS1

/// The owner's own list of items. It never leaves the owner's node: only verdicts do.
///
/// What may happen to an item is decided by `ItemTransitions`, the same in every implementation. Calls
/// block; callers keep them off the cooperative pool. Every implementation passes the suite
/// `ItemRegistryConformance`.
package protocol ItemRegistry: Sendable {
    /// What who asks is answered from: what the records say about a number, with what is known of its lot;
    /// one consistent look. A void number is one that they do not hold.
    func lookUp(_ serial: String, of product: ProductKey) throws -> Facts.Item

    /// What the owner itself sees of a number, void ones too, with what is known of its lot; nil for one that
    /// is not there.
    func record(of serial: String, of product: ProductKey) throws -> ItemRecord?

    /// Puts each change to the rules, in the order given, and keeps those that they let through.
    ///
    /// All or nothing when it throws, and durable on return. A refused change leaves no trace and
    /// stops no other.
    /// - Returns: one outcome for each change, in their order.
    func apply(_ changes: [ItemChange]) throws -> [ItemChangeOutcome]

    /// Every step of an item, oldest first; empty for a number that is not there. The last entry has
    /// the item's present state.
    func history(of serial: String, of product: ProductKey) throws -> [ItemHistoryEntry]

    /// Changes what is said of lots as a whole, whether or not there are items of them; all or
    /// nothing, and durable on return.
    /// - Returns: what is known of each lot afterwards, in the order of the changes.
    func apply(_ changes: [LotChange]) throws -> [LotRecord]

    /// What is said of one lot; nil where nothing is.
    func lot(_ lot: Lot, of product: ProductKey) throws -> LotRecord?

    /// The lots of a product that something is said of, in the order of their names' bytes.
    func lots(of product: ProductKey) throws -> [LotRecord]

    /// How many items of the product have this lot, void ones left out. Looks at every item of the product.
    func itemCount(of product: ProductKey, in lot: Lot) throws -> UInt64

    /// The products that there are items or lots of, in the order of their names.
    func products() throws -> [ProductKey]

    /// Items of a product in the order of their numbers' bytes, a page at a time.
    /// - Parameters:
    ///   - serial: the last one of the page before; nil for the first page.
    ///   - limit: how many at most. Fewer mean that there are no more.
    func items(
        of product: ProductKey, after serial: String?, limit: Int
    ) throws -> [RegisteredItem]

    /// How many items there are of each product, in the order of the products' names.
    func counts() throws -> [ItemCount]
}

extension ItemRegistry {
    /// Sets items outright, whatever is known of them: for a new registry and for tests.
    package func store(_ items: [RegisteredItem]) throws {
        for outcome in try apply(items.map(\.setting)) {
            if let refusal = outcome.refusal { throw refusal }
        }
    }

    /// Calls back every item of a lot, those that are added later too.
    /// - Parameter at: milliseconds since 1970.
    @discardableResult
    package func recall(
        lot: Lot, of product: ProductKey, at: UInt64, cause: String
    ) throws -> LotRecord {
        let change = LotChange(
            product: product, lot: lot, recall: .begin(LotRecall(at: at, cause: cause)))
        return try apply([change])[0]
    }

    /// Ends the recall of a lot; its items have their own states again.
    @discardableResult
    package func withdrawRecall(lot: Lot, of product: ProductKey) throws -> LotRecord {
        try apply([LotChange(product: product, lot: lot, recall: .withdraw)])[0]
    }
}

/// An item with its number.
package struct RegisteredItem: Hashable, Sendable {
    package let product: ProductKey
    package let serial: String
    package let record: ItemRecord

    package init(product: ProductKey, serial: String, record: ItemRecord) {
        self.product = product
        self.serial = serial
        self.record = record
    }

    /// The change that makes the item just so.
    package var setting: ItemChange {
        ItemChange(
            product: product, serial: serial, .correction, to: record.state, at: record.updatedAt,
            cause: "set outright", market: record.market, lot: record.lot, expiry: record.expiry)
    }
}

package struct ItemCount: Hashable, Sendable {
    package let product: ProductKey
    package let items: UInt64

    package init(product: ProductKey, items: UInt64) {
        self.product = product
        self.items = items
    }
}

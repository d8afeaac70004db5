/// The owner's own list of items. It never leaves the owner's node: only verdicts do.
///
/// Calls block; callers keep them off the cooperative pool. Every implementation passes the suite
/// `ItemRegistryConformance`.
package protocol ItemRegistry: Sendable {
    /// What the records say about a number; one consistent look.
    func lookUp(_ serial: String, of product: ProductKey) throws -> Facts.Item

    /// Adds items and replaces what is known of those that are there; of two for the same number in
    /// one call the later wins. All or nothing, and durable on return.
    func store(_ items: [RegisteredItem]) throws

    /// How many items there are of each product, in the order of the products' names.
    func counts() throws -> [ItemCount]
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
}

package struct ItemCount: Hashable, Sendable {
    package let product: ProductKey
    package let items: UInt64

    package init(product: ProductKey, items: UInt64) {
        self.product = product
        self.items = items
    }
}

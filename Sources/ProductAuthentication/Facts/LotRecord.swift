package import GS1

/// What the owner knows of all items of one lot at once. It is kept apart from the items, so that a
/// recall of a million of them writes one row.
package struct LotRecord: Hashable, Sendable {
    package let product: ProductKey
    package let lot: Lot
    /// Holds for items that have no date of their own.
    package var expiry: ExpiryDate?
    /// Nil: not recalled, or no longer.
    package var recall: LotRecall?

    package init(
        product: ProductKey, lot: Lot, expiry: ExpiryDate? = nil, recall: LotRecall? = nil
    ) {
        self.product = product
        self.lot = lot
        self.expiry = expiry
        self.recall = recall
    }
}

/// That, when and why a lot was called back.
package struct LotRecall: Hashable, Sendable {
    /// Milliseconds since 1970.
    package let at: UInt64
    package let cause: String

    package init(at: UInt64, cause: String) {
        self.at = at
        self.cause = cause
    }
}

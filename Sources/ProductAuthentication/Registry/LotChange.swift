package import GS1

/// Something that is said of a lot as a whole. What is nil stays as it is.
package struct LotChange: Hashable, Sendable {
    package enum Recall: Hashable, Sendable {
        /// Nothing changes for a lot that is recalled already: the first recall counts.
        case begin(LotRecall)
        case withdraw
    }

    package var product: ProductKey
    package var lot: Lot
    package var expiry: ExpiryDate?
    package var recall: Recall?

    package init(
        product: ProductKey, lot: Lot, expiry: ExpiryDate? = nil, recall: Recall? = nil
    ) {
        self.product = product
        self.lot = lot
        self.expiry = expiry
        self.recall = recall
    }

    package func applied(to known: LotRecord?) -> LotRecord {
        var record = known ?? LotRecord(product: product, lot: lot)
        if let expiry { record.expiry = expiry }
        switch recall {
        case nil: break
        case .begin(let recall): record.recall = record.recall ?? recall
        case .withdraw: record.recall = nil
        }
        return record
    }
}

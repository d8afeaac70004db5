package import GS1

/// What the owner knows of one item besides its number.
package struct ItemRecord: Hashable, Sendable {
    package var state: ItemState
    package var lot: Lot?
    package var expiry: ExpiryDate?
    /// Where it was meant to be sold.
    package var market: Country?
    /// Milliseconds since 1970 of the last change.
    package var updatedAt: UInt64

    package init(
        state: ItemState, lot: Lot? = nil, expiry: ExpiryDate? = nil, market: Country? = nil,
        updatedAt: UInt64
    ) {
        self.state = state
        self.lot = lot
        self.expiry = expiry
        self.market = market
        self.updatedAt = updatedAt
    }
}

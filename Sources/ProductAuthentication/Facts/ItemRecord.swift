package import GS1

/// What the owner knows of one item besides its number.
package struct ItemRecord: Hashable, Sendable {
    package var state: ItemState
    package var lot: Lot?
    /// The item's own date; `effectiveExpiry` is the one that counts.
    package var expiry: ExpiryDate?
    /// Where it was meant to be sold.
    package var market: Country?
    /// Milliseconds since 1970 of the last change of its state.
    package var updatedAt: UInt64
    /// What is known of its lot as a whole; nil where nothing is. The registry fills it in when it
    /// is asked, and does not store it with the item.
    package var lotRecord: LotRecord?

    package init(
        state: ItemState, lot: Lot? = nil, expiry: ExpiryDate? = nil, market: Country? = nil,
        updatedAt: UInt64, lotRecord: LotRecord? = nil
    ) {
        self.state = state
        self.lot = lot
        self.expiry = expiry
        self.market = market
        self.updatedAt = updatedAt
        self.lotRecord = lotRecord
    }

    /// The item's own expiry date, else its lot's.
    package var effectiveExpiry: ExpiryDate? { expiry ?? lotRecord?.expiry }

    /// Whether the item itself or its whole lot is called back.
    package var isRecalled: Bool { state == .recalled || lotRecord?.recall != nil }
}

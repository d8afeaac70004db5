/// What the seller of a listing really is.
package enum OfferKind: String, Sendable, CaseIterable {
    case counterfeit
    /// Own goods, accessories that name a mark, used goods.
    case honest
    case authorised
    /// Genuine goods by somebody whom the brand has not authorised: no counterfeit, whatever a brand says.
    case grey

    package var infringes: Bool { self == .counterfeit }
}

/// What is true of one listing.
package struct ListingTruth: Equatable, Sendable {
    package let listing: Int
    package let kind: OfferKind
    /// Put there by a ring, to complain of it and be trusted.
    package let ring: Int?

    package init(listing: Int, kind: OfferKind, ring: Int?) {
        self.listing = listing
        self.kind = kind
        self.ring = ring
    }
}

/// Whether what a seller answered is true.
package struct CounterNoticeTruth: Equatable, Sendable {
    package let counterNotice: Int
    package let isTrue: Bool

    package init(counterNotice: Int, isTrue: Bool) {
        self.counterNotice = counterNotice
        self.isTrue = isTrue
    }
}

/// A shop on a marketplace, as the platform knows it.
package struct Seller: Equatable, Sendable {
    /// What several shops of one person have in common.
    package struct Trait: Hashable, Sendable {
        package enum Kind: String, Sendable {
            case payment
            case phone
        }

        package let kind: Kind
        package let value: Int

        package init(kind: Kind, value: Int) {
            self.kind = kind
            self.value = value
        }
    }

    package let seller: Int
    package let marketplace: Int
    /// Seconds of the year; most were there before it.
    package let openedAt: Int
    package let salesBefore: Int
    package let traits: [Trait]

    package init(
        seller: Int, marketplace: Int, openedAt: Int, salesBefore: Int, traits: [Trait]
    ) {
        self.seller = seller
        self.marketplace = marketplace
        self.openedAt = openedAt
        self.salesBefore = salesBefore
        self.traits = traits
    }
}

/// A brand has named a seller as authorised.
package struct SellerAuthorisation: Equatable, Sendable {
    package let brand: Int
    package let seller: Int
    /// Seconds of the year.
    package let inForce: Range<Int>

    package init(brand: Int, seller: Int, inForce: Range<Int>) {
        self.brand = brand
        self.seller = seller
        self.inForce = inForce
    }
}

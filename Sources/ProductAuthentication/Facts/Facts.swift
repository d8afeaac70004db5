package import Statements

/// All that a judgement may rest on. Gathered first, so that judging needs nothing but this.
package struct Facts: Hashable, Sendable {
    /// What the owner's records say about the number asked for.
    package enum Item: Hashable, Sendable {
        /// No number was given.
        case notAsked
        case found(ItemRecord)
        /// The records do not hold it, or call it void: who asks is not told that it ever was on record.
        /// `holdsOthers`: they hold other numbers of the same product that are not void, so that an absence
        /// says something.
        case unknown(holdsOthers: Bool)
    }

    /// What the owner registered about a product.
    package struct Product: Hashable, Sendable {
        package var isSerialised: Bool
        /// None says everywhere.
        package var markets: [Country]

        package init(isSerialised: Bool, markets: [Country] = []) {
            self.isSerialised = isSerialised
            self.markets = markets
        }

        /// Of a registration, whose markets that are no country are passed over.
        package init(_ registration: ProductRegistration) {
            isSerialised = registration.serialisation != .none
            markets = registration.markets.compactMap { try? Country(parsing: $0) }
        }
    }

    /// Nil: the owner has not registered the product.
    package var product: Product?
    package var item: Item
    /// What is known of the lot that was read off the product, where the item has none on record, or no number
    /// was given, or one that is not on record.
    package var printedLot: LotRecord?
    /// The brand says that it does not supply the seller.
    package var isUnauthorisedSeller: Bool
    /// How many members report the seller or the listing at present, objections and withdrawals
    /// taken into account.
    package var membersReportingSeller: Int
    /// What the history of the number tells; nil where nothing speaks for a copy.
    package var cloneSigns: CloneSigns?

    package init(
        product: Product?, item: Item, printedLot: LotRecord? = nil,
        isUnauthorisedSeller: Bool = false, membersReportingSeller: Int = 0,
        cloneSigns: CloneSigns? = nil
    ) {
        self.product = product
        self.item = item
        self.printedLot = printedLot
        self.isUnauthorisedSeller = isUnauthorisedSeller
        self.membersReportingSeller = membersReportingSeller
        self.cloneSigns = cloneSigns
    }
}

package import AllianceNames
package import Complaints
package import Statements

/// What is looked up of a complaint before it is checked: the right, who may act for it, and each listing as its
/// marketplace shows it now.
package protocol FilingFactsReading: Sendable {
    /// - Parameter filed: its own entry, once it has one: it is no duplicate of itself, and who wrote it has filed it.
    /// - Throws: where it cannot be found out now, as when a marketplace does not answer. Never in place of a fact.
    func facts(
        of complaint: Complaint, in channel: ChannelID, filed: EntryReference?
    ) async throws -> FilingFacts
}

/// What whoever knows goods can say of a listing beside what the alliance's members say; what is not known stays as it is.
package struct GoodsFacts: Hashable, Sendable {
    package var scan = ScanFinding.none
    /// What the same goods mostly cost, in minor units of a currency.
    package var marketMedian: MarketPrice?
    package var quantity: Int?
    package var sellerAgeDays: Double?
    package var sellerSales: Int?

    package init() {}

    /// What a product question about goods of this listing was answered.
    package enum ScanFinding: Hashable, Sendable { case none, genuine, suspect, counterfeit }

    package struct MarketPrice: Hashable, Sendable {
        package var minorUnits: UInt64
        /// ISO 4217.
        package var currency: String

        package init(minorUnits: UInt64, currency: String) {
            self.minorUnits = minorUnits
            self.currency = currency
        }
    }
}

extension GoodsFacts {
    /// With what the marketplace tells of the offer, where nobody here knows better.
    func completed(by capture: ListingCapture?, at now: UInt64) -> GoodsFacts {
        guard let capture else { return self }
        var all = self
        all.quantity = quantity ?? capture.offer.quantity
        all.sellerSales = sellerSales ?? capture.offer.sellerSales
        all.sellerAgeDays =
            sellerAgeDays
            ?? capture.offer.sellerSince.map {
                Double(now - min(now, $0)) / Double(CaseRules.dayMilliseconds)
            }
        if marketMedian == nil, let price = capture.offer.marketMinorUnits,
            let currency = capture.currency
        {
            all.marketMedian = MarketPrice(minorUnits: price, currency: currency)
        }
        return all
    }
}

/// Verdicts on products, prices and sellers, where somebody at the platform has them at hand. The seam for it.
package protocol GoodsKnowledge: Sendable {
    /// In the order of `offers`.
    func goods(
        of offers: [(listing: Indicator, capture: ListingCapture?)], right: Right
    ) async throws -> [GoodsFacts]
}

/// Nothing is known of goods but what members say.
package struct NoGoodsKnowledge: GoodsKnowledge {
    package init() {}

    package func goods(
        of offers: [(listing: Indicator, capture: ListingCapture?)], right: Right
    ) -> [GoodsFacts] { Array(repeating: GoodsFacts(), count: offers.count) }
}

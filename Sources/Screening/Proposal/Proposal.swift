package import Statements

/// A listing that somebody should look at, with why, and what is at stake.
package struct Proposal: Equatable, Sendable {
    /// A finding, and what it adds beside the others of its kind.
    package struct Weighed: Equatable, Sendable {
        package let reason: ScreeningReason
        package let decibans: Int
    }

    package let marketplace: MarketplaceID
    package let number: String
    package let title: String
    package let seller: String?
    /// The heaviest first, each with what it adds.
    package let reasons: [Weighed]
    /// With the prior, within the table's bounds.
    package let decibans: Int
    package let value: ValueAtStake

    /// From 0 to 1, by `HarmTable`.
    package var probability: Double { HarmTable.probability(ofDecibans: decibans) }

    /// Cents of a euro: the value at stake times how likely it is to be lost.
    package let harmCents: Int

    /// Nil for what is no proposal.
    package init?(_ listing: Listing, _ facts: ListingFacts) {
        let marks = facts.marks.filter { !facts.authorisedBy.contains($0.owner) }
        // Whoever sells what it is authorised to sell is nobody's case, whatever else is said.
        guard facts.marks.isEmpty || !marks.isEmpty else { return nil }
        var found = facts.reported.map { ScreeningReason.reported($0) }
        found += marks.map { .mark($0) }
        found += facts.images.map { .image($0) }
        found += facts.linked.map { .linked($0) }
        let reasons = Self.weighed(found)
        guard !reasons.isEmpty else { return nil }
        let sum = reasons.reduce(HarmTable.Line.prior.decibans) { $0 + $1.decibans }
        guard sum >= HarmTable.proposedMin else { return nil }
        marketplace = listing.marketplace
        number = listing.number
        title = listing.title
        seller = listing.seller
        self.reasons = reasons
        decibans = min(sum, HarmTable.decibansMax)
        value = ValueAtStake(of: listing)
        harmCents = Int(
            (HarmTable.probability(ofDecibans: decibans) * Double(value.cents)).rounded())
    }

    /// Of each kind the heaviest whole, the others by the table; the order is that of what they add, then the order
    /// in which they came.
    private static func weighed(_ reasons: [ScreeningReason]) -> [Weighed] {
        var weighed: [Weighed] = []
        for kind in ScreeningReason.Kind.allCases {
            let own = reasons.filter { $0.kind == kind }.map {
                (reason: $0, decibans: HarmTable.decibans(of: $0))
            }
            let sorted = own.enumerated().sorted {
                (-$0.element.decibans, $0.offset) < (-$1.element.decibans, $1.offset)
            }
            for (place, one) in sorted.enumerated() {
                let further = place <= HarmTable.furtherFindingsMax ? HarmTable.furtherFinding : 0
                weighed.append(
                    Weighed(
                        reason: one.element.reason,
                        decibans: place == 0
                            ? one.element.decibans : min(further, one.element.decibans)))
            }
        }
        return weighed.enumerated().sorted {
            (-$0.element.decibans, $0.offset) < (-$1.element.decibans, $1.offset)
        }.map(\.element)
    }
}

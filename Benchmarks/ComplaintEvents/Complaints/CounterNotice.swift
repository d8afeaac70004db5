/// A seller answers a complaint about some of its listings.
package struct CounterNotice: Equatable, Sendable {
    package enum Claim: String, Sendable, CaseIterable {
        case genuineGoods
        case authorisedSeller
        case ownGoods
        case namesTheMarkOnly
    }

    package let counterNotice: Int
    package let complaint: Int
    package let seller: Int
    /// Of the complaint, and this seller's.
    package let listings: [Int]
    package let claim: Claim
    package let evidence: [EvidenceItem]

    package init(
        counterNotice: Int, complaint: Int, seller: Int, listings: [Int], claim: Claim,
        evidence: [EvidenceItem]
    ) {
        self.counterNotice = counterNotice
        self.complaint = complaint
        self.seller = seller
        self.listings = listings
        self.claim = claim
        self.evidence = evidence
    }
}

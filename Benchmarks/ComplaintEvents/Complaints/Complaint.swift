/// What an account filed.
package struct Complaint: Equatable, Sendable {
    /// Most listings of one complaint.
    package static let listingsMax = 300

    package enum Ground: String, Sendable, CaseIterable {
        case counterfeitFeatures
        case testBuy
        case modelDoesNotExist
        case markInListing
        case design
        case copyright
        case patent
    }

    package let complaint: Int
    package let complainant: Int
    /// The right that it rests on, which may be another's.
    package let right: Int
    package let ground: Ground
    /// 1 to 300.
    package let listings: [Int]
    package let evidence: [EvidenceItem]
    /// A complaint that was returned, filed again.
    package let mends: Int?

    package init(
        complaint: Int, complainant: Int, right: Int, ground: Ground, listings: [Int],
        evidence: [EvidenceItem], mends: Int?
    ) {
        self.complaint = complaint
        self.complainant = complainant
        self.right = right
        self.ground = ground
        self.listings = listings
        self.evidence = evidence
        self.mends = mends
    }
}

/// Something that a platform's node gets to know. It holds nothing that only the generator knows: the
/// truth about listings and complaints has types of its own, in a target that judges do not import.
package enum YearEvent: Equatable, Sendable {
    case marketplace(Marketplace)
    case brand(Brand)
    case right(Right)
    case product(Product)
    case complainant(Complainant)
    case agentAuthorisation(AgentAuthorisation)
    case seller(Seller)
    case sellerAuthorisation(SellerAuthorisation)
    case listing(Listing)
    /// Its seller took it down.
    case listingEnded(listing: Int)
    /// Pending, until a quorum of witnesses has cosigned it.
    case report(SellerReport)
    case reportWitnessed(report: Int)
    case reportWithdrawn(report: Int)
    case scanVerdict(ScanVerdict)
    case testBuy(TestBuy)
    case complaint(Complaint)
    case counterNotice(CounterNotice)
    /// The complainant takes it back.
    case withdrawal(complaint: Int)

    package var name: String {
        switch self {
        case .marketplace: "marketplace"
        case .brand: "brand"
        case .right: "right"
        case .product: "product"
        case .complainant: "complainant"
        case .agentAuthorisation: "agent-authorisation"
        case .seller: "seller"
        case .sellerAuthorisation: "seller-authorisation"
        case .listing: "listing"
        case .listingEnded: "listing-ended"
        case .report: "report"
        case .reportWitnessed: "report-witnessed"
        case .reportWithdrawn: "report-withdrawn"
        case .scanVerdict: "scan-verdict"
        case .testBuy: "test-buy"
        case .complaint: "complaint"
        case .counterNotice: "counter-notice"
        case .withdrawal: "withdrawal"
        }
    }
}

/// What happens, and when.
package struct TimedEvent: Equatable, Sendable {
    /// Seconds of the year.
    package let at: Int
    package let event: YearEvent

    package init(at: Int, _ event: YearEvent) {
        self.at = at
        self.event = event
    }
}

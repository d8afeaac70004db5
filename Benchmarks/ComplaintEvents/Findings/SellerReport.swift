/// What a member said about a seller in the alliance's logs.
package struct SellerReport: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case counterfeit
        /// Genuine goods by somebody who is not authorised: never a sign of counterfeits.
        case greyMarket
    }

    package let report: Int
    package let seller: Int
    /// The brand that says so.
    package let member: Int
    package let kind: Kind

    package init(report: Int, seller: Int, member: Int, kind: Kind) {
        self.report = report
        self.seller = seller
        self.member = member
        self.kind = kind
    }
}

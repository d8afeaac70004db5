import AllianceNames
package import JSON
package import Statements
import TransparencyLog

/// What a listing or a storefront is called between a node and a marketplace: the marketplace and its own name for it.
package enum ListingName {
    static let members: Set<String> = ["marketplace", "listing", "storefront"]

    static func read(_ members: FormMembers) throws(MarketplaceFormError) -> Indicator {
        let marketplace = try members.marketplace()
        // As long as in a statement: compared in another form it is longer than it came, and is sent on in that.
        let bytes = 1...StatementLimits.indicatorBytesMax
        switch (
            try members.text("listing", bytes: bytes), try members.text("storefront", bytes: bytes)
        ) {
        case (let id?, nil):
            return try indicator(.listing, marketplace, id, "listing")
        case (nil, let id?):
            return try indicator(.sellerAccount, marketplace, id, "storefront")
        default: throw .form("listing", expected: "either 'listing' or 'storefront'")
        }
    }

    static func indicator(
        _ type: IndicatorType, _ marketplace: MarketplaceID, _ id: String, _ field: String
    ) throws(MarketplaceFormError) -> Indicator {
        do throws(IndicatorError) {
            return try Indicator(type, parsing: "\(marketplace):\(id)")
        } catch {
            throw .identifier(field, error)
        }
    }

    /// The members that name it.
    package static func json(_ listing: Indicator) -> [String: JSONValue] {
        let (marketplace, id) = listing.marketplaceAndID
        return [
            "marketplace": .string(marketplace),
            listing.type == .listing ? "listing" : "storefront": .string(id),
        ]
    }

    /// The name of a file about it: of letters, digits and a hyphen, whatever it is called, and of no other one.
    package static func fileName(_ listing: Indicator) -> String {
        let kind = listing.type == .listing ? "listing" : "storefront"
        return "\(kind)-\(Digest.sha256(Array(listing.value.utf8)).hex).json"
    }
}

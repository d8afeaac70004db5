package import Complaints
package import JSON
package import Statements

/// The question what a marketplace shows of listings.
///
///     {"listings":[{"marketplace":"bazario","listing":"1001"},{"marketplace":"bazario","storefront":"store123"}]}
package enum CaptureQuestion {
    /// As many as a complaint may have.
    package static let listingsMax = Complaint.listingsMax

    package static func json(_ listings: [Indicator]) -> JSONValue {
        .object(["listings": .array(listings.map { .object(ListingName.json($0)) })])
    }
}

/// The answer to it. What is not in it the marketplace does not know.
///
///     {"captures":[{"marketplace":"bazario","listing":"1001","title":"…", …}]}
package enum CaptureAnswer {
    package static let bytesMax = 4 * 1_024 * 1_024

    /// - Returns: in the order of `listings`, nil for those it does not have.
    package static func parse(
        _ bytes: [UInt8], to listings: [Indicator]
    ) throws(MarketplaceFormError) -> [ListingCapture?] {
        let members = try FormMembers(parsing: bytes, bytesMax: bytesMax, allowing: ["captures"])
        guard members["captures"] != nil else { throw .missing("captures") }
        let asked = Set(listings)
        var found: [Indicator: ListingCapture] = [:]
        for value in try members.list("captures", countMax: CaptureQuestion.listingsMax) {
            let captured = try CapturedListing(value)
            guard asked.contains(captured.listing) else { throw .notAsked(captured.listing.value) }
            guard found.updateValue(captured.capture, forKey: captured.listing) == nil else {
                throw .twice(captured.listing.value)
            }
        }
        return listings.map { found[$0] }
    }
}

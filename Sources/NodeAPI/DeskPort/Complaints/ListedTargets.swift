import CSV
package import Statements

/// Listings and storefronts as people paste them, one a line: `marketplace:number`, the address of a listing that
/// names both, or `seller-account marketplace:account` for a whole storefront, which may be called so too.
package struct ListedTargets: Hashable, Sendable {
    package struct Refused: Hashable, Sendable {
        /// From 1.
        package let line: Int
        package let text: String
        /// Bounded, for the words of a page.
        package let keyword: String
        package let why: String
    }

    /// Lines that are looked at; listings are counted beside that.
    package static let linesMax = 2_000
    package static let bytesMax = 512 << 10

    /// Each once, in their order.
    package private(set) var listings: [Indicator] = []
    package private(set) var refused: [Refused] = []
    /// Those that were named more than once.
    package private(set) var repeated = 0
    /// There are more than a complaint may name.
    package private(set) var isTooMany = false

    package init(_ text: String) {
        var seen: Set<Indicator> = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (place, line) in lines.enumerated() {
            guard place < Self.linesMax else {
                isTooMany = true
                break
            }
            let line = Self.trimmed(line)
            guard !line.isEmpty else { continue }
            guard !line.contains("://") || ListingAddress.listing(line) != nil else {
                refuse(place, line, Self.unknownAddress.keyword, Self.unknownAddress.reason)
                continue
            }
            do throws(IndicatorError) {
                let indicator = try Self.indicator(line)
                guard seen.insert(indicator).inserted else {
                    repeated += 1
                    continue
                }
                guard listings.count < Complaint.listingsMax else {
                    isTooMany = true
                    continue
                }
                listings.append(indicator)
            } catch {
                refuse(place, line, error.keyword, error.why)
            }
        }
    }

    private mutating func refuse(
        _ place: Int, _ line: String, _ keyword: String, _ why: String
    ) {
        guard refused.count < Self.refusedMax else { return }
        refused.append(
            Refused(
                line: place + 1, text: String(line.prefix(200)), keyword: keyword, why: why))
    }

    private static let unknownAddress = CSVRowError(
        keyword: "address-unknown",
        reason:
            "this address names no listing in a form that is known here; write marketplace:number"
    )

    /// Refusals that are told one by one.
    private static let refusedMax = 100

    private static func indicator(_ line: String) throws(IndicatorError) -> Indicator {
        if let listing = ListingAddress.listing(line) { return listing }
        for prefix in [IndicatorType.sellerAccount.name + " ", "storefront "]
        where line.lowercased().hasPrefix(prefix) {
            return try Indicator(.sellerAccount, parsing: String(line.dropFirst(prefix.count)))
        }
        return try Indicator(.listing, parsing: line)
    }

    /// As a form has them, one a line.
    package static func text(_ listings: [Indicator]) -> String {
        listings.map { listing in
            listing.type == .sellerAccount ? listing.description : listing.value
        }.joined(separator: "\n")
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line.drop(while: \.isWhitespace)
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
    }
}

import AllianceNames
package import Complaints
package import JSON
import Roster
package import Statements
import TransparencyLog

/// What a marketplace shows of one listing or storefront.
///
///     {"marketplace":"bazario","listing":"1001","title":"…",
///      "images":[{"sha256":"…","pdq":"…","url":"https://…"}],
///      "price":{"minorUnits":1990,"currency":"EUR"},"seller":"store123","capturedAt":"2026-11-27T08:00:00Z",
///      "niceClasses":[18],"countries":["DE"],"quantity":40,"marketPrice":{"minorUnits":19900,"currency":"EUR"},
///      "sellerSince":"2026-11-20T00:00:00Z","sellerSales":2}
package struct CapturedListing: Equatable, Sendable {
    package static let bytesMax = 32 * 1_024
    package static let titleBytesMax = 4_000
    package static let imagesMax = 20
    package static let urlBytesMax = 2_048
    package static let countriesMax = 256
    package static let niceClasses: ClosedRange<UInt64> = 1...45
    /// Of pieces, and of sales.
    package static let countMax: UInt64 = 1_000_000_000

    package let listing: Indicator
    package let capture: ListingCapture
    /// Images that are told by their address alone. Nobody can say later what was to be seen there, so they are none
    /// of those that are frozen.
    package let imageAddresses: [String]

    package init(listing: Indicator, capture: ListingCapture, imageAddresses: [String] = []) {
        self.listing = listing
        self.capture = capture
        self.imageAddresses = imageAddresses
    }

    private static let members = ListingName.members.union([
        "title", "images", "price", "seller", "capturedAt", "niceClasses", "countries",
        "quantity", "marketPrice", "sellerSince", "sellerSales",
    ])

    package init(parsing bytes: [UInt8]) throws(MarketplaceFormError) {
        try self.init(
            FormMembers(parsing: bytes, bytesMax: Self.bytesMax, allowing: Self.members))
    }

    init(_ value: JSONValue) throws(MarketplaceFormError) {
        try self.init(FormMembers(value, allowing: Self.members))
    }

    private init(_ members: FormMembers) throws(MarketplaceFormError) {
        listing = try ListingName.read(members)
        let marketplace = try members.marketplace()
        guard let capturedAt = try members.time("capturedAt") else {
            throw .missing("capturedAt")
        }
        var capture = ListingCapture(
            title: try members.needed("title", bytes: 1...Self.titleBytesMax),
            capturedAt: capturedAt, countries: try Self.countries(members))
        if let account = try members.text("seller") {
            capture.seller = try ListingName.indicator(
                .sellerAccount, marketplace, account, "seller")
        }
        if let value = members["price"] {
            let price = try FormMembers(value, allowing: ["minorUnits", "currency"])
            guard
                let units = try price.whole(
                    "minorUnits", 0...ComplaintOutcome.valueMinorUnitsMax)
            else { throw .missing("minorUnits") }
            capture.priceMinorUnits = units
            capture.currency = try Self.currency(price)
        }
        capture.niceClasses = try Self.classes(members)
        capture.offer = try Self.offer(members, currency: capture.currency)
        var addresses: [String] = []
        for value in try members.list("images", countMax: Self.imagesMax) {
            switch try Self.image(value) {
            case .digest(let digest, let likeness):
                capture.images.append(digest)
                guard let likeness else { continue }
                let before = capture.likenesses.updateValue(likeness, forKey: digest)
                guard before == nil || before == likeness else {
                    throw .form("pdq", expected: "the same for the same 'sha256'")
                }
            case .address(let address): addresses.append(address)
            }
        }
        self.capture = capture
        imageAddresses = addresses
    }

    private static func currency(_ price: FormMembers) throws(MarketplaceFormError) -> String {
        let currency = try price.needed("currency")
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
        else { throw .form("currency", expected: "three capital letters, such as EUR") }
        return currency
    }

    /// - Parameter currency: of the price, beside which another currency says nothing.
    private static func offer(
        _ members: FormMembers, currency: String?
    ) throws(MarketplaceFormError) -> ListingCapture.OfferFacts {
        var offer = ListingCapture.OfferFacts(
            quantity: try members.whole("quantity", 0...countMax).map { Int($0) },
            sellerSince: try members.time("sellerSince"),
            sellerSales: try members.whole("sellerSales", 0...countMax).map { Int($0) })
        if let value = members["marketPrice"] {
            let price = try FormMembers(value, allowing: ["minorUnits", "currency"])
            guard try Self.currency(price) == currency else {
                throw .form("marketPrice", expected: "a price in the currency of 'price'")
            }
            guard
                let units = try price.whole(
                    "minorUnits", 1...ComplaintOutcome.valueMinorUnitsMax)
            else { throw .missing("minorUnits") }
            offer.marketMinorUnits = units
        }
        return offer
    }

    private static func countries(_ members: FormMembers) throws(MarketplaceFormError) -> [String] {
        let countries = try members.words("countries", countMax: countriesMax)
        for country in countries {
            guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5a).contains($0) })
            else { throw .form("countries", expected: "two capital letters each, such as DE") }
        }
        return countries
    }

    private static func classes(_ members: FormMembers) throws(MarketplaceFormError) -> [Int] {
        var classes: [Int] = []
        for value in try members.list(
            "niceClasses", countMax: Int(niceClasses.upperBound))
        {
            guard case .number(let digits) = value, let number = UInt64(digits),
                niceClasses.contains(number)
            else { throw .form("niceClasses", expected: "numbers from 1 to 45") }
            classes.append(Int(number))
        }
        return classes
    }

    private enum Image {
        case digest(Digest, likeness: Indicator?)
        case address(String)
    }

    private static func image(_ value: JSONValue) throws(MarketplaceFormError) -> Image {
        let image = try FormMembers(value, allowing: ["sha256", "pdq", "url"])
        let address = try image.text("url", bytes: 1...urlBytesMax)
        if let address {
            guard address.hasPrefix("https://"),
                address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
            else { throw .form("url", expected: "an address that begins with https://") }
        }
        let likeness = try likeness(image)
        guard let hex = try image.text("sha256") else {
            guard likeness == nil else { throw .missing("sha256") }
            guard let address else {
                throw .form("images", expected: "'sha256', 'url' or both")
            }
            return .address(address)
        }
        guard let digest = Digest(hex: hex) else {
            throw .form("sha256", expected: "64 lower-case hexadecimal digits")
        }
        return .digest(digest, likeness: likeness)
    }

    /// What an image looks like.
    private static func likeness(_ image: FormMembers) throws(MarketplaceFormError) -> Indicator? {
        guard let hex = try image.text("pdq") else { return nil }
        guard hex.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let likeness = try? Indicator(.imagePDQ, parsing: hex)
        else { throw .form("pdq", expected: "64 lower-case hexadecimal digits") }
        return likeness
    }

    package var json: JSONValue {
        var members = ListingName.json(listing)
        members["title"] = .string(capture.title)
        members["capturedAt"] = .string(
            "\(UTCTimestamp(millisecondsSince1970: capture.capturedAt))")
        members["countries"] = .array(capture.countries.map { .string($0) })
        members["niceClasses"] = .array(capture.niceClasses.map { .integer(UInt64($0)) })
        members["images"] = .array(
            capture.images.map { digest in
                var image: [String: JSONValue] = ["sha256": .string(digest.hex)]
                if let likeness = capture.likenesses[digest] {
                    image["pdq"] = .string(likeness.value)
                }
                return .object(image)
            }
                + imageAddresses.map { .object(["url": .string($0)]) })
        if let seller = capture.seller {
            members["seller"] = .string(seller.marketplaceAndID.id)
        }
        if let units = capture.priceMinorUnits, let currency = capture.currency {
            members["price"] = .object([
                "minorUnits": .integer(units), "currency": .string(currency),
            ])
            if let market = capture.offer.marketMinorUnits {
                members["marketPrice"] = .object([
                    "minorUnits": .integer(market), "currency": .string(currency),
                ])
            }
        }
        let offer = capture.offer
        if let pieces = offer.quantity { members["quantity"] = .integer(UInt64(pieces)) }
        if let sales = offer.sellerSales { members["sellerSales"] = .integer(UInt64(sales)) }
        if let since = offer.sellerSince {
            members["sellerSince"] = .string("\(UTCTimestamp(millisecondsSince1970: since))")
        }
        return .object(members)
    }
}

import GS1
import Statements

/// What a listing is known by, made of its fields.
struct ListingIdentifiers {
    private(set) var all: [Indicator] = []
    private(set) var host: String?
    private var seen: Set<Indicator> = []

    init(
        _ fields: Listing.Fields, of marketplace: MarketplaceID
    ) throws(ListingError) {
        try add(.listing, "\(marketplace):\(fields.number)", "listing")
        if let seller = fields.seller {
            try add(.sellerAccount, "\(marketplace):\(seller)", "seller")
        }
        if let url = fields.url { try add(url: url, marketplace) }
        try add(gtin: fields.gtin, serial: fields.serial)
        guard fields.identifiers.count <= Listing.identifiersMax else {
            throw .form("identifiers", expected: "at most \(Listing.identifiersMax) identifiers")
        }
        for identifier in fields.identifiers {
            guard identifier.type != .imagePDQ else {
                throw .form("identifiers", expected: "no image, which stands among the images")
            }
            add(identifier)
        }
    }

    private mutating func add(
        _ type: IndicatorType, _ value: String, _ field: String
    ) throws(ListingError) {
        do throws(IndicatorError) {
            add(try Indicator(type, parsing: value))
        } catch {
            throw .identifier(field, error)
        }
    }

    private mutating func add(_ indicator: Indicator) {
        if seen.insert(indicator).inserted { all.append(indicator) }
    }

    /// A shop of its own is known by its domain; the domain of a marketplace says nothing of the seller.
    private mutating func add(
        url: String, _ marketplace: MarketplaceID
    ) throws(ListingError) {
        guard url.utf8.count <= Listing.urlBytesMax else {
            throw .form("url", expected: "at most \(Listing.urlBytesMax) bytes")
        }
        try add(.url, url, "url")
        guard let host = all.last.flatMap({ Self.host(of: $0) }),
            !Self.isOf(marketplace, host)
        else { return }
        self.host = host
        for (type, value) in [
            (IndicatorType.ip, host), (.domain, host),
            (.domain, host.hasPrefix("www.") ? String(host.dropFirst(4)) : host),
        ] {
            if let indicator = try? Indicator(type, parsing: value) { add(indicator) }
        }
    }

    private mutating func add(gtin: String?, serial: String?) throws(ListingError) {
        guard let gtin else {
            guard serial == nil else {
                throw .form("serial", expected: "the 'gtin' that it is a serial number of")
            }
            return
        }
        do throws(GS1Error) {
            _ = try GTIN(parsing: gtin)
        } catch {
            throw .form("gtin", expected: "a GTIN with a right check digit")
        }
        if let serial { try add(.itemSerial, "\(gtin)/\(serial)", "serial") }
    }

    /// Of a canonical address; an IPv6 address stands in brackets there.
    private static func host(of url: Indicator) -> String? {
        guard url.type == .url, let start = url.value.firstRange(of: "://")?.upperBound else {
            return nil
        }
        let authority = url.value[start...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@").last ?? authority
        let name =
            host.hasPrefix("[") ? host.dropFirst().prefix { $0 != "]" } : host.prefix { $0 != ":" }
        return name.isEmpty ? nil : String(name)
    }

    /// `www.ebay.de` of `ebay.de`, and `shopee.sg` of `shopee`.
    private static func isOf(_ marketplace: MarketplaceID, _ host: String) -> Bool {
        let name = marketplace.rawValue
        return host == name || host.hasSuffix("." + name) || host.hasPrefix(name + ".")
            || host.contains("." + name + ".")
    }
}

package import ImageRecognition
import JSON
import Statements

/// One line of a list: a listing as JSON.
///
///     {"marketplace":"bazario","listing":"1001","title":"…","description":"…","seller":"store123",
///      "sellerName":"…","url":"https://…","price":{"amount":"19.90","currency":"EUR"},"quantity":50,
///      "images":[{"pdq":"…"},{"file":"photos/1.jpg"}],"gtin":"…","serial":"…",
///      "identifiers":[{"type":"email","value":"…"}]}
///
/// Read strictly: members that are not known, and values of another form, are refused.
package struct ListingLine: Equatable, Sendable {
    /// Longest line.
    package static let bytesMax = 32 * 1024
    static let depthMax = 4
    static let fileBytesMax = 1_024

    package enum Image: Equatable, Sendable {
        case hash(PDQHash)
        /// Where the picture is, for who may read files.
        case file(String)
    }

    private var fields: Listing.Fields
    package let images: [Image]

    private static let names: Set<String> = [
        "marketplace", "listing", "title", "description", "seller", "sellerName", "url", "price",
        "quantity", "images", "gtin", "serial", "identifiers",
    ]

    package init(parsing bytes: [UInt8]) throws(ListingError) {
        guard bytes.count <= Self.bytesMax else { throw .lineLength(bytesMax: Self.bytesMax) }
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: bytes, depthMax: Self.depthMax)
        } catch {
            throw .json(error)
        }
        guard case .object(let members) = value else { throw .notAnObject(found: value.kind) }
        let line = ListingMembers(members)
        try line.allow(Self.names)
        fields = Listing.Fields(
            marketplace: try line.needed("marketplace"), number: try line.needed("listing"),
            title: try line.needed("title"))
        fields.description = try line.text("description") ?? ""
        fields.seller = try line.text("seller")
        fields.sellerName = try line.text("sellerName")
        fields.url = try line.text("url")
        fields.price = try line.object("price").map { (price) throws(ListingError) in
            try price.allow(["amount", "currency"])
            return try Price(
                amount: price.digits("amount"), currency: price.needed("currency"))
        }
        fields.quantity = try line.whole("quantity") ?? 1
        fields.gtin = try line.text("gtin")
        fields.serial = try line.text("serial")
        for entry in try line.list("identifiers", countMax: Listing.identifiersMax) {
            fields.identifiers.append(try Self.identifier(entry))
        }
        var images: [Image] = []
        for entry in try line.list("images", countMax: Listing.imagesMax) {
            images.append(try Self.image(entry))
        }
        self.images = images
    }

    private static func identifier(_ entry: ListingMembers) throws(ListingError) -> Indicator {
        try entry.allow(["type", "value"])
        guard let type = IndicatorType(name: try entry.needed("type")) else {
            throw .form("identifiers", expected: "a 'type' of \(IndicatorType.nameList)")
        }
        let value = try entry.needed("value")
        do throws(IndicatorError) {
            return try Indicator(type, parsing: value)
        } catch {
            throw .identifier("identifiers", error)
        }
    }

    private static func image(_ entry: ListingMembers) throws(ListingError) -> Image {
        try entry.allow(["pdq", "file"])
        switch (try entry.text("pdq"), try entry.text("file")) {
        case (let digits?, nil):
            guard let hash = PDQHash(parsing: digits) else {
                throw .form("images", expected: "'pdq' of \(PDQHash.hexadecimalDigits) digits")
            }
            return .hash(hash)
        case (nil, let path?):
            guard (1...fileBytesMax).contains(path.utf8.count), !path.utf8.contains(0) else {
                throw .form("images", expected: "'file' of at most \(fileBytesMax) bytes")
            }
            return .file(path)
        default: throw .form("images", expected: "either 'pdq' or 'file'")
        }
    }

    /// Where images come as hashes alone.
    package func listing() throws(ListingError) -> Listing {
        var images: [Listing.Image] = []
        for image in self.images {
            guard case .hash(let hash) = image else { throw .fileNotRead }
            images.append(.init(hash))
        }
        return try listing(images)
    }

    /// - Parameter hash: makes of a file what its image looks like.
    package func listing(
        hashing hash: (String) throws -> ImageLikeness
    ) throws -> Listing {
        try listing(
            try images.map { image in
                switch image {
                case .hash(let hash): .init(hash)
                case .file(let path): .init(try hash(path))
                }
            })
    }

    private func listing(_ images: [Listing.Image]) throws(ListingError) -> Listing {
        var fields = fields
        fields.images = images
        return try Listing(fields)
    }
}

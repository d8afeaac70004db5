import AllianceNames
package import ImageRecognition
package import Statements

/// An offer on a marketplace: what whoever has it hands over, be it a line of a list or a marketplace adapter.
///
/// Bounded, with everything that it may be known by in canonical form. Nothing of it is kept beyond the
/// screening.
package struct Listing: Equatable, Sendable {
    package static let titleScalars = 1...1_000
    package static let descriptionScalarsMax = 8_000
    /// Of the marketplace's own words: number, seller, serial number.
    package static let wordScalars = 1...256
    package static let urlBytesMax = 2_048
    package static let quantities = 1...1_000_000
    package static let imagesMax = 20
    /// Contacts and the like that the listing shows.
    package static let identifiersMax = 32

    /// One picture of it: its hash, and where the picture itself was at hand, those of it turned.
    package struct Image: Equatable, Sendable {
        package struct Asked: Equatable, Sendable {
            package let turn: ImageTurn
            package let hash: PDQHash
        }

        package let asked: [Asked]

        package init(_ hash: PDQHash) { asked = [Asked(turn: .original, hash: hash)] }

        package init(_ likeness: ImageLikeness) {
            asked = likeness.asked.map { Asked(turn: $0.turn, hash: $0.hash) }
        }
    }

    /// As they come, before they are looked at.
    package struct Fields: Equatable, Sendable {
        package var marketplace: String
        /// The marketplace's own number of the listing.
        package var number: String
        package var title: String
        package var description = ""
        /// The account, as the marketplace names it.
        package var seller: String?
        /// What the seller calls itself.
        package var sellerName: String?
        package var url: String?
        package var price: Price?
        /// Pieces on offer.
        package var quantity = 1
        package var images: [Image] = []
        package var gtin: String?
        package var serial: String?
        package var identifiers: [Indicator] = []

        package init(marketplace: String, number: String, title: String) {
            self.marketplace = marketplace
            self.number = number
            self.title = title
        }
    }

    package let marketplace: MarketplaceID
    package let number: String
    package let title: String
    package let description: String
    package let seller: String?
    package let sellerName: String?
    /// The machine that the listing's address names; nil where that is the marketplace itself.
    package let host: String?
    package let price: Price?
    package let quantity: Int
    package let images: [Image]
    /// What it is known by, each once: the listing and its seller first.
    package let identifiers: [Indicator]

    /// - Throws: `ListingError` for the first field that is not as it must be.
    package init(_ fields: Fields) throws(ListingError) {
        do throws(NameError) {
            marketplace = try MarketplaceID(parsing: fields.marketplace)
        } catch {
            throw .form(
                "marketplace",
                expected: "1 to 63 of a-z, 0-9, '.' and '-', beginning with a letter or digit")
        }
        number = try Self.word(fields.number, "listing")
        title = try Self.text(fields.title, "title", Self.titleScalars)
        description = try Self.text(
            fields.description, "description", 0...Self.descriptionScalarsMax)
        seller = try Self.word(ifAny: fields.seller, "seller")
        sellerName = try Self.word(ifAny: fields.sellerName, "sellerName")
        price = fields.price
        guard Self.quantities.contains(fields.quantity) else {
            throw .form(
                "quantity",
                expected:
                    "a whole number from \(Self.quantities.lowerBound) to \(Self.quantities.upperBound)"
            )
        }
        quantity = fields.quantity
        guard fields.images.count <= Self.imagesMax else {
            throw .form("images", expected: "at most \(Self.imagesMax) images")
        }
        images = fields.images
        let found = try ListingIdentifiers(fields, of: marketplace)
        identifiers = found.all
        host = found.host
    }

    /// The seller's account, where it is known.
    package var sellerAccount: Indicator? { identifiers.first { $0.type == .sellerAccount } }

    private static func word(
        ifAny text: String?, _ field: String
    ) throws(ListingError) -> String? {
        guard let text else { return nil }
        return try word(text, field)
    }

    private static func word(_ text: String, _ field: String) throws(ListingError) -> String {
        try self.text(text, field, wordScalars)
    }

    private static func text(
        _ text: String, _ field: String, _ scalars: ClosedRange<Int>
    ) throws(ListingError) -> String {
        // The bytes first: counting characters takes as long as there are some.
        guard text.utf8.count <= scalars.upperBound * 4,
            scalars.contains(text.unicodeScalars.count)
        else {
            throw .form(
                field,
                expected: "a text of \(scalars.lowerBound) to \(scalars.upperBound) characters")
        }
        return text
    }
}

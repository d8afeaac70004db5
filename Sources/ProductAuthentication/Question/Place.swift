import AllianceNames

/// A country as ISO 3166-1 alpha-2 writes it. Whether the letters are assigned is not checked.
package struct Country: Hashable, Sendable, CustomStringConvertible {
    package let code: String

    /// - Throws: `ProductAuthenticationError.country` unless two capital letters.
    package init(parsing text: some StringProtocol) throws(ProductAuthenticationError) {
        guard text.utf8.count == 2,
            text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { throw .country(found: String(text.prefix(20))) }
        code = String(text)
    }

    package var description: String { code }

    /// The country and nothing more of where.
    package var place: Place { Place(country: self) }
}

/// Where the product is: a country and, as far as the asker says, where in it.
package struct Place: Hashable, Sendable, CustomStringConvertible {
    package static let detailBytesMax = 120

    package let country: Country
    package let detail: String?

    package init(country: Country, detail: String? = nil) throws(ProductAuthenticationError) {
        self.country = country
        if let detail {
            self.detail = try BoundedText.check(
                detail, field: "place", bytesMax: Self.detailBytesMax)
        } else {
            self.detail = nil
        }
    }

    init(country: Country) {
        self.country = country
        detail = nil
    }

    /// - Parameter text: `DE`, or `DE Hamburg`.
    package init(parsing text: String) throws(ProductAuthenticationError) {
        let cut = text.cut(at: " ")
        try self.init(country: Country(parsing: cut?.before ?? text), detail: cut?.behind)
    }

    package var description: String {
        detail.map { "\(country) \($0)" } ?? country.code
    }
}

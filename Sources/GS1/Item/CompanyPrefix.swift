/// The leading digits that say whose GTIN it is: a GS1 company prefix of 4 to 12 digits, or one GTIN-8,
/// which GS1 allots singly, written whole behind `00000` (13 digits).
///
/// Source: GS1 General Specifications, section 1.4.
package struct CompanyPrefix: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let digits: String

    package static let digitsMin = 4
    package static let digitsMax = 12

    /// - Throws: `GS1Error.companyPrefix`; for 13 digits also the errors of the GTIN-8 in them.
    package init(parsing text: some StringProtocol) throws(GS1Error) {
        let isDigits = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let count = text.utf8.count
        guard isDigits, count >= Self.digitsMin, count <= 13 else {
            throw .companyPrefix(found: String(text.prefix(40)))
        }
        let isGTIN8 = count == 13 && text.hasPrefix("00000")
        if isGTIN8 {
            _ = try GTIN(parsing: text.dropFirst(5))
        } else if count > Self.digitsMax
            || text.hasPrefix("0000") && "00000".hasPrefix(text.prefix(5))
        {
            throw .companyPrefix(found: String(text.prefix(40)))
        }
        digits = String(text)
    }

    package func covers(_ gtin: GTIN) -> Bool { gtin.companyPrefixDigits.hasPrefix(digits) }

    /// Whether some GTIN could belong to both.
    package func overlaps(_ other: CompanyPrefix) -> Bool {
        digits.hasPrefix(other.digits) || other.digits.hasPrefix(digits)
    }

    package var description: String { digits }

    package static func < (left: Self, right: Self) -> Bool { left.digits < right.digits }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}

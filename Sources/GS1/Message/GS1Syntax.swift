/// The ways in which GS1 data is written.
package enum GS1Syntax: String, CaseIterable, Sendable {
    /// `(01)09520123456788(21)12345`
    case bracketed
    /// An element string with its first FNC1, each FNC1 the character 29 or `^`.
    case elementString = "element-string"
    /// An element string whose first FNC1 has been taken off.
    case bareElementString = "bare-element-string"
    /// What a scanner sends: a symbology identifier, then the data.
    case scanData = "scan-data"
    /// `https://example.com/some/stem/01/09520123456788/21/12345`
    case digitalLink = "digital-link"
    /// The path and query of a Digital Link.
    case digitalLinkPath = "digital-link-path"
    /// The digits of a GTIN in any of its lengths.
    case gtin

    /// The syntax that text beginning like this can only be in; nil for none. All digits in the number
    /// of a GTIN are one: what else they may be says an FNC1 (`^`) before them.
    package init?(recognising bytes: [UInt8]) {
        switch bytes.first {
        case UInt8(ascii: "("): self = .bracketed
        case UInt8(ascii: "^"), 29: self = .elementString
        case UInt8(ascii: "]"): self = .scanData
        case UInt8(ascii: "/"): self = .digitalLinkPath
        case .some(let byte) where byte.isDigit:
            let isGTIN = [8, 12, 13, 14].contains(bytes.count) && bytes.allSatisfy(\.isDigit)
            self = isGTIN ? .gtin : .bareElementString
        default:
            let head = bytes.prefix { $0 != UInt8(ascii: "/") }
            guard head.last == UInt8(ascii: ":") else { return nil }
            self = .digitalLink
        }
    }
}

/// What a reader accepts beyond the letter of the present standards.
package struct GS1Options: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Names in place of keys and qualifiers in the path of a Digital Link (`/gtin/…/ser/…`), as
    /// release 1.1 had them.
    package static let convenienceNames = Self(rawValue: 1)
    /// A GTIN of 8, 12 or 13 digits in a Digital Link.
    package static let shortGTIN = Self(rawValue: 2)
    /// AIs that the dictionary does not list, where their end is plain.
    package static let unknownIdentifiers = Self(rawValue: 4)
    /// Such AIs in the query of a Digital Link, too.
    package static let unknownAttributes = Self(rawValue: 8)
}

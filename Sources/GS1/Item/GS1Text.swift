/// A variable-length value in the GS1 character set 82, such as a serial or lot number.
package protocol GS1Text: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// What it is, for error messages.
    static var field: String { get }
    var text: String { get }
    /// Wraps text already known to follow the rule; use `init(parsing:)` for anything else.
    init(unchecked text: String)
}

/// Longest value, in characters (each one byte).
package let gs1TextCharactersMax = 20

extension GS1Text {
    /// - Throws: `GS1Error.textLength` or `.textCharacter`.
    package init(parsing text: some StringProtocol) throws(GS1Error) {
        // Bytes of a string of its own are read in place; those of any `StringProtocol` one by one.
        var own = String(text)
        let (count, wrong) = own.withUTF8 { bytes in
            (bytes.count, bytes.firstIndex { !CharacterSet82.contains($0) })
        }
        guard (1...gs1TextCharactersMax).contains(count) else {
            throw .textLength(field: Self.field, found: own.count, max: gs1TextCharactersMax)
        }
        if let wrong {
            // All before it is ASCII, so that a character begins here.
            let character = own.unicodeScalars[own.utf8.index(own.startIndex, offsetBy: wrong)]
            throw .textCharacter(field: Self.field, found: String(character), offset: wrong)
        }
        self.init(unchecked: own)
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// The GS1 AI encodable character set 82: the invariant subset of ISO/IEC 646.
///
/// Source: GS1 General Specifications, figure 7.11-1.
package enum CharacterSet82 {
    package static func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "\""), UInt8(ascii: "%")...UInt8(ascii: "?"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

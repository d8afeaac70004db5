/// What an alliance, a channel or a member may be called: `[a-z0-9][a-z0-9.-]{0,62}`.
///
/// The alphabet is that of a DNS label with dots, so that an identifier stands unescaped in a log
/// origin, a URL path, a SPIFFE ID and a file name.
package protocol Identifier: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// What the identifier names, for error messages: `alliance`, `channel`, `member`.
    static var noun: String { get }
    var rawValue: String { get }
    /// Wraps a string already known to follow the grammar; use `init(parsing:)` for anything else.
    init(unchecked rawValue: String)
}

/// Longest identifier, in bytes.
package let identifierBytesMax = 63

extension Identifier {
    /// - Throws: `NameError.identifier` unless `string` follows the grammar.
    package init(parsing string: some StringProtocol) throws(NameError) {
        // Bytes of a string of its own are read in place; those of any `StringProtocol` one by one.
        var text = String(string)
        guard text.withUTF8({ isIdentifier($0) }) else {
            throw .identifier(noun: Self.noun, found: String(string.prefix(80)))
        }
        self.init(unchecked: text)
    }

    package var description: String { rawValue }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

private func isIdentifier(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count <= identifierBytesMax else { return false }
    func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    return isAlphanumeric(first)
        && bytes.allSatisfy {
            isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        }
}

package struct AllianceID: Identifier {
    package static let noun = "alliance"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }
}

/// A sharing group: who may read what its members write into it.
package struct ChannelID: Identifier {
    package static let noun = "channel"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }

    /// The channel that every member reads.
    package static let alliance = ChannelID(unchecked: "alliance")

    /// How the names of desks begin: channels in which a brand and the platform talk of complaints.
    package static let deskPrefix = "desk-"
    package var isDesk: Bool { rawValue.hasPrefix(Self.deskPrefix) }
}

package struct MemberID: Identifier {
    package static let noun = "member"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }
}

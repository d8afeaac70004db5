import Crypto

/// The name of a STIX object: `type--uuid`.
///
/// Source: STIX 2.1 section 2.9 (identifier), 2.10 (type names); RFC 9562 section 5.5 (UUID
/// version 5).
package struct STIXIdentifier: Hashable, Sendable, CustomStringConvertible {
    package static let typeBytesMax = 250
    private static let uuidBytes = 36

    package let type: String
    package let description: String

    /// Nil for what is no identifier; a UUID in capitals is none, since the field's schemas refuse it
    /// and one object would have two names.
    package init?(parsing text: String) {
        let utf8 = Array(text.utf8)
        let typeCount = utf8.count - Self.uuidBytes - 2
        guard typeCount >= 1, Self.isType(utf8[..<typeCount]),
            utf8[typeCount] == UInt8(ascii: "-"), utf8[typeCount + 1] == UInt8(ascii: "-"),
            Self.isUUID(utf8[(typeCount + 2)...])
        else { return nil }
        type = String(decoding: utf8[..<typeCount], as: UTF8.self)
        description = text
    }

    /// A name that everybody makes alike of the same bytes.
    package init(_ type: String, namespace: STIXNamespace, naming name: some Sequence<UInt8>) {
        self.type = type
        description = type + "--" + namespace.uuid(naming: name)
    }

    /// Lower-case letters, digits and single hyphens, beginning with a letter.
    static func isType(_ utf8: some BidirectionalCollection<UInt8>) -> Bool {
        guard utf8.count <= typeBytesMax, let first = utf8.first, let last = utf8.last,
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), last != UInt8(ascii: "-")
        else { return false }
        return utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
    }

    /// 8-4-4-4-12 lower-case hexadecimal digits.
    package static func isUUID(_ utf8: some Collection<UInt8>) -> Bool {
        guard utf8.count == uuidBytes else { return false }
        return zip(0..., utf8).allSatisfy { position, byte in
            switch position {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            default:
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
        }
    }
}

/// What makes names of version 5: one space of names.
package struct STIXNamespace: Sendable {
    /// Of observables: STIX 2.1 section 2.9.
    package static let observables = STIXNamespace(
        bytes: [
            0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15,
            0xa9, 0xb7,
        ])
    /// Of all other objects that nodes like this one make; drawn once, never to change.
    package static let touchstone = STIXNamespace(
        bytes: [
            0xeb, 0xa9, 0x0f, 0x1d, 0x05, 0x00, 0x49, 0x5e, 0xa0, 0xfc, 0xa3, 0x95, 0x17, 0x78,
            0x34, 0xd3,
        ])

    private let bytes: [UInt8]

    private static let digits = Array("0123456789abcdef".utf8)

    /// The UUID of a name, as text.
    package func uuid(naming name: some Sequence<UInt8>) -> String {
        var digest = Array(Insecure.SHA1.hash(data: bytes + name).prefix(16))
        digest[6] = digest[6] & 0x0f | 0x50
        digest[8] = digest[8] & 0x3f | 0x80
        return Self.text(digest)
    }

    /// 16 bytes as a UUID is written.
    package static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (position, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(position) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xf)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The same of several words, each ended, so that no two lists of words have one name.
    package func uuid(naming words: [String]) -> String {
        uuid(naming: words.flatMap { Array($0.utf8) + [0] })
    }
}

extension STIXIdentifier {
    /// As `init(_:namespace:naming:)`, for a list of words in our own space of names.
    package init(_ type: String, naming words: [String]) {
        self.init(
            type, namespace: .touchstone, naming: words.flatMap { Array($0.utf8) + [0] })
    }
}

/// What names one event: a URI, such as `urn:uuid:…` or an event hash. Two are the same where their
/// bytes are.
///
/// Source: EPCIS 2.0, section 7.4.1 (`eventID`).
package struct EventID: Hashable, Sendable, CustomStringConvertible {
    package static let bytesMax = 256

    package let description: String

    package init(_ hash: EventHash) { description = hash.description }

    /// - Parameter field: whose value it is, for the message.
    /// - Throws: `EPCISError.field` for what is no absolute URI of visible ASCII, or is too long.
    package init(parsing text: String, field: String = "eventID") throws(EPCISError) {
        let scheme = text.utf8.prefix { $0 != UInt8(ascii: ":") }
        guard text.utf8.count <= Self.bytesMax, !scheme.isEmpty,
            scheme.count < text.utf8.count, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else {
            throw .field(
                field, expected: "a URI of at most \(Self.bytesMax) visible ASCII characters",
                found: "'\(text.prefix(60))'")
        }
        description = text
    }
}

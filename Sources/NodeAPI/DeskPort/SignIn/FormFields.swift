package import Peering

/// The fields of a form as browsers post it: `application/x-www-form-urlencoded`.
///
/// Source: URL Standard, section 5.1. A form is refused, never repaired.
package struct FormFields: Sendable {
    package static let mediaType = "application/x-www-form-urlencoded"
    package static let fieldsMax = 512
    /// Between the items of a list that is typed into one field, as keyboards of any script write it.
    static let itemSeparators: Set<Character> = [",", ";", "，", "；", "、"]

    private var values: [String: String] = [:]
    /// In their order.
    private(set) var names: [String] = []

    /// - Throws: status 400 for a broken escape, what is not UTF-8, control characters other than the ends
    ///   of lines and tabs, a field that stands twice, or too many.
    package init(parsing body: [UInt8]) throws(PeerProblem) {
        let pieces = body.split(separator: UInt8(ascii: "&"))
        guard pieces.count <= Self.fieldsMax else {
            throw Self.malformed("it has more than \(Self.fieldsMax) fields")
        }
        for piece in pieces {
            let sides = piece.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(sides[0])
            let value = sides.count > 1 ? try Self.decoded(sides[1]) : ""
            guard values.updateValue(value, forKey: name) == nil else {
                throw Self.malformed("a field stands twice")
            }
            names.append(name)
        }
    }

    package subscript(_ name: String) -> String? { values[name] }

    private static func decoded(_ text: ArraySlice<UInt8>) throws(PeerProblem) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
                    let value = UInt8(digits, radix: 16)
                else { throw malformed("'%' is not followed by two hex digits") }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self),
            bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || [0x09, 0x0a, 0x0d].contains($0) })
        else { throw malformed("a field has a control character or is not UTF-8") }
        return decoded
    }

    private static func malformed(_ what: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "form", detail: "This form cannot be read: \(what).")
    }
}

/// A JSON value (RFC 8259) of a roster or a descriptor. Numbers stay text, so that what this
/// program does not understand is carried on unchanged.
package enum JSONValue: Equatable, Sendable {
    case object([String: JSONValue])
    case array([JSONValue])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    /// Reads JSON strictly; the caller bounds the length of `text`.
    /// - Throws: `RosterError.json` with the byte offset.
    package init(parsing text: String) throws(RosterError) {
        self = try JSONParser.parse(text)
    }

    static func integer(_ value: UInt64) -> JSONValue { .number(String(value)) }

    /// What kind of value it is, for error messages.
    var kind: String {
        switch self {
        case .object: "an object"
        case .array: "a list"
        case .string: "a text"
        case .number: "a number"
        case .bool: "true or false"
        case .null: "null"
        }
    }

    /// The one form in which values are printed: keys sorted by their UTF-8 bytes, two spaces an
    /// indent, a newline at the end. Small objects and lists of small values stand on one line.
    package var printed: String {
        var text = ""
        print(into: &text, indent: 0)
        text += "\n"
        return text
    }

    private func print(into text: inout String, indent: Int) {
        let line = "\n" + String(repeating: "  ", count: indent + 1)
        let lastLine = "\n" + String(repeating: "  ", count: indent)
        switch self {
        case .object(let members):
            guard !members.isEmpty else { return text += "{}" }
            let sorted = members.sorted {
                $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
            }
            let short = members.count <= 5 && members.values.allSatisfy(\.isScalar)
            text += "{"
            for (position, member) in sorted.enumerated() {
                text += short ? (position > 0 ? ", " : "") : (position > 0 ? "," : "") + line
                Self.print(string: member.key, into: &text)
                text += ": "
                member.value.print(into: &text, indent: indent + 1)
            }
            text += short ? "}" : lastLine + "}"
        case .array(let values):
            guard !values.isEmpty else { return text += "[]" }
            text += "["
            for (position, value) in values.enumerated() {
                text += (position > 0 ? "," : "") + line
                value.print(into: &text, indent: indent + 1)
            }
            text += lastLine + "]"
        case .string(let string): Self.print(string: string, into: &text)
        case .number(let digits): text += digits
        case .bool(let value): text += value ? "true" : "false"
        case .null: text += "null"
        }
    }

    private var isScalar: Bool {
        switch self {
        case .object, .array: false
        case .string, .number, .bool, .null: true
        }
    }

    private static func print(string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{0}"..<"\u{20}", "\u{7f}":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

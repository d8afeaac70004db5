/// A JSON value (RFC 8259). Numbers stay text, so that what this program does not understand is
/// carried on unchanged. The order of an object's members says nothing in JSON and is not kept.
package enum JSONValue: Equatable, Sendable {
    case object([String: JSONValue])
    case array([JSONValue])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    /// Deepest nesting that is read unless the caller says otherwise.
    package static let depthMax = 12

    /// Reads JSON strictly; the caller bounds the length of `text`.
    /// - Throws: `JSONError` with the byte offset.
    package init(parsing text: String, depthMax: Int = depthMax) throws(JSONError) {
        self = try JSONParser.parse(Array(text.utf8), depthMax: depthMax)
    }

    /// Reads JSON strictly; the caller bounds the number of bytes.
    /// - Throws: `JSONError` with the byte offset; also where a text is not UTF-8.
    package init(parsing bytes: [UInt8], depthMax: Int = depthMax) throws(JSONError) {
        self = try JSONParser.parse(bytes, depthMax: depthMax)
    }

    package static func integer(_ value: UInt64) -> JSONValue { .number(String(value)) }

    /// What kind of value it is, for error messages.
    package var kind: String {
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

    /// The same without white space, for what travels: keys sorted by their UTF-8 bytes.
    package var compact: String {
        var text = ""
        printCompact(into: &text)
        return text
    }

    private func printCompact(into text: inout String) {
        switch self {
        case .object(let members):
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            text += "{"
            for (position, member) in sorted.enumerated() {
                if position > 0 { text += "," }
                Self.print(string: member.key, into: &text)
                text += ":"
                member.value.printCompact(into: &text)
            }
            text += "}"
        case .array(let values):
            text += "["
            for (position, value) in values.enumerated() {
                if position > 0 { text += "," }
                value.printCompact(into: &text)
            }
            text += "]"
        case .string, .number, .bool, .null: print(into: &text, indent: 0)
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

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
}

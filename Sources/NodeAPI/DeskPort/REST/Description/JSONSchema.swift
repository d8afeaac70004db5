import AllianceNames
import JSON

/// Schemas as the description writes them (JSON Schema 2020-12, which OpenAPI 3.1 takes as it is).
enum JSONSchema {
    /// Characters that no address and no header field can hold are not in it.
    static let visible = "^[^\\u0000-\\u001f\\u007f]*$"
    static let identifierPattern = "^[a-z0-9][a-z0-9.-]{0,\(identifierBytesMax - 1)}$"
    static let momentPattern =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$"

    static func text(
        min: Int? = nil, max: Int? = nil, pattern: String? = nil, format: String? = nil
    ) -> JSONValue {
        .members([
            ("type", .string("string")),
            ("minLength", min.map { .integer(UInt64($0)) }),
            ("maxLength", max.map { .integer(UInt64($0)) }),
            ("pattern", pattern.map { .string($0) }), ("format", format.map { .string($0) }),
        ])
    }

    static let identifier = text(pattern: identifierPattern)
    static let moment = text(pattern: momentPattern)
    /// As answers write it.
    static let time = text(format: "date-time")
    static let flag: JSONValue = .object(["type": .string("boolean")])
    static let count = number(0, nil)

    static func word(_ words: [String]) -> JSONValue {
        .object(["type": .string("string"), "enum": .array(words.map { .string($0) })])
    }

    static func number(_ min: Int, _ max: Int?) -> JSONValue {
        .members([
            ("type", .string("integer")), ("minimum", .integer(UInt64(min))),
            ("maximum", max.map { .integer(UInt64($0)) }),
        ])
    }

    /// - Parameter isUnique: nothing stands in it twice.
    static func list(
        _ of: JSONValue, min: Int? = nil, max: Int? = nil, isUnique: Bool = false
    ) -> JSONValue {
        .members([
            ("type", .string("array")), ("items", of),
            ("minItems", min.map { .integer(UInt64($0)) }),
            ("maxItems", max.map { .integer(UInt64($0)) }),
            ("uniqueItems", isUnique ? .bool(true) : nil),
        ])
    }

    static func named(_ schema: String) -> JSONValue {
        .object(["$ref": .string("#/components/schemas/\(schema)")])
    }

    static func orNull(_ schema: JSONValue) -> JSONValue {
        .object(["anyOf": .array([schema, .object(["type": .string("null")])])])
    }

    /// - Parameter optional: members that may be missing.
    static func object(
        _ members: KeyValuePairs<String, JSONValue>,
        optional: KeyValuePairs<String, JSONValue> = [:], isClosed: Bool = false
    ) -> JSONValue {
        object(
            members.map { ($0.key, $0.value) }, optional: optional.map { ($0.key, $0.value) },
            isClosed: isClosed)
    }

    /// The same, of members that are put together.
    static func object(
        _ members: [(String, JSONValue)], optional: [(String, JSONValue)],
        isClosed: Bool = false
    ) -> JSONValue {
        .members([
            ("type", .string("object")),
            ("properties", .members((members + optional).map { ($0.0, .some($0.1)) })),
            ("required", .array(members.map { .string($0.0) })),
            ("additionalProperties", isClosed ? .bool(false) : nil),
        ])
    }

    /// Any names, each with a text.
    static func texts(max: Int, text: JSONValue) -> JSONValue {
        .object([
            "type": .string("object"), "additionalProperties": text,
            "maxProperties": .integer(UInt64(max)),
        ])
    }
}

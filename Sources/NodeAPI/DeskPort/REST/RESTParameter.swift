import JSON

/// Something of the address or the head of a request.
struct RESTParameter: Sendable {
    enum Place: String, Sendable {
        case path, query, header
    }

    let name: String
    let place: Place
    let schema: JSONValue
    let meaning: String
    var isRequired = false
    /// May stand several times, each time with another value.
    var isRepeated = false

    static func path(_ name: String, _ schema: JSONValue, _ meaning: String) -> RESTParameter {
        RESTParameter(name: name, place: .path, schema: schema, meaning: meaning, isRequired: true)
    }

    static func query(
        _ name: String, _ schema: JSONValue, _ meaning: String, isRequired: Bool = false
    ) -> RESTParameter {
        RESTParameter(
            name: name, place: .query, schema: schema, meaning: meaning, isRequired: isRequired)
    }

    static func repeated(_ name: String, _ schema: JSONValue, _ meaning: String) -> RESTParameter {
        RESTParameter(
            name: name, place: .query, schema: schema, meaning: meaning, isRepeated: true)
    }

    static func header(_ name: String, _ schema: JSONValue, _ meaning: String) -> RESTParameter {
        RESTParameter(name: name, place: .header, schema: schema, meaning: meaning)
    }
}

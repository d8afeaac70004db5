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

    /// Of a list that goes on over pages.
    ///
    /// - Parameters:
    ///   - usual: rows of a page where no number is asked for.
    ///   - cursor: a regular expression for where a page begins.
    static func paging(max: Int, usual: Int, cursor: String) -> [RESTParameter] {
        [
            .query("limit", JSONSchema.number(1, max), "Of one page; \(usual) without it."),
            .query("cursor", JSONSchema.text(pattern: cursor), "The 'next' of the page before."),
        ]
    }

    static func repeated(_ name: String, _ schema: JSONValue, _ meaning: String) -> RESTParameter {
        RESTParameter(
            name: name, place: .query, schema: schema, meaning: meaning, isRepeated: true)
    }

    static func header(_ name: String, _ schema: JSONValue, _ meaning: String) -> RESTParameter {
        RESTParameter(name: name, place: .header, schema: schema, meaning: meaning)
    }
}

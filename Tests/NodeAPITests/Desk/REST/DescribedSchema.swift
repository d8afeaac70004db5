import JSON

/// Holds a value against a schema of the description: as much of JSON Schema as that uses, patterns and
/// formats apart.
struct DescribedSchema {
    let components: [String: JSONValue]

    /// - Parameter document: the OpenAPI document.
    init(_ document: JSONValue) {
        guard case .object(let all) = document, case .object(let components)? = all["components"],
            case .object(let schemas)? = components["schemas"]
        else {
            self.components = [:]
            return
        }
        self.components = schemas
    }

    /// What is wrong with the value; nothing where it is as described. Members that no schema names are wrong.
    func faults(_ value: JSONValue, _ schema: JSONValue, at place: String = "") -> [String] {
        guard case .object(let schema) = schema else { return ["\(place): no schema"] }
        if case .string(let name)? = schema["$ref"] {
            let last = name.split(separator: "/").last.map(String.init) ?? ""
            guard let named = components[last] else { return ["\(place): \(name) is not there"] }
            return faults(value, named, at: place)
        }
        if case .array(let any)? = schema["anyOf"] {
            return any.contains { faults(value, $0, at: place).isEmpty }
                ? [] : ["\(place): none of the schemas"]
        }
        if case .array(let words)? = schema["enum"], !words.contains(value) {
            return ["\(place): \(value.compact) is no word of the list"]
        }
        guard case .string(let type)? = schema["type"] else { return ["\(place): no type"] }
        switch (type, value) {
        case ("string", .string), ("boolean", .bool), ("null", .null), ("number", .number):
            return []
        case ("integer", .number(let digits)):
            return Int(digits) == nil ? ["\(place): \(digits) is not whole"] : []
        case ("array", .array(let values)):
            return values.enumerated().flatMap { number, value in
                faults(value, schema["items"] ?? .null, at: "\(place)[\(number)]")
            }
        case ("object", .object(let members)): return faults(members, schema, at: place)
        default: return ["\(place): \(value.kind) is not \(type)"]
        }
    }

    private func faults(
        _ members: [String: JSONValue], _ schema: [String: JSONValue], at place: String
    ) -> [String] {
        guard case .object(let properties)? = schema["properties"] else {
            return members.flatMap { name, value in
                faults(value, schema["additionalProperties"] ?? .null, at: "\(place).\(name)")
            }
        }
        var found: [String] = []
        if case .array(let required)? = schema["required"] {
            for case .string(let name) in required where members[name] == nil {
                found.append("\(place).\(name) is missing")
            }
        }
        for (name, value) in members {
            guard let property = properties[name] else {
                found.append("\(place).\(name) is not described")
                continue
            }
            found += faults(value, property, at: "\(place).\(name)")
        }
        return found
    }
}

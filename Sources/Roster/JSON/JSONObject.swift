import JSON

/// One object while it is read: every value is taken once, and what is left at the end is either
/// refused or carried along, as the caller says.
struct JSONObject {
    /// Where it stands in the document, for error messages: `members[2].logs[0]`.
    let path: String
    private var left: [String: JSONValue]

    /// The object that a document is; the caller bounds its length.
    /// - Throws: `RosterError.json` with the byte offset.
    init(document text: String) throws(RosterError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text)
        } catch {
            throw .json(offset: error.offset, problem: error.problem)
        }
        try self.init(value, path: "")
    }

    init(_ value: JSONValue, path: String) throws(RosterError) {
        guard case .object(let members) = value else {
            throw .field(path: path, expected: "an object", found: value.kind)
        }
        self.path = path
        left = members
    }

    /// What no one has taken.
    var additions: [String: JSONValue] { left }

    /// - Throws: `unknownField` if anything is left.
    func finish() throws(RosterError) {
        if let key = left.keys.min() { throw .unknownField(path: path(of: key)) }
    }

    func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    mutating func optional(_ key: String) -> JSONValue? { left.removeValue(forKey: key) }

    mutating func value(_ key: String, expected: String) throws(RosterError) -> JSONValue {
        guard let value = optional(key) else {
            throw .field(path: path(of: key), expected: expected, found: "nothing")
        }
        return value
    }

    mutating func text(_ key: String) throws(RosterError) -> String {
        let value = try value(key, expected: "a text")
        guard case .string(let text) = value else {
            throw .field(path: path(of: key), expected: "a text", found: value.kind)
        }
        return text
    }

    mutating func integer(_ key: String) throws(RosterError) -> UInt64 {
        let value = try value(key, expected: "a whole number")
        guard case .number(let digits) = value, let number = UInt64(digits),
            String(number) == digits
        else { throw .field(path: path(of: key), expected: "a whole number", found: value.kind) }
        return number
    }

    /// A text that `parse` understands.
    mutating func text<T>(_ key: String, _ parse: (String) throws -> T) throws(RosterError) -> T {
        let text = try text(key)
        do {
            return try parse(text)
        } catch {
            throw .value(path: path(of: key), problem: "\(error)")
        }
    }

    mutating func optionalText<T>(
        _ key: String, _ parse: (String) throws -> T
    ) throws(RosterError) -> T? {
        left[key] == nil ? nil : try text(key, parse)
    }

    /// A list of objects, each read by `read` and then finished; an absent list is empty.
    mutating func list<T>(
        _ key: String, max: Int, _ read: (inout JSONObject) throws(RosterError) -> T
    ) throws(RosterError) -> [T] {
        var items: [T] = []
        for (index, value) in try values(key, max: max).enumerated() {
            var object = try JSONObject(value, path: "\(path(of: key))[\(index)]")
            items.append(try read(&object))
        }
        return items
    }

    /// A list of texts, each one that `parse` understands; an absent list is empty.
    mutating func texts<T>(
        _ key: String, max: Int, _ parse: (String) throws -> T
    ) throws(RosterError) -> [T] {
        var items: [T] = []
        for (index, value) in try values(key, max: max).enumerated() {
            let path = "\(path(of: key))[\(index)]"
            guard case .string(let text) = value else {
                throw .field(path: path, expected: "a text", found: value.kind)
            }
            do {
                items.append(try parse(text))
            } catch {
                throw .value(path: path, problem: "\(error)")
            }
        }
        return items
    }

    private mutating func values(_ key: String, max: Int) throws(RosterError) -> [JSONValue] {
        guard let value = optional(key) else { return [] }
        guard case .array(let values) = value else {
            throw .field(path: path(of: key), expected: "a list", found: value.kind)
        }
        guard values.count <= max else {
            throw .tooMany(path: path(of: key), found: values.count, max: max)
        }
        return values
    }
}

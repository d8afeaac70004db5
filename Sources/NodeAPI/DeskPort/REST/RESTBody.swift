package import JSON
package import Peering

/// The JSON object that a request carries, as strict as the description: members that are not known, and
/// values of another form, are refused.
package struct RESTBody: Sendable {
    package static let depthMax = 6
    static let jsonMediaType = "application/json"

    private let members: [String: JSONValue]

    /// - Throws: status 415 for another media type; 400 for what is no JSON object of these members.
    package init(
        _ body: [UInt8], mediaType: String?, names: Set<String>
    ) throws(PeerProblem) {
        try self.init(Self.json(body, mediaType: mediaType), names: names, what: "The body")
    }

    /// - Throws: status 415 for another media type; 400 for what is no JSON.
    package static func json(
        _ body: [UInt8], mediaType: String?
    ) throws(PeerProblem) -> JSONValue {
        guard MediaTypeField.name(mediaType) == jsonMediaType else {
            throw PeerProblem(
                status: 415, keyword: "media-type", detail: "This takes \(jsonMediaType).")
        }
        do throws(JSONError) {
            return try JSONValue(parsing: body, depthMax: depthMax)
        } catch {
            throw problem("The body is \(error).")
        }
    }

    /// Whether it has a member of this name, whatever its value.
    package func has(_ name: String) -> Bool { members[name] != nil }

    /// - Parameter what: begins the sentence that refuses.
    package init(
        _ value: JSONValue, names: Set<String>, what: String
    ) throws(PeerProblem) {
        guard case .object(let members) = value else {
            throw Self.problem("\(what) is \(value.kind), not an object.")
        }
        if let unknown = members.keys.filter({ !names.contains($0) }).min() {
            throw Self.problem(
                "\(what) has a member '\(unknown.prefix(40))', which is not known here.")
        }
        self.members = members
    }

    private init(_ members: [String: JSONValue]) { self.members = members }

    package subscript(_ name: String) -> JSONValue? { members[name] }

    package func text(
        _ name: String, characters: ClosedRange<Int>
    ) throws(PeerProblem) -> String? {
        guard let value = members[name] else { return nil }
        return try Self.text(value, name, characters)
    }

    package func required<Value>(_ name: String, _ value: Value?) throws(PeerProblem) -> Value {
        guard let value else { throw Self.problem("Member '\(name)' is missing.") }
        return value
    }

    /// A word of a list.
    package func word<Value>(
        _ name: String, _ read: (String) -> Value?
    ) throws(PeerProblem) -> Value? {
        guard let value = members[name] else { return nil }
        guard case .string(let text) = value, let word = read(text) else {
            throw Self.problem("'\(name)' is none of the words that it may be.")
        }
        return word
    }

    package func number(_ name: String, in range: ClosedRange<Int>) throws(PeerProblem) -> Int? {
        guard let value = members[name] else { return nil }
        guard case .number(let digits) = value,
            // 5.0 is the same number as 5 (JSON Schema 2020-12, section 6.1.1).
            let number = Double(digits).flatMap({ Int(exactly: $0) }), range.contains(number)
        else {
            throw Self.problem(
                "'\(name)' is not a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// A list of whole numbers, one or more.
    package func numbers(
        _ name: String, in range: ClosedRange<Int>, countMax: Int
    ) throws(PeerProblem) -> Set<Int>? {
        guard let values = try list(name, countMax: countMax) else { return nil }
        var numbers: Set<Int> = []
        for value in values {
            guard let number = try RESTBody([name: value]).number(name, in: range) else { continue }
            numbers.insert(number)
        }
        guard !numbers.isEmpty else { throw Self.problem("'\(name)' is an empty list.") }
        return numbers
    }

    package func flag(_ name: String) throws(PeerProblem) -> Bool? {
        guard let value = members[name] else { return nil }
        guard case .bool(let flag) = value else {
            throw Self.problem("'\(name)' is \(value.kind), not true or false.")
        }
        return flag
    }

    package func list(_ name: String, countMax: Int) throws(PeerProblem) -> [JSONValue]? {
        guard let value = members[name] else { return nil }
        guard case .array(let values) = value, values.count <= countMax else {
            throw Self.problem("'\(name)' is not a list of at most \(countMax) values.")
        }
        return values
    }

    /// An object whose members are texts, by name.
    package func texts(
        _ name: String, countMax: Int, characters: ClosedRange<Int>
    ) throws(PeerProblem) -> [(name: String, value: String)]? {
        guard let value = members[name] else { return nil }
        guard case .object(let members) = value, members.count <= countMax else {
            throw Self.problem("'\(name)' is not an object of at most \(countMax) members.")
        }
        var texts: [(name: String, value: String)] = []
        for (member, value) in members.sorted(by: { $0.key < $1.key }) {
            texts.append((member, try Self.text(value, name, characters)))
        }
        return texts
    }

    package static func text(
        _ value: JSONValue, _ name: String, _ characters: ClosedRange<Int>
    ) throws(PeerProblem) -> String {
        guard case .string(let text) = value, characters.contains(text.unicodeScalars.count) else {
            throw problem(
                "'\(name)' is not a text of \(characters.lowerBound) to \(characters.upperBound) characters."
            )
        }
        return text
    }

    package static func problem(_ detail: String) -> PeerProblem {
        PeerProblem(status: 400, keyword: "body", detail: detail)
    }
}

import JSON

/// The members of an object of a line, read strictly. A member that is null is as if it were not there.
struct ListingMembers {
    private let members: [String: JSONValue]

    init(_ members: [String: JSONValue]) { self.members = members }

    func allow(_ names: Set<String>) throws(ListingError) {
        if let unknown = members.keys.filter({ !names.contains($0) }).min() {
            throw .unknown(unknown)
        }
    }

    private subscript(_ name: String) -> JSONValue? {
        let value = members[name]
        return value == .null ? nil : value
    }

    func text(_ name: String) throws(ListingError) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else {
            throw .form(name, expected: "a text, not \(value.kind)")
        }
        return text
    }

    func needed(_ name: String) throws(ListingError) -> String {
        guard let text = try text(name) else { throw .missing(name) }
        return text
    }

    /// As text or as number: whoever writes prices as texts loses nothing of them.
    func digits(_ name: String) throws(ListingError) -> String {
        switch self[name] {
        case .string(let text)?, .number(let text)?: return text
        case let value?: throw .form(name, expected: "a number, not \(value.kind)")
        case nil: throw .missing(name)
        }
    }

    func whole(_ name: String) throws(ListingError) -> Int? {
        guard let value = self[name] else { return nil }
        guard case .number(let digits) = value, let number = Int(digits) else {
            throw .form(name, expected: "a whole number")
        }
        return number
    }

    func object(_ name: String) throws(ListingError) -> ListingMembers? {
        guard let value = self[name] else { return nil }
        guard case .object(let members) = value else {
            throw .form(name, expected: "an object, not \(value.kind)")
        }
        return ListingMembers(members)
    }

    func list(_ name: String, countMax: Int) throws(ListingError) -> [ListingMembers] {
        guard let value = self[name] else { return [] }
        guard case .array(let values) = value, values.count <= countMax else {
            throw .form(name, expected: "a list of at most \(countMax)")
        }
        var found: [ListingMembers] = []
        for value in values {
            guard case .object(let members) = value else {
                throw .form(name, expected: "a list of objects, not of \(value.kind)")
            }
            found.append(ListingMembers(members))
        }
        return found
    }
}

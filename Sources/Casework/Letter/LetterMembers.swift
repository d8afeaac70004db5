import JSON

/// The members of what nodes tell each other inside of letters, read strictly.
struct LetterMembers {
    private let members: [String: JSONValue]

    /// - Throws: `CaseworkError.text` for what is no object, or of another version.
    init(_ json: JSONValue, version: UInt64) throws(CaseworkError) {
        guard case .object(let members) = json else { throw .text(field: "letter") }
        self.members = members
        _ = try number("version", version...version)
    }

    subscript(_ name: String) -> JSONValue? { members[name] }

    func text(_ name: String) throws(CaseworkError) -> String {
        guard case .string(let text)? = members[name] else { throw .text(field: name) }
        return text
    }

    func number(
        _ name: String, _ range: ClosedRange<UInt64> = 0...UInt64.max
    ) throws(CaseworkError) -> UInt64 {
        guard case .number(let digits)? = members[name], let number = UInt64(digits),
            range.contains(number)
        else { throw .text(field: name) }
        return number
    }

    func id() throws(CaseworkError) -> CaseworkID {
        guard let id = CaseworkID(try text("id")) else { throw .text(field: "id") }
        return id
    }

    func topic<Topic: RawRepresentable<String>>(_ type: Topic.Type) throws(CaseworkError) -> Topic {
        guard let topic = Topic(rawValue: try text("topic")) else { throw .text(field: "topic") }
        return topic
    }

    /// Whether a letter's content has one of these topics, well formed or not.
    static func isMeant<Topic: RawRepresentable<String>>(
        by json: JSONValue, _ type: Topic.Type
    ) -> Bool {
        guard case .object(let members) = json, case .string(let topic)? = members["topic"] else {
            return false
        }
        return Topic(rawValue: topic) != nil
    }
}

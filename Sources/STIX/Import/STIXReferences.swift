package import JSON
import Statements

/// What an object says about others that has a statement of ours: that one is wrong, or that two belong to
/// one operator. STIX has no word for the latter, so only a relationship that says so in our extension does.
///
/// Source: STIX 2.1 sections 4.14 (opinion) and 5.1 (relationship).
package enum STIXReferences: Equatable, Sendable {
    /// - Parameter isOutright: whether it disagrees strongly.
    case objection(to: String, isOutright: Bool, text: String?)
    case link(String, String, text: String?, confidence: Int?)

    /// Nil for an object that says nothing of the kind.
    package init?(_ object: JSONValue) {
        guard case .object(let members) = object, let type = Self.text("type", members) else {
            return nil
        }
        switch type {
        case "opinion":
            guard let opinion = Self.text("opinion", members),
                opinion == "strongly-disagree" || opinion == "disagree",
                case .array(let values)? = members["object_refs"], values.count == 1,
                case .string(let name) = values[0]
            else { return nil }
            self = .objection(
                to: name, isOutright: opinion == "strongly-disagree",
                text: Self.freeText("explanation", members))
        case "relationship":
            guard let source = Self.text("source_ref", members),
                let target = Self.text("target_ref", members), Self.saysSameOperator(members)
            else { return nil }
            self = .link(
                source, target, text: Self.freeText("description", members),
                confidence: Self.confidence(members))
        default: return nil
        }
    }

    /// The objects that it is about.
    package var names: [String] {
        switch self {
        case .objection(let name, _, _): [name]
        case .link(let one, let other, _, _): [one, other]
        }
    }

    private static func text(_ name: String, _ members: [String: JSONValue]) -> String? {
        if case .string(let text)? = members[name] { text } else { nil }
    }

    /// A longer one stays in the object alone.
    private static func freeText(_ name: String, _ members: [String: JSONValue]) -> String? {
        text(name, members).flatMap {
            $0.isEmpty || $0.utf8.count > StatementLimits.textBytesMax ? nil : $0
        }
    }

    private static func confidence(_ members: [String: JSONValue]) -> Int? {
        guard case .number(let digits)? = members["confidence"], let number = Int(digits),
            (0...StatementLimits.confidenceMax).contains(number)
        else { return nil }
        return number
    }

    private static func saysSameOperator(_ members: [String: JSONValue]) -> Bool {
        guard case .object(let extensions)? = members["extensions"],
            case .object(let ours)? = extensions[STIXExtension.statement.description]
        else { return false }
        return ours["same_operator"] == .bool(true)
    }
}

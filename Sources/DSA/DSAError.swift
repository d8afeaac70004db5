/// A statement of reasons that the database would not take.
package enum DSAError: Error, Equatable, CustomStringConvertible {
    /// What the rules say against it, field by field.
    case invalid([RuleBreach])
    case puidTwice(String)

    package var keyword: String {
        switch self {
        case .invalid: "statement-invalid"
        case .puidTwice: "puid-twice"
        }
    }

    package var description: String {
        switch self {
        case .invalid(let breaches):
            "the statement of reasons is not as the database takes it: "
                + breaches.map(\.description).joined(separator: "; ")
        case .puidTwice(let puid): "two statements have the identifier \(puid)"
        }
    }
}

/// One field that is not as the rules have it.
package struct RuleBreach: Hashable, Sendable, CustomStringConvertible {
    package let field: String
    package let rule: String

    package init(field: String, rule: String) {
        self.field = field
        self.rule = rule
    }

    package var description: String { "\(field) \(rule)" }
}

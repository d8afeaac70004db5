import AllianceNames
package import SignIn

/// Whose subscriptions and notices they are: a person of this member, a program with a token, or this member's
/// systems by certificate. Names are never given again, so that nobody inherits a box.
package enum Subscriber: Hashable, Sendable {
    case person(PersonID)
    case program(TokenName)
    case ownSystem

    /// Nil unless `text` is how `description` prints one.
    package init?(_ text: some StringProtocol) {
        let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        switch (sides.first, sides.dropFirst().first) {
        case ("person", let name?):
            guard let id = try? PersonID(parsing: name) else { return nil }
            self = .person(id)
        case ("program", let name?):
            guard let token = try? TokenName(parsing: name) else { return nil }
            self = .program(token)
        case ("system", nil): self = .ownSystem
        default: return nil
        }
    }

    package var person: PersonID? {
        if case .person(let id) = self { id } else { nil }
    }
}

extension Subscriber: Comparable, CustomStringConvertible {
    package var description: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .program(let name): "program:\(name)"
        case .ownSystem: "system"
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description < right.description
    }
}

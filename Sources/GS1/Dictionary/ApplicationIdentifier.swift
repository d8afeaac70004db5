/// One application identifier (AI): what its value looks like and what may stand beside it.
///
/// Source: GS1 General Specifications, section 3; GS1 Barcode Syntax Dictionary.
package struct ApplicationIdentifier: Sendable {
    /// Two to four digits, such as `01` or `3103`.
    package let digits: String
    /// Data title, such as `GTIN`.
    package let title: String
    /// Whether its length is known from its first two digits, so that no FNC1 need follow it.
    package let isPredefinedLength: Bool
    /// Whether it may stand in the query of a Digital Link.
    package let isDataAttribute: Bool
    package let components: [ComponentFormat]
    /// Of each requirement one alternative, and of an alternative every pattern, must be there too.
    package let requirements: [[[AIPattern]]]
    /// None of these may be there too.
    package let exclusions: [AIPattern]
    /// Whether a Digital Link may begin with it.
    package let isPrimaryKey: Bool
    /// The key qualifiers that may follow it in a Digital Link: alternatives, each in its order.
    package let qualifiers: [[String]]
    /// Whether the dictionary lists it.
    package let isKnown: Bool

    package var valueBytesMin: Int {
        components.reduce(0) { $0 + ($1.isOptional ? 0 : $1.min) }
    }
    package var valueBytesMax: Int { components.reduce(0) { $0 + $1.max } }

    /// Whether these AIs may follow this one in the path of a Digital Link: some of one alternative,
    /// in its order, each once.
    package func accepts(qualifiers given: [String]) -> Bool {
        guard !given.isEmpty else { return isPrimaryKey }
        return qualifiers.contains { alternative in
            var rest = given[...]
            for qualifier in alternative where rest.first == qualifier { rest.removeFirst() }
            return rest.isEmpty
        }
    }
}

/// A part of a value: a run of characters of one set.
package struct ComponentFormat: Sendable {
    package let characters: Linter
    package let min: Int
    package let max: Int
    package let isOptional: Bool
    package let linters: [Linter]
}

/// AIs that begin with `prefix` and have `count` digits: `35nn` is those from 3500 to 3599.
package struct AIPattern: Sendable, CustomStringConvertible {
    package let prefix: String
    package let count: Int

    package func matches(_ digits: String) -> Bool {
        digits.utf8.count == count && digits.utf8.starts(with: prefix.utf8)
    }

    package var description: String {
        prefix + String(repeating: "n", count: count - prefix.utf8.count)
    }
}

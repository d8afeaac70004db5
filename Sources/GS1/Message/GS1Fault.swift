/// What is wrong in a GS1 message, and where.
package struct GS1Fault: Hashable, Sendable, CustomStringConvertible {
    package let rule: GS1Rule
    /// The application identifier concerned, where one was recognised.
    package let ai: String?
    /// Bytes from the beginning of the input.
    package let offset: Int
    /// Bytes that are at fault; 0 where something is missing.
    package let length: Int
    /// What was found or expected, in words.
    package let detail: String

    package init(
        _ rule: GS1Rule, ai: String? = nil, at offset: Int, length: Int = 0, _ detail: String
    ) {
        self.rule = rule
        self.ai = ai
        self.offset = offset
        self.length = length
        self.detail = detail
    }

    /// For metrics and tests.
    package var keyword: String { rule.keyword }

    package var description: String {
        let place = "position \(offset + 1)"
        return if let ai { "AI \(ai), \(place): \(detail)" } else { "\(place): \(detail)" }
    }
}

/// The rules that a GS1 message can break.
package enum GS1Rule: Hashable, Sendable {
    /// No syntax of GS1 begins like that.
    case syntax
    /// The input ends before the first AI.
    case noElements
    case tooManyElements
    /// Brackets, FNC1 or symbology identifier not where they belong.
    case elementString
    case symbologyIdentifier
    /// A symbol that carries no GS1 data.
    case plainData
    /// The digits of an EAN symbol.
    case primaryMessage
    case unknownIdentifier
    case valueMissing, valueLength
    /// The content of a value.
    case content(LinterRule)
    case differentValues, excludedPair, requiredMissing, serialMissing
    case digitalLink, primaryKeyMissing, keyQualifiers, repeatedIdentifier, notAnAttribute
    case belongsInPath

    package var keyword: String {
        switch self {
        case .syntax: "syntax"
        case .noElements: "no-elements"
        case .tooManyElements: "too-many-elements"
        case .elementString: "element-string"
        case .symbologyIdentifier: "symbology-identifier"
        case .plainData: "plain-data"
        case .primaryMessage: "primary-message"
        case .unknownIdentifier: "unknown-identifier"
        case .valueMissing: "value-missing"
        case .valueLength: "value-length"
        case .content(let rule): rule.rawValue
        case .differentValues: "different-values"
        case .excludedPair: "excluded-pair"
        case .requiredMissing: "required-missing"
        case .serialMissing: "serial-missing"
        case .digitalLink: "digital-link"
        case .primaryKeyMissing: "primary-key-missing"
        case .keyQualifiers: "key-qualifiers"
        case .repeatedIdentifier: "repeated-identifier"
        case .notAnAttribute: "not-an-attribute"
        case .belongsInPath: "belongs-in-path"
        }
    }
}

package import JSON
package import Statements

/// Why something that a marketplace says, or that is said of one, was not taken.
package enum MarketplaceFormError: Error, Equatable, CustomStringConvertible {
    case tooLong(bytesMax: Int)
    case json(JSONError)
    case notAnObject(found: String)
    case unknown(String)
    case missing(String)
    case form(String, expected: String)
    case identifier(String, IndicatorError)
    /// A listing that nobody asked about, or one twice.
    case notAsked(String)
    case twice(String)

    /// What a name that came along is cut to.
    private static let namedCharactersMax = 80

    package var description: String {
        switch self {
        case .tooLong(let bytesMax): "it has more than \(bytesMax) bytes"
        case .json(let error): "it is \(error)"
        case .notAnObject(let found): "it is \(found), not an object"
        case .unknown(let name):
            "it has a member '\(name.prefix(Self.namedCharactersMax))', which is not known here"
        case .missing(let name): "it has no '\(name)'"
        case .form(let field, let expected): "'\(field)' is not as it must be: \(expected)"
        case .identifier(let field, let error): "'\(field)': \(error)"
        case .notAsked(let name):
            "it speaks of '\(name.prefix(Self.namedCharactersMax))', which was not asked about"
        case .twice(let name): "it names '\(name.prefix(Self.namedCharactersMax))' twice"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .tooLong: "too-long"
        case .json(let error): error.keyword
        case .notAnObject: "not-an-object"
        case .unknown: "member-unknown"
        case .missing: "member-missing"
        case .form: "member-form"
        case .identifier(_, let error): error.keyword
        case .notAsked: "not-asked"
        case .twice: "named-twice"
        }
    }
}

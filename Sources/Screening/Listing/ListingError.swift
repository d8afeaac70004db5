package import JSON
package import Statements

/// Why a listing was not taken.
package enum ListingError: Error, Equatable, CustomStringConvertible {
    case lineLength(bytesMax: Int)
    case json(JSONError)
    case notAnObject(found: String)
    case unknown(String)
    case missing(String)
    case form(String, expected: String)
    case identifier(String, IndicatorError)
    /// A file is named where nobody reads files.
    case fileNotRead

    /// What a name that came along is cut to.
    private static let namedCharactersMax = 40

    package var description: String {
        switch self {
        case .lineLength(let bytesMax): "the line has more than \(bytesMax) bytes"
        case .json(let error): "the line is \(error)"
        case .notAnObject(let found): "the line is \(found), not an object"
        case .unknown(let name):
            "the listing has a member '\(name.prefix(Self.namedCharactersMax))', which is not known here"
        case .missing(let name): "the listing has no '\(name)'"
        case .form(let field, let expected): "'\(field)' is not as it must be: \(expected)"
        case .identifier(let field, let error): "'\(field)': \(error)"
        case .fileNotRead:
            "'file' is read by the command line alone; give the image's hash as 'pdq'"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .lineLength: "line-too-long"
        case .json(let error): error.keyword
        case .notAnObject: "not-an-object"
        case .unknown: "member-unknown"
        case .missing: "member-missing"
        case .form(let field, _): "member-" + field.lowercased()
        case .identifier(_, let error): error.keyword
        case .fileNotRead: "image-file"
        }
    }
}

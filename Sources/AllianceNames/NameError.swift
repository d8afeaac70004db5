/// A name from outside that does not follow its grammar.
package enum NameError: Error, Equatable, CustomStringConvertible {
    case identifier(noun: String, found: String)
    case epoch(found: String)
    case origin(found: String)

    package var description: String {
        switch self {
        case .identifier(let noun, let found):
            "\(noun) name '\(found)' is not 1 to 63 of a-z, 0-9, '.', '-', beginning with a letter or digit"
        case .epoch(let found):
            "epoch '\(found)' is not 'e' and a number from 1"
        case .origin(let found):
            "log origin '\(found)' is not <alliance>/<channel>/<member>/<epoch>"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .identifier: "name-identifier"
        case .epoch: "name-epoch"
        case .origin: "name-origin"
        }
    }
}

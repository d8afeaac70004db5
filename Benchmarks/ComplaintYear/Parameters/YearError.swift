/// A year, or a trial of one, that cannot be made as it was asked for.
package enum YearError: Error, Equatable, CustomStringConvertible {
    case value(name: String, range: String)
    case unknown(name: String)
    case file(problem: String)
    case marks(problem: String)

    package var description: String {
        switch self {
        case .value(let name, let range):
            "\(name) needs \(range); --help lists all parameters"
        case .unknown(let name): "there is no parameter '\(name)'; --help lists all"
        case .file(let problem):
            "the file of parameters is not one: \(problem); docs/complaint-year.md shows one"
        case .marks(let problem):
            "the marks of the file of parameters are not right: \(problem); docs/complaint-year.md shows how"
        }
    }

    /// For tests.
    package var keyword: String {
        switch self {
        case .value: "value"
        case .unknown: "unknown"
        case .file: "file"
        case .marks: "marks"
        }
    }
}

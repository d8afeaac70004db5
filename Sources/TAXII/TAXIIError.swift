/// Why a request of a TAXII client, or an object that it sent, is not taken.
package enum TAXIIError: Error, Equatable, Sendable, CustomStringConvertible {
    case parameter(String, problem: String)
    case notJSON(String)
    case envelope(String)
    case objectCount(objectsMax: Int)

    package var description: String {
        switch self {
        case .parameter(let name, let problem): "parameter '\(name)' \(problem)"
        case .notJSON(let problem): "the body is \(problem)"
        case .envelope(let problem): "the body is no TAXII 2.1 envelope: \(problem)"
        case .objectCount(let objectsMax):
            "an envelope may have \(objectsMax) objects; send several"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .parameter: "taxii-parameter"
        case .notJSON: "taxii-json"
        case .envelope: "taxii-envelope"
        case .objectCount: "taxii-object-count"
        }
    }

    /// TAXII 2.1 section 1.6.7, and the tables of sections 4 and 5.
    package var status: Int {
        switch self {
        case .parameter, .notJSON: 400
        case .envelope: 422
        case .objectCount: 413
        }
    }
}

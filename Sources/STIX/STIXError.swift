package import Statements

/// Why a bundle, an object of it or one comparison of a pattern was not taken over.
package enum STIXError: Error, Equatable, CustomStringConvertible {
    case notABundle(found: String)
    case truncated(objects: Int)
    case objectLength(bytesMax: Int)
    case objectDepth(depthMax: Int)
    case objectMalformed(String)
    case objectType(String)
    case objectRevoked
    /// An indicator of what does no harm, as STIX has them too.
    case indicatorBenign
    case propertyMissing(String)
    case timestamp(property: String, found: String)
    case createdOtherwise(before: STIXTimestamp)
    case patternType(String)
    case patternMalformed(at: Int)
    case patternOperator(String)
    case patternPath(String)
    case patternCount(comparisonsMax: Int)
    case indicator(IndicatorError)

    package var description: String {
        switch self {
        case .notABundle(let found):
            "input is not a STIX 2.1 bundle: \(found); give a JSON object of type 'bundle'"
        case .truncated(let objects):
            "bundle ends after \(objects) objects without its closing brackets: fetch it again"
        case .objectLength(let bytesMax):
            "object has more than \(bytesMax) bytes, which is the most that is read"
        case .objectDepth(let depthMax):
            "object is nested deeper than \(depthMax) levels"
        case .objectMalformed(let reason):
            "object is not a STIX 2.1 object: \(reason)"
        case .objectType(let type):
            "objects of type '\(type)' say nothing that can be reported as an identifier"
        case .objectRevoked:
            "its author revoked the object"
        case .indicatorBenign:
            "indicator says that what it describes is benign, so it is no report"
        case .propertyMissing(let property):
            "property '\(property)' is missing"
        case .timestamp(let property, let found):
            "property '\(property)' is '\(found)', not a time such as 2026-01-31T12:00:00Z"
        case .createdOtherwise(let before):
            "property 'created' is not that of the object's other versions, \(before.text): it never changes"
        case .patternType(let type):
            "pattern is of type '\(type)', only 'stix' is read"
        case .patternMalformed(let at):
            "pattern cannot be read from character \(at) on"
        case .patternOperator(let found):
            "pattern uses \(found): only = and OR between comparisons are taken over"
        case .patternPath(let path):
            "pattern compares '\(path)', which is no identifier that can be reported"
        case .patternCount(let comparisonsMax):
            "pattern has more than \(comparisonsMax) comparisons"
        case .indicator(let error): error.description
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .notABundle: "stix-not-a-bundle"
        case .truncated: "stix-truncated"
        case .objectLength: "stix-object-length"
        case .objectDepth: "stix-object-depth"
        case .objectMalformed: "stix-object-malformed"
        case .objectType: "stix-object-type"
        case .objectRevoked: "stix-object-revoked"
        case .indicatorBenign: "stix-indicator-benign"
        case .propertyMissing: "stix-property-missing"
        case .timestamp: "stix-timestamp"
        case .createdOtherwise: "stix-created-otherwise"
        case .patternType: "stix-pattern-type"
        case .patternMalformed: "stix-pattern-malformed"
        case .patternOperator: "stix-pattern-operator"
        case .patternPath: "stix-pattern-path"
        case .patternCount: "stix-pattern-count"
        case .indicator(let error): error.keyword
        }
    }
}

package import STIX

/// Which versions of each object are asked for.
///
/// Source: TAXII 2.1 section 3.5.1.
package struct VersionFilter: Equatable, Sendable {
    package var wantsFirst = false
    package var wantsLast = false
    package var wantsAll = false
    package var times: [STIXTimestamp] = []

    package static let last = VersionFilter(wantsLast: true)
    package static let all = VersionFilter(wantsAll: true)

    private init(wantsLast: Bool = false, wantsAll: Bool = false) {
        self.wantsLast = wantsLast
        self.wantsAll = wantsAll
    }

    /// - Throws: `TAXIIError.parameter`.
    package init(_ values: [String]) throws(TAXIIError) {
        for value in values {
            switch value {
            case "first": wantsFirst = true
            case "last": wantsLast = true
            case "all": wantsAll = true
            default:
                guard let time = STIXTimestamp(parsing: value) else {
                    throw .parameter(
                        "match[version]",
                        problem: "has a value that is not first, last, all or a time")
                }
                times.append(time)
            }
        }
    }

    package func admits(_ version: STIXTimestamp, isFirst: Bool, isLast: Bool) -> Bool {
        wantsAll || (wantsLast && isLast) || (wantsFirst && isFirst) || times.contains(version)
    }

    /// Whether nothing but the last one is admitted.
    package var isLastOnly: Bool { self == .last }
}

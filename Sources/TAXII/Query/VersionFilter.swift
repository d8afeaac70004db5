package import STIX

/// Which versions of each object are asked for.
///
/// Source: TAXII 2.1 section 3.4.1: no value twice, and `all` with no other.
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
        guard Set(values).count == values.count, values.count == 1 || !values.contains("all") else {
            throw .parameter(
                "match[version]", problem: "has a value twice, or another one beside all")
        }
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

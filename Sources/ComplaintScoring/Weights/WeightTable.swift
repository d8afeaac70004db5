/// How much each feature counts: log-odds in thousandths for one of it.
package struct WeightTable: Hashable, Sendable {
    package enum Problem: Error, Hashable, CustomStringConvertible {
        case missing(ScoreFeature)
        case unknown(String)
        case repeated(String)
        case direction(ScoreFeature, thousandths: Int)
        case tooLarge(ScoreFeature, thousandths: Int)

        package var description: String {
            switch self {
            case .missing(let feature): "no weight of '\(feature.rawValue)'"
            case .unknown(let name): "a weight of '\(name)', which is no feature"
            case .repeated(let name): "two weights of '\(name)'"
            case .direction(let feature, let weight):
                "the weight \(weight) of '\(feature.rawValue)' goes the wrong way"
            case .tooLarge(let feature, let weight):
                "the weight \(weight) of '\(feature.rawValue)' is beyond \(WeightTable.thousandthsMax)"
            }
        }
    }

    /// Nothing is so sure that one of it counts for more; nor is anything so rare before it is looked at (`base`).
    package static let thousandthsMax = 16_000

    /// Its date, and a letter where there are two of one day.
    package let version: String
    private let thousandths: [Int]

    /// - Throws: where a feature has none or two, or one that goes against its direction.
    package init(version: String, _ rows: [(name: String, thousandths: Int)]) throws(Problem) {
        var found: [ScoreFeature: Int] = [:]
        for row in rows {
            guard let feature = ScoreFeature(rawValue: row.name) else {
                throw .unknown(row.name)
            }
            guard found.updateValue(row.thousandths, forKey: feature) == nil else {
                throw .repeated(row.name)
            }
            guard feature.direction.allows(Double(row.thousandths)) else {
                throw .direction(feature, thousandths: row.thousandths)
            }
            guard abs(row.thousandths) <= Self.thousandthsMax else {
                throw .tooLarge(feature, thousandths: row.thousandths)
            }
        }
        var all: [Int] = []
        for feature in ScoreFeature.allCases {
            guard let weight = found[feature] else { throw .missing(feature) }
            all.append(weight)
        }
        self.version = version
        thousandths = all
    }

    package func thousandths(of feature: ScoreFeature) -> Int { thousandths[feature.place] }

    /// Its rows as they stand in the source, ready to be committed.
    package var rows: [String] {
        ScoreFeature.allCases.map { "(\"\($0.rawValue)\", \(thousandths(of: $0)))," }
    }
}

extension ScoreFeature {
    /// Where it stands among all.
    package var place: Int { Self.places[self]! }

    private static let places = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })
}

import AllianceNames
import MergedView
import Statements

/// What a search can be narrowed to, those values first that most hits have.
struct FacetValues {
    typealias Counted<Value> = [(value: Value, count: Int)]

    let types: Counted<IndicatorType>
    let members: Counted<MemberID>
    let channels: Counted<ChannelID>
    let marketplaces: Counted<String>
    /// Without those that are too long to stand in an address.
    let marks: Counted<String>
    let statuses: Counted<IndicatorStatus>
    let confirmations: Counted<Confirmation>
    let bands: Counted<ConfidenceBand>
    let markings: Counted<TLP>

    init(_ facets: SearchFacets) {
        types = Self.ordered(facets.types, by: \.name)
        members = Self.ordered(facets.members, by: \.rawValue)
        channels = Self.ordered(facets.channels, by: \.rawValue)
        marketplaces = Self.ordered(facets.marketplaces, by: \.self)
        marks = Self.ordered(facets.marks.filter { SearchForm.mark($0.key) != nil }, by: \.self)
        statuses = Self.ordered(facets.statuses, by: \.rawValue)
        confirmations = Self.ordered(facets.confirmations, by: \.rawValue)
        markings = Self.ordered(facets.markings, by: \.name)
        var bands: [ConfidenceBand: Int] = [:]
        for (confidence, count) in facets.confidences {
            bands[ConfidenceBand(confidence), default: 0] += count
        }
        self.bands = Self.ordered(bands, by: \.rawValue)
    }

    private static func ordered<Value>(
        _ counts: [Value: Int], by name: (Value) -> String
    ) -> Counted<Value> {
        counts.map { (value: $0.key, count: $0.value) }.sorted {
            ($1.count, name($0.value)) < ($0.count, name($1.value))
        }
    }
}

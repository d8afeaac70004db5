import AllianceNames
import JSON
import MergedView
import Statements

/// How the hits of a search divide, for programs: under the name of each parameter its values, those that
/// most hits have first.
enum FacetJSON {
    /// Values of one parameter.
    static let valuesMax = 100

    static func value(_ facets: SearchFacets) -> JSONValue {
        let values = FacetValues(facets)
        return .members([
            ("total", .integer(UInt64(facets.total))), ("complete", .bool(facets.isComplete)),
            ("type", list(values.types.map { ($0.value.name, $0.count) })),
            ("member", list(values.members.map { ($0.value.rawValue, $0.count) })),
            ("channel", list(values.channels.map { ($0.value.rawValue, $0.count) })),
            ("marketplace", list(values.marketplaces.map { ($0.value, $0.count) })),
            ("mark", list(values.marks.map { ($0.value, $0.count) })),
            ("status", list(values.statuses.map { ($0.value.rawValue, $0.count) })),
            ("confirmed", list(values.confirmations.map { ($0.value.rawValue, $0.count) })),
            ("confidence", list(values.bands.map { ($0.value.rawValue, $0.count) })),
            ("tlp", list(values.markings.map { ($0.value.name, $0.count) })),
        ])
    }

    private static func list(_ counts: [(value: String, count: Int)]) -> JSONValue {
        .array(
            counts.prefix(valuesMax).map {
                .members([
                    ("value", .string($0.value)), ("count", .integer(UInt64($0.count))),
                ])
            })
    }

    static let schema: JSONValue = {
        let values = JSONSchema.list(
            JSONSchema.object(["value": JSONSchema.text(), "count": JSONSchema.number(1, nil)]),
            max: valuesMax)
        return JSONSchema.object([
            "total": JSONSchema.number(0, SearchFacets.hitsMax), "complete": JSONSchema.flag,
            "type": values, "member": values, "channel": values, "marketplace": values,
            "mark": values, "status": values, "confirmed": values, "confidence": values,
            "tlp": values,
        ])
    }()
}

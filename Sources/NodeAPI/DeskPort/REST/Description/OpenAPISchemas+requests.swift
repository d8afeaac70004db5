import JSON
import Statements

/// What requests have in their bodies, and what is said of what they wrote.
extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let type = JSONSchema.word(IndicatorType.allCases.map(\.name))
    private static let entries = JSONSchema.list(JSONSchema.named("Entry"))

    static let ofRequests: [(String, JSONValue)] = [
        ("NewReport", ReportBody.schema), ("NewObjection", ObjectionBody.schema),
        ("NewSighting", SightingTotal.schema), ("NewLink", OperatorLinkBody.schema),
        (
            "Written",
            JSONSchema.object(
                [
                    "type": type, "value": text, "entries": entries,
                    "leafHash": JSONSchema.text(pattern: "^[0-9a-f]{64}$"),
                    "treeSize": JSONSchema.count,
                ], optional: ["href": text])
        ),
        (
            "IdentifierList",
            JSONSchema.object(
                [
                    "identifiers": JSONSchema.list(
                        JSONSchema.object(
                            [
                                "type": type,
                                "value": JSONSchema.text(
                                    min: 1, max: StatementLimits.indicatorBytesMax),
                            ], isClosed: true), max: IdentifierList.valuesMax)
                ], isClosed: true)
        ),
        (
            "ScannedCode",
            JSONSchema.object(
                ["code": JSONSchema.text(min: 1, max: RESTRoutes.codeCharactersMax)],
                optional: [
                    "serial": JSONSchema.text(min: 1, max: RESTRoutes.serialCharactersMax)
                ], isClosed: true)
        ),
    ]
}

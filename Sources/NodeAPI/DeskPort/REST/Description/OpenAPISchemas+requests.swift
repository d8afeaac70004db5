import JSON
import Statements

/// What requests have in their bodies, and what is said of what they wrote.
extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let type = JSONSchema.word(IndicatorType.allCases.map(\.name))
    private static let entries = JSONSchema.list(JSONSchema.named("Entry"))

    /// As `RESTRoutes.written` has it.
    ///
    /// - Parameters:
    ///   - subject: of what it is.
    ///   - optional: of the same.
    private static func written(
        _ subject: [(String, JSONValue)], optional: [(String, JSONValue)] = []
    ) -> JSONValue {
        let place = [
            ("entries", entries), ("leafHash", RESTBody.digestSchema),
            ("treeSize", JSONSchema.count),
        ]
        return JSONSchema.object(subject + place, optional: optional)
    }

    static let ofRequests: [(String, JSONValue)] = [
        ("NewReport", ReportBody.schema), ("NewObjection", ObjectionBody.schema),
        ("NewSighting", SightingTotal.schema), ("NewLink", OperatorLinkBody.schema),
        (
            "Written",
            written([("type", type), ("value", text)], optional: [("href", text)])
        ),
        (
            "WrittenRight",
            written(RightJSON.statedMembers, optional: RightJSON.statedOptional)
        ),
        (
            "WithdrawnRight",
            written([("key", text), ("channels", JSONSchema.list(JSONSchema.identifier))])
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

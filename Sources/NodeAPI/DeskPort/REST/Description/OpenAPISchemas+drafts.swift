import AllianceNames
import Casework
import JSON
import Statements

/// Reports in preparation.
extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let name = JSONSchema.identifier

    /// What each has, and what follows.
    private static func draft(_ more: [(String, JSONValue)]) -> JSONValue {
        let head: [(String, JSONValue)] = [
            ("id", text), ("href", text), ("author", text), ("channel", name), ("title", text),
            ("stage", JSONSchema.word(Draft.Stage.allCases.map(\.rawValue))),
            ("revision", JSONSchema.count), ("rowCount", JSONSchema.count),
            ("createdAt", JSONSchema.time), ("changedAt", JSONSchema.time),
        ]
        let optional: [(String, JSONValue)] = [
            ("returned", JSONSchema.object(["by": text, "remark": text])),
            (
                "published",
                JSONSchema.object(
                    ["log": text, "first": JSONSchema.count],
                    optional: ["by": text, "at": JSONSchema.time])
            ),
            ("withdrawn", JSONSchema.object(["by": text, "at": JSONSchema.time])),
        ]
        return JSONSchema.object(head + more, optional: optional)
    }

    private static let row = JSONSchema.object(
        [
            "row": JSONSchema.number(1, DraftContent.rowsMax),
            "type": JSONSchema.word(IndicatorType.allCases.map(\.name)), "value": text,
            "basis": JSONSchema.word(Basis.allCases.map(\.name)),
            "confidence": JSONSchema.number(0, StatementLimits.confidenceMax),
            "tlp": JSONSchema.word(TLP.allCases.map(\.name)), "marks": JSONSchema.list(text),
            "attributes": JSONSchema.list(JSONSchema.object(["name": text, "value": text])),
            "warnings": JSONSchema.list(
                JSONSchema.object(
                    ["warning": JSONSchema.word(DraftJSON.warnings)],
                    optional: ["words": text, "member": name])),
        ],
        optional: [
            "href": text, "marketplace": text, "firstSeen": JSONSchema.time,
            "lastSeen": JSONSchema.time, "validUntil": JSONSchema.time,
            "naturalPerson": JSONSchema.flag, "legalBasis": text, "note": text,
            "known": JSONSchema.named("Indicator"),
        ])

    static let ofDrafts: [(String, JSONValue)] = [
        ("Draft", draft([])),
        (
            "Drafts",
            JSONSchema.object(
                [
                    "drafts": JSONSchema.list(
                        JSONSchema.named("Draft"), max: DraftLimits.listedMax),
                    "complete": JSONSchema.flag,
                ], optional: ["next": JSONSchema.text(pattern: CasePlace.pattern)])
        ),
        (
            "DraftSheet",
            draft([
                (
                    "readers",
                    JSONSchema.list(JSONSchema.object(["member": name, "name": text]))
                ),
                ("secondLookNeeded", JSONSchema.flag), ("forAnotherMember", JSONSchema.flag),
                (
                    "may",
                    JSONSchema.list(JSONSchema.word(DraftStep.allCases.map(\.rawValue)))
                ),
                ("publishers", JSONSchema.list(name)), ("rows", JSONSchema.list(row)),
            ])
        ),
        (
            "BegunList",
            JSONSchema.object([
                "draft": JSONSchema.named("Draft"),
                "refused": JSONSchema.list(
                    JSONSchema.object([
                        "line": JSONSchema.count, "refused": text, "detail": text,
                    ])),
            ])
        ),
        ("ReportSaying", ReportBody.sayingSchema),
        ("AttributeChange", RESTRoutes.attributeChangeSchema),
        (
            "RowsLeftOut",
            JSONSchema.object(
                [
                    "rows": JSONSchema.list(
                        JSONSchema.number(1, DraftContent.rowsMax), min: 1,
                        max: DraftContent.rowsMax)
                ], isClosed: true)
        ),
        (
            "Remark",
            JSONSchema.object(
                ["remark": JSONSchema.text(max: Draft.Remark.charactersMax)], isClosed: true)
        ),
        (
            "NewEntrustment",
            JSONSchema.object(
                ["through": name],
                optional: ["message": JSONSchema.text(max: EntrustmentLimits.textCharactersMax)],
                isClosed: true)
        ),
    ]
}

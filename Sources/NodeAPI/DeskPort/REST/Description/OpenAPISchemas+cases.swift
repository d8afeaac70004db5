import Casework
import JSON
import MergedView
import Statements

/// Cases.
extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let id = JSONSchema.text(pattern: CaseJSON.idPattern)
    private static let name = JSONSchema.identifier
    private static let digest = JSONSchema.text(pattern: "^[0-9a-f]{64}$")
    private static let title = JSONSchema.text(min: 1, max: Case.titleCharactersMax)
    private static let type = JSONSchema.word(IndicatorType.allCases.map(\.name))

    /// - Parameters:
    ///   - more: of a case that is shown whole.
    ///   - optional: the same, where it may be missing.
    private static func folder(
        _ more: [(String, JSONValue)] = [], optional: [(String, JSONValue)] = []
    ) -> JSONValue {
        let head: [(String, JSONValue)] = [
            ("id", id), ("title", text), ("state", JSONSchema.word(CaseJSON.states)),
            ("owner", name), ("team", JSONSchema.list(name, max: Case.teamMax)),
            ("createdAt", JSONSchema.time), ("changedAt", JSONSchema.time),
            ("revision", JSONSchema.count),
        ]
        return JSONSchema.object(
            head + more, optional: [("closedAt", JSONSchema.time)] + optional)
    }

    static let ofCases: [(String, JSONValue)] = [
        ("Case", folder()),
        (
            "CasePage",
            JSONSchema.object(
                [
                    "cases": JSONSchema.list(JSONSchema.named("Case"), max: CasePlace.pageMax)
                ], optional: ["next": JSONSchema.text(pattern: CasePlace.pattern)])
        ),
        (
            "CaseRecord",
            folder(
                [
                    ("items", JSONSchema.list(JSONSchema.named("CaseItem"))),
                    ("matches", JSONSchema.list(match)),
                    ("comparisons", JSONSchema.list(comparison)),
                ],
                optional: [
                    (
                        "contact",
                        JSONSchema.object(["contact": text, "by": name, "at": JSONSchema.time])
                    )
                ])
        ),
        ("CaseItem", item),
        ("NewCase", JSONSchema.object(["title": title], isClosed: true)),
        (
            "CaseDescription",
            JSONSchema.object(
                ["title": title, "team": JSONSchema.list(name, max: Case.teamMax)],
                isClosed: true)
        ),
        ("NewCaseItem", CaseItemBody.schema),
        (
            "CaseContact",
            JSONSchema.object(
                ["contact": JSONSchema.text(min: 1, max: ContactOptIn.contactCharactersMax)],
                isClosed: true)
        ),
        ("Referral", referral),
    ]

    private static let match = JSONSchema.object(
        [
            "identifier": JSONSchema.named("Identifier"), "member": name, "at": JSONSchema.time,
        ], optional: ["contact": text])

    private static let comparison = JSONSchema.object([
        "member": name, "at": JSONSchema.time, "asking": JSONSchema.flag,
    ])

    /// What an entry of some kind has.
    private static let byKind: [(String, JSONValue)] = [
        ("type", type), ("value", text), ("note", text), ("text", text), ("name", text),
        ("role", text), ("contact", text), ("sha256", digest), ("bytes", JSONSchema.count),
        ("link", JSONSchema.word(CaseLink.allCases.map(\.rawValue))), ("reference", text),
    ]

    private static let kind = JSONSchema.word(CaseItem.Kind.allCases.map(\.rawValue))

    private static let item = JSONSchema.object(
        [
            ("id", id), ("kind", kind), ("at", JSONSchema.time), ("addedAt", JSONSchema.time),
            ("addedBy", name),
        ],
        optional: byKind + [
            ("href", text), ("of", name), ("due", JSONSchema.time), ("doneAt", JSONSchema.time),
            ("doneBy", name),
            (
                "known",
                JSONSchema.object([
                    "status": JSONSchema.word(IndicatorStatus.allCases.map(\.rawValue)),
                    "members": JSONSchema.list(name),
                ])
            ),
        ])

    private static let referral = JSONSchema.object([
        "format": JSONSchema.word([Referral.format]),
        "version": JSONSchema.number(Int(Referral.version), Int(Referral.version)),
        "member": text, "made": JSONSchema.time,
        "case": JSONSchema.object(["id": id, "title": text, "begun": JSONSchema.time]),
        "items": JSONSchema.list(
            JSONSchema.object(
                [("kind", kind), ("added", JSONSchema.time)],
                optional: byKind + [
                    ("at", JSONSchema.time),
                    (
                        "reported",
                        JSONSchema.list(
                            JSONSchema.object([
                                "log": text, "entry": JSONSchema.count,
                                "tlp": JSONSchema.word(TLP.allCases.map(\.name)),
                            ]))
                    ),
                ])),
    ])
}

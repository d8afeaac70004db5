import AllianceNames
import Casework
import JSON
import MergedView
import Peering
import ProductAuthentication
import Statements

/// The things that requests and answers are made of, by name.
enum OpenAPISchemas {
    static let all: JSONValue = .members(
        (problems + ofIndicators + ofStatements + ofExchange + ofOverview + ofAudit + ofProducts
            + ofRequests + ofEntrusted + RESTRoutes.savedSearchSchemas + ofNotices + ofDrafts
            + ofCases + ofInquiries + ofComplaints + ofMeasures + ofMarketplaceWork
            + ofAccounts).map {
                ($0.0, .some($0.1))
            })

    private static let text = JSONSchema.text()
    private static let texts = JSONSchema.list(text)
    private static let name = JSONSchema.identifier
    private static let names = JSONSchema.list(name)
    private static let type = JSONSchema.word(IndicatorType.allCases.map(\.name))
    private static let basis = JSONSchema.word(Basis.allCases.map(\.name))
    private static let tlp = JSONSchema.word(TLP.allCases.map(\.name))
    private static let confidence = JSONSchema.number(0, StatementLimits.confidenceMax)
    private static let confirmation = JSONSchema.word(Confirmation.allCases.map(\.rawValue))
    private static let standing = JSONSchema.word(
        Standing.allCases.map(IndicatorJSON.standing))
    private static let entries = JSONSchema.list(JSONSchema.named("Entry"))
    private static let groups = JSONSchema.list(JSONSchema.named("LinkedSellers"))

    private static let problems: [(String, JSONValue)] = [
        (
            "Problem",
            JSONSchema.object(
                [
                    "title": text, "status": JSONSchema.number(400, 599), "detail": text,
                    "keyword": text,
                ],
                optional: [
                    "failures": JSONSchema.list(JSONSchema.named("FilingFailure"))
                ])
        )
    ]

    // MARK: Indicators

    /// What a hit and a record both begin with.
    private static func indicator(_ more: [(String, JSONValue)]) -> JSONValue {
        let head: [(String, JSONValue)] = [
            ("type", type), ("value", text),
            ("status", JSONSchema.word(IndicatorStatus.allCases.map(\.rawValue))),
            ("members", names), ("confirmed", names), ("objecting", names),
            ("basis", JSONSchema.list(basis)), ("marks", texts), ("seenAgain", JSONSchema.count),
            ("truncated", JSONSchema.flag), ("linkedSellers", groups),
        ]
        let optional: [(String, JSONValue)] = [
            ("href", text), ("confirmation", confirmation), ("since", JSONSchema.time),
            ("confidence", confidence), ("tlp", tlp),
        ]
        return .members([
            ("type", .string("object")),
            ("properties", .members((head + optional + more).map { ($0.0, .some($0.1)) })),
            (
                "required",
                .array(
                    (head + more).filter { $0.0 != "found" }.map { .string($0.0) })
            ),
        ])
    }

    private static let ofIndicators: [(String, JSONValue)] = [
        (
            "Identifier",
            JSONSchema.object(["type": type, "value": text], optional: ["href": text])
        ),
        (
            "Entry",
            JSONSchema.object(["log": text, "index": JSONSchema.count, "proof": text])
        ),
        ("Indicator", indicator([("found", JSONSchema.named("Found"))])),
        (
            "Found",
            JSONSchema.object(
                ["by": JSONSchema.word(["exact", "prefix", "statement"])],
                optional: ["entry": JSONSchema.named("Entry")])
        ),
        (
            "IndicatorPage",
            JSONSchema.object(
                [
                    "indicators": JSONSchema.list(JSONSchema.named("Indicator")),
                    "lag": JSONSchema.count,
                ], optional: ["next": text, "facets": FacetJSON.schema])
        ),
        (
            "IndicatorRecord",
            indicator([
                ("reports", JSONSchema.list(JSONSchema.named("Report"))),
                ("objections", JSONSchema.list(JSONSchema.named("Objection"))),
                ("sightings", JSONSchema.list(JSONSchema.named("Sightings"))),
                ("links", JSONSchema.list(JSONSchema.named("Link"))),
            ])
        ),
        (
            "CheckedList",
            JSONSchema.object([
                "readAs": JSONSchema.word(SpreadsheetForm.names),
                "header": JSONSchema.flag,
                "columns": JSONSchema.list(
                    JSONSchema.object(
                        ["holds": text, "sample": text], optional: ["name": text])),
                "rows": JSONSchema.count, "isCut": JSONSchema.flag,
                "readable": JSONSchema.count, "knownCount": JSONSchema.count, "members": texts,
                "known": JSONSchema.list(
                    JSONSchema.object([
                        "line": JSONSchema.count, "value": text,
                        "indicator": JSONSchema.named("Indicator"),
                    ]), max: RESTRoutes.listedValuesMax),
                "unreadableCount": JSONSchema.count,
                "unreadable": JSONSchema.list(
                    JSONSchema.object(["line": JSONSchema.count, "value": text, "refused": text]),
                    max: RESTRoutes.listedValuesMax),
                "brokenRowCount": JSONSchema.count,
                "brokenRows": JSONSchema.list(
                    JSONSchema.object(["line": JSONSchema.count, "refused": text]),
                    max: RESTRoutes.listedValuesMax),
            ])
        ),
        (
            "CheckedIdentifiers",
            JSONSchema.object([
                "results": JSONSchema.list(
                    JSONSchema.object(
                        ["type": type, "value": text, "known": JSONSchema.flag],
                        optional: [
                            "indicator": JSONSchema.named("Indicator"), "refused": text,
                            "marks": JSONSchema.list(MarkInTextJSON.schema),
                        ]))
            ])
        ),
    ]

    // MARK: Statements

    private static let ofStatements: [(String, JSONValue)] = [
        (
            "Report",
            JSONSchema.object(
                [
                    "member": name, "channel": name, "standing": standing,
                    "expired": JSONSchema.flag, "confirmation": confirmation,
                    "issuedAt": JSONSchema.time, "since": JSONSchema.time, "basis": basis,
                    "confidence": confidence, "tlp": tlp, "marks": texts,
                    "attributes": JSONSchema.list(
                        JSONSchema.object(["name": text, "value": text])), "entries": entries,
                ],
                optional: [
                    "confirmedSince": JSONSchema.time, "firstSeen": JSONSchema.time,
                    "lastSeen": JSONSchema.time, "validUntil": JSONSchema.time,
                    "naturalPerson": JSONSchema.flag, "marketplace": text, "note": text,
                    "legalBasis": text,
                ])
        ),
        (
            "Objection",
            JSONSchema.object(
                [
                    "member": name, "channel": name, "standing": standing,
                    "issuedAt": JSONSchema.time,
                    "reason": JSONSchema.word(Dispute.Reason.allCases.map(\.name)),
                    "onBehalfOfSeller": JSONSchema.flag, "tlp": tlp, "entries": entries,
                ], optional: ["text": text])
        ),
        (
            "Sightings",
            JSONSchema.object([
                "member": name, "channel": name, "standing": standing,
                "total": JSONSchema.count, "firstSeen": JSONSchema.time,
                "lastSeen": JSONSchema.time, "entries": entries,
            ])
        ),
        (
            "Link",
            JSONSchema.object([
                "other": JSONSchema.named("Identifier"), "member": name, "channel": name,
                "standing": standing, "issuedAt": JSONSchema.time, "basis": basis,
                "confidence": confidence, "tlp": tlp, "entries": entries,
            ])
        ),
        (
            "LinkedSellers",
            JSONSchema.object([
                "channel": name, "id": JSONSchema.named("Identifier"),
                "identifiers": JSONSchema.list(JSONSchema.named("Identifier")),
                "links": JSONSchema.list(
                    JSONSchema.object([
                        "a": JSONSchema.named("Identifier"), "b": JSONSchema.named("Identifier"),
                        "members": names, "entries": entries,
                    ])),
                "tooConnected": JSONSchema.list(JSONSchema.named("Identifier")),
                "truncated": JSONSchema.flag,
            ])
        ),
        ("LinkedSellersList", JSONSchema.object(["groups": groups], optional: ["next": text])),
    ]

    // MARK: The exchange

    private static let ofExchange: [(String, JSONValue)] = [
        (
            "Member",
            JSONSchema.object(
                [
                    "member": name, "name": text, "roles": texts,
                    "entriesHeld": JSONSchema.count, "entriesBehind": JSONSchema.count,
                    "stale": JSONSchema.flag, "conflictingRecords": JSONSchema.flag,
                    "keepsBack": JSONSchema.flag,
                ],
                optional: [
                    "lastHeard": JSONSchema.time, "registerVersion": JSONSchema.count,
                    "certificateExpiresAt": JSONSchema.time, "lastRefusal": text,
                ])
        ),
        (
            "Exchange",
            JSONSchema.object([
                "alliance": name, "own": JSONSchema.named("Member"),
                "members": JSONSchema.list(JSONSchema.named("Member")),
                "logs": JSONSchema.count, "staleLogs": JSONSchema.count,
                "contradictedLogs": texts, "registerVersion": JSONSchema.count,
                "registerExpiresAt": JSONSchema.time, "certificateExpiresAt": JSONSchema.time,
                "entriesMerged": JSONSchema.count, "textLag": JSONSchema.count,
            ])
        ),
    ]

    private static let ofOverview: [(String, JSONValue)] = [
        (
            "Overview",
            JSONSchema.object([
                "newest": JSONSchema.list(JSONSchema.named("Indicator")),
                "days": JSONSchema.list(
                    JSONSchema.object([
                        "begins": JSONSchema.time, "statements": JSONSchema.count,
                        "members": JSONSchema.list(
                            JSONSchema.object(["member": name, "statements": JSONSchema.count])),
                    ])), "exchange": JSONSchema.named("Exchange"),
            ])
        )
    ]

    // MARK: The audit log

    private static let details = JSONValue.object([
        "type": .string("object"), "additionalProperties": text,
    ])

    private static let ofAudit: [(String, JSONValue)] = [
        (
            "AuditPage",
            JSONSchema.object(
                [
                    "records": JSONSchema.list(JSONSchema.named("AuditRecord")),
                    "size": JSONSchema.count,
                ],
                optional: [
                    "before": JSONSchema.count,
                    "cosigned": JSONSchema.object([
                        "size": JSONSchema.count, "at": JSONSchema.time, "by": texts,
                    ]),
                ])
        ),
        (
            "AuditRecord",
            JSONSchema.object(
                [
                    "index": JSONSchema.count, "at": JSONSchema.time,
                    "leafHash": JSONSchema.text(pattern: "^[0-9a-f]{64}$"),
                    "content": JSONSchema.word(["record", "erased", "unreadable"]),
                ],
                optional: [
                    "who": text, "roles": texts, "signedIn": text, "did": text, "purpose": text,
                    "details": details, "results": JSONSchema.count, "rows": JSONSchema.count,
                    "status": JSONSchema.count, "route": text, "request": text,
                ])
        ),
        (
            "HeldExports",
            JSONSchema.object([
                "exports": JSONSchema.list(
                    JSONSchema.object(
                        [
                            "number": JSONSchema.count, "at": JSONSchema.time, "who": text,
                            "details": details, "rows": JSONSchema.count,
                        ], optional: ["purpose": text]))
            ])
        ),
        ("ReleasedExport", JSONSchema.object(["number": JSONSchema.count])),
    ]

    // MARK: Products

    private static let ofProducts: [(String, JSONValue)] = [
        (
            "Product",
            JSONSchema.object([
                "gtin": JSONSchema.text(pattern: "^[0-9]{14}$"), "brand": text,
                "names": JSONSchema.list(
                    JSONSchema.object(["text": text], optional: ["language": text])),
                "registeredBy": text, "serialised": JSONSchema.flag,
                "links": JSONSchema.list(
                    JSONSchema.object(
                        ["type": text, "href": text, "title": text],
                        optional: ["language": text])),
            ])
        ),
        (
            "Verdict",
            JSONSchema.object(
                [
                    "version": JSONSchema.number(1, 1),
                    "gtin": JSONSchema.text(pattern: "^[0-9]{14}$"),
                    "product": JSONSchema.orNull(
                        JSONSchema.object(
                            ["brand": text, "registeredBy": text, "serialised": JSONSchema.flag],
                            optional: ["name": text])),
                    "verdict": JSONSchema.word(Verdict.allCases.map(\.rawValue)),
                    "meaning": text, "confidence": confidence,
                    "reasons": JSONSchema.list(
                        JSONSchema.object(["code": text, "sentence": text])),
                    "responder": JSONSchema.orNull(name), "answeredAt": JSONSchema.time,
                ],
                optional: [
                    "lot": text, "serial": text, "expiry": text,
                    "asOf": JSONSchema.object(["origin": text, "size": text, "root": text]),
                    "question": text, "signedAnswer": text,
                ])
        ),
    ]

    // MARK: Reports that one member publishes for another

    private static let ofEntrusted: [(String, JSONValue)] = [
        (
            "EntrustedReport",
            JSONSchema.object(
                [
                    "id": text,
                    "side": JSONSchema.word(Entrustment.Side.allCases.map(\.rawValue)),
                    "member": name, "channel": name,
                    "stage": JSONSchema.word(Entrustment.Stage.allCases.map(\.rawValue)),
                    "revision": JSONSchema.count, "rowCount": JSONSchema.count,
                    "withdrawalAsked": JSONSchema.flag, "changedAt": JSONSchema.time,
                ],
                optional: [
                    "message": text, "reason": text, "draft": text,
                    "rows": JSONSchema.list(
                        JSONSchema.object(
                            [
                                "type": type, "value": text, "basis": basis,
                                "confidence": confidence, "tlp": tlp, "marks": texts,
                                "commitment": JSONSchema.text(pattern: "^[0-9a-f]{64}$"),
                            ],
                            optional: [
                                "note": text, "changed": JSONSchema.flag,
                                "published": JSONSchema.object([
                                    "log": text, "index": JSONSchema.count,
                                ]),
                            ])),
                ])
        ),
        (
            "EntrustedReports",
            JSONSchema.object(
                [
                    "reports": JSONSchema.list(
                        JSONSchema.named("EntrustedReport"), max: EntrustmentLimits.listedMax),
                    "complete": JSONSchema.flag,
                ], optional: ["next": JSONSchema.text(pattern: CasePlace.pattern)])
        ),
        (
            "Refusal",
            JSONSchema.object(
                ["reason": JSONSchema.text(max: EntrustmentLimits.textCharactersMax)],
                isClosed: true)
        ),
    ]
}

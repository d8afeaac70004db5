import Complaints
import JSON
import Statements

/// Complaints and their figures.
extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let texts = JSONSchema.list(text)
    private static let name = JSONSchema.identifier
    private static let count = JSONSchema.count
    private static let time = JSONSchema.time
    private static let flag = JSONSchema.flag
    private static let id = RESTBody.referenceSchema
    private static let ground = JSONSchema.word(Complaint.Ground.allCases.map(\.name))
    private static let stage = JSONSchema.word(ListingStage.allCases.map(\.rawValue))
    private static let places = JSONSchema.list(count, max: Complaint.listingsMax)
    /// Of either sign.
    private static let thousandths: JSONValue = .object(["type": .string("integer")])
    private static let decimal: JSONValue = .object(["type": .string("number")])
    private static let refusal = JSONSchema.object(["code": text, "detail": text])
    private static let complainant = JSONSchema.object(
        ["kind": JSONSchema.word(["member", "account", "screening"]), "member": name],
        optional: ["account": text])

    static let ofComplaints: [(String, JSONValue)] =
        [
            ("NewComplaint", ComplaintBody.schema),
            (
                "FilingFailure",
                JSONSchema.object([
                    "code": JSONSchema.word(FilingCheck.allCases.map(\.rawValue)),
                    "places": places, "problem": text, "mend": text,
                ])
            ),
            ("FiledComplaint", signed), ("SaidOfComplaint", signed),
            (
                "ComplaintPage",
                JSONSchema.object(
                    [
                        "complaints": JSONSchema.list(
                            JSONSchema.named("ComplaintSummary"),
                            max: ComplaintQuery.limits.upperBound)
                    ], optional: ["next": JSONSchema.text(pattern: ComplaintCursor.pattern)])
            ),
            ("ComplaintSummary", summary), ("ComplaintRecord", record),
            ("ComplaintListing", listing), ("ComplaintRuling", ruling), ("ReviewItem", item),
            ("ImportedComplaints", imported), ("ComplaintFigures", figures),
            (
                "StatementsOfReasons",
                JSONSchema.object([
                    "statements": JSONSchema.list(.object(["type": .string("object")])),
                    "omitted": JSONSchema.list(
                        JSONSchema.object([
                            "complaint": id, "place": count,
                            "reason": JSONSchema.word(
                                ComplaintReasons.Omission.allCases.map(\.rawValue)),
                        ])),
                ])
            ),
        ]

    private static let signed = JSONSchema.object(
        [
            "id": id, "entry": JSONSchema.named("Entry"), "leafHash": RESTBody.digestSchema,
            "treeSize": count,
        ], optional: ["complaint": JSONSchema.named("ComplaintRecord")])

    private static let summary = JSONSchema.object(
        [
            "id": id, "channel": name, "complainant": complainant, "right": text,
            "ground": ground, "listings": count,
            "stages": JSONSchema.list(JSONSchema.object(["stage": stage, "listings": count])),
        ],
        optional: [
            "onBehalfOf": text, "filedAt": time, "due": time, "mends": id, "mendedBy": id,
            "refusal": refusal,
        ])

    private static let item = JSONSchema.object(
        [
            "complaint": id, "place": count, "listing": JSONSchema.named("Identifier"),
            "kind": JSONSchema.word(ReviewQuery.Kind.allCases.map(\.rawValue)), "stage": stage,
            "ground": ground, "urgency": JSONSchema.word(ReviewUrgency.Band.jsonNames),
            "harm": count,
        ],
        optional: [
            "reason": JSONSchema.word(Lane.ReviewReason.allCases.map(\.rawValue)), "due": time,
            "seller": JSONSchema.named("Identifier"),
        ])

    // MARK: One complaint

    private static let record = JSONSchema.object(
        [
            "id": id, "channel": name, "entry": JSONSchema.named("Entry"),
            "reading": JSONSchema.word(["stands", "refused", "absent"]),
        ],
        optional: [
            "refusal": refusal, "complainant": complainant, "onBehalfOf": text,
            "right": JSONSchema.object(
                ["key": text, "office": text, "number": text],
                optional: [
                    "kind": JSONSchema.word(Right.Kind.allCases.map(\.name)), "title": text,
                ]), "ground": ground, "goodFaith": text, "declaredBy": text,
            "explanation": text, "filedAt": time, "closed": flag, "closedAt": time, "mends": id,
            "mendedBy": id,
            "listings": JSONSchema.list(
                JSONSchema.named("ComplaintListing"), max: Complaint.listingsMax),
            "evidence": JSONSchema.list(evidence),
            "items": JSONSchema.list(
                AskedItem.schema, max: ListedItem.itemsMax + CaseState.sellerItemsMax),
            "pauses": JSONSchema.list(
                JSONSchema.object([
                    "id": id, "reason": JSONSchema.word(ClockPause.Reason.allCases.map(\.name)),
                    "from": time, "until": time,
                ])),
            "deadlines": JSONSchema.list(
                JSONSchema.object([
                    "id": text, "kind": JSONSchema.word(Deadline.Kind.allCases.map(\.rawValue)),
                    "places": places, "at": time,
                ])),
            "said": JSONSchema.list(
                JSONSchema.object(
                    ["id": id, "kind": text, "text": text],
                    optional: [
                        "roles": JSONSchema.list(
                            JSONSchema.word(EvidenceFile.Role.allCases.map(\.name))),
                        "reason": JSONSchema.word(CounterNotice.Reason.allCases.map(\.name)),
                    ])),
            "refusedStatements": JSONSchema.list(
                JSONSchema.object(
                    ["id": id, "code": text, "detail": text], optional: ["place": count])),
            "refusedCount": count, "judgements": JSONSchema.list(judgement),
        ])

    private static let evidence = JSONSchema.object(
        [
            "sha256": RESTBody.digestSchema, "mediaType": text, "bytes": count,
            "role": JSONSchema.word(EvidenceFile.Role.allCases.map(\.name)), "held": flag,
        ], optional: ["title": text, "href": text])

    private static let contribution = JSONSchema.object(
        ["feature": text, "logOddsThousandths": thousandths], optional: ["disclosable": flag])

    private static let judgement = JSONSchema.object(
        [
            "place": count, "harm": count, "logOddsThousandths": thousandths,
            "contributions": JSONSchema.list(contribution), "auditSample": flag,
        ],
        optional: [
            "review": JSONSchema.word(Lane.ReviewReason.allCases.map(\.rawValue)), "table": text,
            "capture": JSONSchema.object(
                [
                    "title": text, "capturedAt": time,
                    "images": JSONSchema.list(RESTBody.digestSchema),
                    "classes": JSONSchema.list(count), "countries": texts,
                ],
                optional: [
                    "priceMinorUnits": count, "currency": text,
                    "seller": JSONSchema.named("Identifier"),
                ]),
        ])

    private static let ruling = JSONSchema.object(
        [
            "id": id, "verdict": JSONSchema.word(ComplaintDecision.Verdict.allCases.map(\.name)),
            "reasons": texts, "automatic": flag,
        ],
        optional: [
            "at": time, "scope": JSONSchema.word(ComplaintDecision.Scope.allCases.map(\.name)),
            "explanation": text, "reviewer": text, "restrictedUntil": time,
            "score": JSONSchema.object([
                "table": text, "logOddsThousandths": thousandths,
                "contributions": JSONSchema.list(contribution),
            ]),
        ])

    private static let value = JSONSchema.object(["minorUnits": count, "currency": text])

    private static let listing = JSONSchema.object(
        [
            "place": count, "type": JSONSchema.word(ComplaintBody.listingTypes.map(\.name)),
            "value": text, "stage": stage, "closed": flag,
            "objections": JSONSchema.list(
                JSONSchema.object(
                    ["id": id, "kind": JSONSchema.word(["counter-notice", "appeal"])],
                    optional: ["at": time, "upheld": flag, "decidedAt": time])),
            "requests": JSONSchema.list(
                JSONSchema.object(
                    ["id": id, "due": time],
                    optional: ["at": time, "supply": id, "suppliedAt": time])),
            "records": JSONSchema.list(
                JSONSchema.object(
                    [
                        "id": id, "items": count,
                        "kind": JSONSchema.word(ComplaintOutcome.Kind.allCases.map(\.name)),
                    ], optional: ["at": time, "value": value])),
            "steps": JSONSchema.list(
                JSONSchema.object(
                    ["transition": JSONSchema.word(Transition.allCases.map(\.rawValue)), "id": id],
                    optional: ["at": time])),
        ],
        optional: [
            "href": text, "closedAt": time, "ruling": JSONSchema.named("ComplaintRuling"),
            "firstRuling": JSONSchema.named("ComplaintRuling"),
            "takedown": JSONSchema.named("ComplaintRuling"), "heldUntil": time,
            "affirmed": flag,
            "reinstatement": JSONSchema.word(Reinstatement.Reason.allCases.map(\.name)),
            "order": JSONSchema.object(
                [
                    "id": id, "action": JSONSchema.word(["take-down", "restore"]),
                    "progress": JSONSchema.word(["outstanding", "confirmed", "escalated"]),
                ],
                optional: [
                    "at": time, "until": time, "answer": id, "answeredAt": time,
                    "scope": JSONSchema.word(ComplaintDecision.Scope.allCases.map(\.name)),
                ]),
        ])

    // MARK: Lists and figures

    private static let imported = JSONSchema.object(
        [
            "complaints": JSONSchema.list(
                JSONSchema.object(
                    [
                        "firstLine": count, "lastLine": count, "right": text, "ground": ground,
                        "listings": count,
                    ],
                    optional: [
                        "id": id, "entry": JSONSchema.named("Entry"),
                        "failures": JSONSchema.list(JSONSchema.named("FilingFailure")),
                        "refused": text, "detail": text,
                    ]), max: ComplaintRows.complaintsMax),
            "refusedRows": JSONSchema.list(
                JSONSchema.object(["line": count, "refused": text, "detail": text])),
            "filed": count, "failed": count, "complete": flag,
        ], optional: ["stopped": text])

    private static let causes = JSONSchema.list(
        JSONSchema.object(["reason": text, "listings": count]))

    private static let figures: JSONValue = {
        let share = JSONSchema.object(
            ["part": count, "whole": count], optional: ["percent": decimal])
        let counts = ComplaintJSON.countNames(ComplaintFigures()).map { ($0.key, count) }
        let shares = ComplaintJSON.shareNames(ComplaintFigures()).map { ($0.key, share) }
        let lists: [(String, JSONValue)] = [
            ("refusalCauses", causes), ("returnCauses", causes),
            ("seizedValue", JSONSchema.list(value)),
        ]
        let optional: [(String, JSONValue)] = [
            ("channel", name), ("marketplace", text), ("ground", ground),
            ("medianHours", decimal), ("p95Hours", decimal),
        ]
        let required = counts + shares + lists
        return .members([
            ("type", .string("object")),
            ("properties", .members((required + optional).map { ($0.0, .some($0.1)) })),
            ("required", .array(required.map { .string($0.0) })),
        ])
    }()
}

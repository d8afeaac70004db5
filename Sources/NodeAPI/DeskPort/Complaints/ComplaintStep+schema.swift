import JSON
import Statements

/// As the description has it.
extension ComplaintStep {
    private static let places = JSONSchema.list(
        JSONSchema.number(0, Complaint.listingsMax - 1), min: 1, max: Complaint.listingsMax)
    private static let free = JSONSchema.text(max: StatementLimits.textBytesMax)
    private static let needed = JSONSchema.text(min: 1, max: StatementLimits.textBytesMax)
    private static let files = RESTBody.evidenceSchema
    private static let reference = RESTBody.referenceSchema

    var schema: JSONValue {
        switch self {
        case .withdrawal:
            JSONSchema.object(
                [:], optional: ["listings": Self.places, "text": Self.free], isClosed: true)
        case .counterNotice:
            JSONSchema.object(
                [
                    "reason": JSONSchema.word(CounterNotice.Reason.allCases.map(\.name)),
                    "text": Self.needed,
                    "goodFaith": JSONSchema.text(
                        min: 1, max: StatementLimits.attributeValueBytesMax),
                ],
                optional: [
                    "listings": Self.places, "evidence": Self.files,
                    "items": RESTBody.listedItemsSchema,
                ], isClosed: true)
        case .appeal:
            JSONSchema.object(
                ["text": Self.needed],
                optional: ["listings": Self.places, "evidence": Self.files], isClosed: true)
        case .evidenceRequest:
            JSONSchema.object(
                ["text": Self.needed, "due": JSONSchema.moment],
                optional: [
                    "listings": Self.places,
                    "roles": JSONSchema.list(
                        JSONSchema.word(EvidenceFile.Role.allCases.map(\.name)),
                        max: EvidenceFile.Role.allCases.count, isUnique: true),
                ], isClosed: true)
        case .evidence:
            JSONSchema.object(
                ["request": Self.reference],
                optional: ["evidence": Self.files, "text": Self.free], isClosed: true)
        case .reinstatement:
            JSONSchema.object(
                ["reason": JSONSchema.word(Reinstatement.Reason.allCases.map(\.name))],
                optional: ["listings": Self.places, "text": Self.free], isClosed: true)
        case .outcome: Self.outcomeSchema
        case .hold:
            JSONSchema.object(
                ["until": JSONSchema.moment],
                optional: ["listings": Self.places, "text": Self.free], isClosed: true)
        case .pause:
            JSONSchema.object(
                [
                    "reason": JSONSchema.word(ClockPause.Reason.allCases.map(\.name)),
                    "until": JSONSchema.moment,
                ], optional: ["text": Self.free], isClosed: true)
        case .decision: Self.decisionSchema
        }
    }

    private static let outcomeSchema = JSONSchema.object(
        ["kind": JSONSchema.word(ComplaintOutcome.Kind.allCases.map(\.name))],
        optional: [
            "listings": places, "order": reference,
            "reference": JSONSchema.text(max: StatementLimits.nameBytesMax),
            "items": JSONSchema.number(0, Int(ComplaintOutcome.itemsMax)),
            "value": JSONSchema.object(
                [
                    "minorUnits": JSONSchema.number(0, Int(ComplaintOutcome.valueMinorUnitsMax)),
                    "currency": JSONSchema.text(pattern: "^[A-Z]{3}$"),
                ], isClosed: true), "text": free,
        ], isClosed: true)

    private static let decisionSchema = JSONSchema.object(
        [
            "parts": JSONSchema.list(
                JSONSchema.object(
                    [
                        "listings": places,
                        "verdict": JSONSchema.word(ComplaintDecision.Verdict.allCases.map(\.name)),
                        "reasons": JSONSchema.list(
                            JSONSchema.text(min: 1, max: StatementLimits.wordBytesMax), min: 1,
                            max: ComplaintDecision.Part.reasonsMax),
                    ],
                    optional: [
                        "scope": JSONSchema.word(ComplaintDecision.Scope.allCases.map(\.name)),
                        "explanation": free, "restrictedUntil": JSONSchema.moment,
                    ], isClosed: true), min: 1, max: Complaint.listingsMax)
        ], optional: ["answers": reference], isClosed: true)
}

import JSON
import Statements

/// As the description has it.
extension ReportBody {
    private static let basis = JSONSchema.word(Basis.allCases.map(\.name))
    private static let confidence = JSONSchema.number(0, StatementLimits.confidenceMax)
    private static let tlp = JSONSchema.word(TLP.allCases.map(\.name))
    private static let optional: KeyValuePairs<String, JSONValue> = [
        "marks": JSONSchema.list(
            JSONSchema.text(min: 1, max: StatementLimits.nameBytesMax),
            max: StatementLimits.listCountMax),
        "marketplace": JSONSchema.identifier, "firstSeen": JSONSchema.moment,
        "lastSeen": JSONSchema.moment, "validUntil": JSONSchema.moment,
        "naturalPerson": JSONSchema.flag,
        "legalBasis": JSONSchema.text(min: 1, max: StatementLimits.textBytesMax),
        "note": JSONSchema.text(min: 1, max: StatementLimits.textBytesMax),
        "attributes": JSONSchema.texts(
            max: StatementLimits.listCountMax,
            text: JSONSchema.text(min: 1, max: Attribute.valueBytesMax)),
    ]

    static let schema: JSONValue = JSONSchema.object(
        [
            "type": RESTBody.typeSchema, "value": RESTBody.valueSchema, "basis": basis,
            "confidence": confidence, "tlp": tlp,
        ], optional: optional, isClosed: true)

    static let sayingSchema: JSONValue = JSONSchema.object(
        ["basis": basis, "confidence": confidence, "tlp": tlp], optional: optional,
        isClosed: true)
}

import AllianceNames
package import JSON
package import Peering
package import Statements

/// A report as programs write it: the identifier, and what is said of it. What only the reporter knows
/// (basis, confidence, who may see it) is asked for, not supplied.
package struct ReportBody: Sendable {
    package let assertion: IndicatorAssertion

    private static let names: Set<String> = [
        "type", "value", "basis", "confidence", "tlp", "marks", "marketplace", "firstSeen",
        "lastSeen", "validUntil", "naturalPerson", "legalBasis", "note", "attributes",
    ]

    /// - Throws: status 400 for another form than is described, 422 for a value that means nothing.
    package init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(value, names: Self.names, what: "The report")
        let indicator = try body.indicator()
        let basis = try body.required("basis", body.word("basis", Basis.init(name:)))
        let confidence = try body.required(
            "confidence", body.number("confidence", in: 0...StatementLimits.confidenceMax))
        var said = IndicatorAssertion(
            indicator: indicator, basis: basis, confidence: confidence, tlp: try body.tlp())
        for mark in try body.list("marks", countMax: StatementLimits.listCountMax) ?? [] {
            said.marks.append(
                try RESTBody.text(mark, "marks", 1...StatementLimits.nameBytesMax))
        }
        said.marketplace = try body.text("marketplace", characters: 1...identifierBytesMax)
        said.firstSeen = try Self.time(body, "firstSeen")
        said.lastSeen = try Self.time(body, "lastSeen")
        said.validUntil = try Self.time(body, "validUntil")
        said.naturalPerson = try body.flag("naturalPerson")
        said.legalBasis = try body.text(
            "legalBasis", characters: 1...StatementLimits.textBytesMax)
        said.note = try body.text("note", characters: 1...StatementLimits.textBytesMax)
        let attributes = try body.texts(
            "attributes", countMax: StatementLimits.listCountMax,
            characters: 1...Attribute.valueBytesMax)
        said.attributes = (attributes ?? []).map { Attribute(name: $0.name, value: $0.value) }
        if let first = said.firstSeen, let last = said.lastSeen, last < first {
            throw PeerProblem(
                status: 422, keyword: "time", detail: "'lastSeen' is before 'firstSeen'.")
        }
        assertion = said
    }

    private static func time(_ body: RESTBody, _ name: String) throws(PeerProblem) -> UInt64? {
        guard let text = try body.text(name, characters: 10...20) else { return nil }
        return try RESTMoment.time(text, name)
    }

    /// As the description has it.
    static let schema: JSONValue = JSONSchema.object(
        [
            "type": JSONSchema.word(IndicatorType.allCases.map(\.name)),
            "value": JSONSchema.text(min: 1, max: StatementLimits.indicatorBytesMax),
            "basis": JSONSchema.word(Basis.allCases.map(\.name)),
            "confidence": JSONSchema.number(0, StatementLimits.confidenceMax),
            "tlp": JSONSchema.word(TLP.allCases.map(\.name)),
        ],
        optional: [
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
        ], isClosed: true)
}

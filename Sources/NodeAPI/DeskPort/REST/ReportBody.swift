import AllianceNames
package import JSON
package import Peering
package import Statements

/// A report as programs write it: the identifier, and what is said of it. What only the reporter knows
/// (basis, confidence, who may see it) is asked for, not supplied.
package struct ReportBody: Sendable {
    package let assertion: IndicatorAssertion

    /// Of what is said, whatever it is about.
    static let sayingNames: Set<String> = [
        "basis", "confidence", "tlp", "marks", "marketplace", "firstSeen", "lastSeen",
        "validUntil", "naturalPerson", "legalBasis", "note", "attributes",
    ]

    /// - Throws: status 400 for another form than is described, 422 for a value that means nothing.
    package init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(
            value, names: Self.sayingNames.union(["type", "value"]), what: "The report")
        let indicator = try body.indicator()
        assertion = try Self.saying(body)(indicator)
    }

    /// What a body says of whatever identifier.
    /// - Throws: as above.
    static func saying(
        _ body: RESTBody
    ) throws(PeerProblem) -> @Sendable (Indicator) -> IndicatorAssertion {
        let basis = try body.required("basis", body.word("basis", Basis.init(name:)))
        let confidence = try body.required(
            "confidence", body.number("confidence", in: 0...StatementLimits.confidenceMax))
        let tlp = try body.tlp()
        let marks = try marks(body)
        let marketplace = try body.text("marketplace", characters: 1...identifierBytesMax)
        let (first, last) = (try time(body, "firstSeen"), try time(body, "lastSeen"))
        let until = try time(body, "validUntil")
        let naturalPerson = try body.flag("naturalPerson")
        let legalBasis = try body.text("legalBasis", characters: 1...StatementLimits.textBytesMax)
        let note = try body.text("note", characters: 1...StatementLimits.textBytesMax)
        let attributes = try body.texts(
            "attributes", countMax: StatementLimits.listCountMax,
            characters: 1...Attribute.valueBytesMax)
        if let first, let last, last < first {
            throw PeerProblem(
                status: 422, keyword: "time", detail: "'lastSeen' is before 'firstSeen'.")
        }
        let listed = (attributes ?? []).map { Attribute(name: $0.name, value: $0.value) }
        return { indicator in
            IndicatorAssertion(
                indicator: indicator, basis: basis, confidence: confidence, tlp: tlp,
                firstSeen: first, lastSeen: last, validUntil: until, naturalPerson: naturalPerson,
                marketplace: marketplace, marks: marks, legalBasis: legalBasis, note: note,
                attributes: listed)
        }
    }

    private static func marks(_ body: RESTBody) throws(PeerProblem) -> [String] {
        var marks: [String] = []
        for mark in try body.list("marks", countMax: StatementLimits.listCountMax) ?? [] {
            marks.append(try RESTBody.text(mark, "marks", 1...StatementLimits.nameBytesMax))
        }
        return marks
    }

    private static func time(_ body: RESTBody, _ name: String) throws(PeerProblem) -> UInt64? {
        guard let text = try body.text(name, characters: 10...20) else { return nil }
        return try RESTMoment.time(text, name)
    }
}

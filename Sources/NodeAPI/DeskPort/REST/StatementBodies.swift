import AllianceNames
import JSON
package import Peering
package import Statements

/// An objection as programs write it: a report of this identifier is wrong.
package struct ObjectionBody: Sendable {
    package let dispute: Dispute

    /// - Throws: status 400 for another form than is described, 422 for a value that means nothing.
    init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(
            value, names: ["type", "value", "reason", "tlp", "text", "onBehalfOfSeller"],
            what: "The objection")
        dispute = Dispute(
            indicator: try body.indicator(),
            reason: try body.required("reason", body.word("reason", Dispute.Reason.init(name:))),
            text: try body.text("text", characters: 1...StatementLimits.textBytesMax),
            onBehalfOfSeller: try body.flag("onBehalfOfSeller") ?? false, tlp: try body.tlp())
    }

    static let schema: JSONValue = JSONSchema.object(
        [
            "type": RESTBody.typeSchema, "value": RESTBody.valueSchema,
            "reason": JSONSchema.word(Dispute.Reason.allCases.map(\.name)),
            "tlp": RESTBody.tlpSchema,
        ],
        optional: [
            "text": JSONSchema.text(min: 1, max: StatementLimits.textBytesMax),
            "onBehalfOfSeller": JSONSchema.flag,
        ], isClosed: true)
}

/// How often this member saw an identifier, in all: a newer total replaces it.
package struct SightingTotal: Sendable {
    let indicator: Indicator
    let total: UInt64
    let first: UInt64
    let last: UInt64

    /// - Parameters:
    ///   - first: milliseconds since 1970, as `last`, which is not before it.
    init(of indicator: Indicator, total: UInt64, first: UInt64, last: UInt64) {
        self.indicator = indicator
        self.total = total
        self.first = first
        self.last = last
    }

    /// - Throws: as above.
    init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(
            value, names: ["type", "value", "total", "firstSeen", "lastSeen"],
            what: "The sighting")
        indicator = try body.indicator()
        total = UInt64(
            try body.required("total", body.number("total", in: 1...Int(Sighting.totalMax))))
        first = try Self.time("firstSeen", body)
        last = try Self.time("lastSeen", body)
        guard first <= last else {
            throw PeerProblem(
                status: 422, keyword: "time", detail: "'lastSeen' is before 'firstSeen'.")
        }
    }

    private static func time(_ name: String, _ body: RESTBody) throws(PeerProblem) -> UInt64 {
        try RESTMoment.time(body.required(name, body.text(name, characters: 10...20)), name)
    }

    /// - Parameter posted: of the total before, what objects say that are kept as they came.
    func sighting(posted: UInt64) -> Sighting {
        Sighting(
            indicator: indicator, total: total, first: first, last: last,
            postedTotal: min(posted, total))
    }

    static let schema: JSONValue = JSONSchema.object(
        [
            "type": RESTBody.typeSchema, "value": RESTBody.valueSchema,
            "total": JSONSchema.number(1, Int(Sighting.totalMax)), "firstSeen": JSONSchema.moment,
            "lastSeen": JSONSchema.moment,
        ], isClosed: true)
}

/// That two identifiers are of one operator, as programs write it.
package struct OperatorLinkBody: Sendable {
    let link: OperatorLink

    /// - Throws: as above.
    init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(
            value, names: ["a", "b", "basis", "confidence", "tlp", "evidence"], what: "The link")
        func end(_ name: String) throws(PeerProblem) -> Indicator {
            try RESTBody(
                body.required(name, body[name]), names: ["type", "value"], what: "'\(name)'"
            ).indicator()
        }
        let (a, b) = (try end("a"), try end("b"))
        let basis = try body.required("basis", body.word("basis", Basis.init(name:)))
        let confidence = try body.required(
            "confidence", body.number("confidence", in: 0...StatementLimits.confidenceMax))
        let evidence = try body.text("evidence", characters: 1...StatementLimits.textBytesMax)
        let tlp = try body.tlp()
        do throws(StatementError) {
            link = try OperatorLink(
                a, b, basis: basis, evidence: evidence, confidence: confidence, tlp: tlp)
        } catch {
            throw PeerProblem(
                status: 422, keyword: error.keyword, detail: "This links nothing: \(error).")
        }
    }

    static let schema: JSONValue = JSONSchema.object(
        [
            "a": RESTBody.identifierSchema, "b": RESTBody.identifierSchema,
            "basis": JSONSchema.word(Basis.allCases.map(\.name)),
            "confidence": JSONSchema.number(0, StatementLimits.confidenceMax),
            "tlp": RESTBody.tlpSchema,
        ],
        optional: ["evidence": JSONSchema.text(min: 1, max: StatementLimits.textBytesMax)],
        isClosed: true)
}

extension RESTBody {
    static let typeSchema = JSONSchema.word(IndicatorType.allCases.map(\.name))
    static let valueSchema = JSONSchema.text(min: 1, max: StatementLimits.indicatorBytesMax)
    static let tlpSchema = JSONSchema.word(TLP.allCases.map(\.name))
    static let identifierSchema = JSONSchema.object(
        ["type": typeSchema, "value": valueSchema], isClosed: true)

    /// What members `type` and `value` name.
    func indicator() throws(PeerProblem) -> Indicator {
        try Self.indicator(
            required("type", word("type", IndicatorType.init(name:))),
            required("value", text("value", characters: 1...StatementLimits.indicatorBytesMax)))
    }

    /// - Throws: status 422 for a value that is none of the type.
    static func indicator(
        _ type: IndicatorType, _ value: String
    ) throws(PeerProblem) -> Indicator {
        do throws(IndicatorError) {
            return try Indicator(type, parsing: value)
        } catch {
            throw unidentified(
                "This is no \(type.name): \(error.why); accepted is \(type.accepted).")
        }
    }

    static func unidentified(_ detail: String) -> PeerProblem {
        PeerProblem(status: 422, keyword: "identifier", detail: detail)
    }

    func tlp() throws(PeerProblem) -> TLP {
        try required("tlp", word("tlp") { name in TLP.allCases.first { $0.name == name } })
    }
}

extension StatementError {
    /// As whoever would have had such a statement signed is told.
    package var unsigned: PeerProblem {
        PeerProblem(
            status: 422, keyword: keyword, detail: "No reader would accept this: \(self).")
    }
}

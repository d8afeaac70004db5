package import Complaints
package import JSON
import Peering
import Statements

/// Proposals of screening and orders for programs.
package enum MarketplaceWorkJSON {
    package static func proposal(_ proposal: ProposedCase) -> JSONValue {
        let (state, complaint): (String, JSONValue?) =
            switch proposal.state {
            case .open: ("open", nil)
            case .dismissed: ("dismissed", nil)
            case .filed(let id): ("filed", ComplaintJSON.id(id))
            }
        let found = try? JSONValue(parsing: proposal.proposal)
        return .members([
            ("number", .integer(proposal.number)),
            ("listing", IndicatorJSON.identifier(proposal.listing)),
            ("title", .string(proposal.title)),
            ("expectedHarmCents", ComplaintJSON.count(proposal.harmCents)),
            ("proposedAt", ComplaintJSON.moment(proposal.proposedAt)), ("state", .string(state)),
            ("complaint", complaint), ("proposal", found ?? .object([:])),
        ])
    }

    package static func order(_ order: OutboxOrder) -> JSONValue {
        let action = order.ordered.order.action
        let measure =
            if case .measure(let measure, _, _) = action { measure } else {
                nil as MisuseMeasure.Measure?
            }
        return .members([
            ("id", OrderKey.path(order.id).map { .string($0) }),
            ("listing", IndicatorJSON.identifier(order.ordered.listing)),
            // What orders it: a complaint, or the statement of a measure.
            (
                order.isOfMeasure ? "statement" : "complaint",
                ComplaintJSON.id(order.ordered.complaint)
            ),
            ("action", .string(action.verb)), ("measure", measure.map { .string($0.name) }),
            ("state", .string(order.state.rawValue)),
            ("attempts", ComplaintJSON.count(order.attempts)),
            ("since", ComplaintJSON.moment(order.since)),
            ("nextAt", ComplaintJSON.moment(order.nextAt)),
            ("reasons", .array(order.reasons.map { .string($0) })),
            ("lastFailure", order.lastFailure.map { .string($0) }),
            (
                "reference",
                order.result.flatMap { $0.reference.isEmpty ? nil : .string($0.reference) }
            ),
        ])
    }

    /// - Throws: status 400 for what is of another form.
    static func filing(_ json: JSONValue) throws(PeerProblem) -> ProposalFiling {
        let body = try RESTBody(
            json,
            names: [
                "right", "ground", "goodFaith", "declaredBy", "explanation", "evidence",
            ],
            what: "The body")
        return try ProposalFiling(
            right: body.rightReference(), ground: body.ground(),
            goodFaithStatement: body.text(
                "goodFaith", characters: 0...StatementLimits.attributeValueBytesMax) ?? "",
            declaredBy: body.text("declaredBy", characters: 0...StatementLimits.nameBytesMax)
                ?? "",
            explanation: body.text(
                "explanation", characters: 0...StatementLimits.textBytesMax) ?? "",
            evidence: body.evidence())
    }
}

extension OpenAPISchemas {
    private static let text = JSONSchema.text()
    private static let id = RESTBody.referenceSchema

    static let ofMarketplaceWork: [(String, JSONValue)] = [
        (
            "ProposedCase",
            JSONSchema.object(
                [
                    "number": JSONSchema.count, "listing": JSONSchema.named("Identifier"),
                    "title": text, "expectedHarmCents": JSONSchema.count,
                    "proposedAt": JSONSchema.time,
                    "state": JSONSchema.word(["open", "dismissed", "filed"]),
                    "proposal": .object(["type": .string("object")]),
                ], optional: ["complaint": id])
        ),
        (
            "ProposalFiling",
            JSONSchema.object(
                [
                    "right": JSONSchema.object(
                        [
                            "office": JSONSchema.text(pattern: "^[A-Z]{2}$"),
                            "number": JSONSchema.text(min: 1, max: StatementLimits.wordBytesMax),
                        ], isClosed: true),
                    "ground": JSONSchema.word(Complaint.Ground.allCases.map(\.name)),
                ],
                optional: [
                    "goodFaith": JSONSchema.text(max: StatementLimits.attributeValueBytesMax),
                    "declaredBy": JSONSchema.text(max: StatementLimits.nameBytesMax),
                    "explanation": JSONSchema.text(max: StatementLimits.textBytesMax),
                    "evidence": RESTBody.evidenceSchema,
                ], isClosed: true)
        ),
        (
            "MarketplaceOrder",
            JSONSchema.object(
                [
                    "id": JSONSchema.text(pattern: OrderKey.pattern),
                    "listing": JSONSchema.named("Identifier"),
                    "action": JSONSchema.word(MarketplaceOrder.Action.verbs),
                    "state": JSONSchema.word(OutboxOrder.State.allCases.map(\.rawValue)),
                    "attempts": JSONSchema.count, "since": JSONSchema.time,
                    "nextAt": JSONSchema.time, "reasons": JSONSchema.list(text),
                ],
                optional: [
                    "complaint": id, "statement": id,
                    "measure": JSONSchema.word(MisuseMeasure.Measure.allCases.map(\.name)),
                    "lastFailure": text, "reference": text,
                ])
        ),
    ]
}

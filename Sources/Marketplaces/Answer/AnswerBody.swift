package import Complaints
package import JSON

/// What a marketplace says to an order, at once or later.
///
///     {"order":"alliance/desk-brand/platform/e1/7#0","result":"done","reference":"T-4711"}
///     {"order":"…","result":"taken"}
///     {"order":"…","result":"refused","reason":"no such listing"}
package struct AnswerBody: Equatable, Sendable {
    package static let bytesMax = 8 * 1_024

    package let order: String
    package let answer: OrderAnswer

    package init(order: String, answer: OrderAnswer) {
        self.order = order
        self.answer = answer
    }

    package init(parsing bytes: [UInt8]) throws(MarketplaceFormError) {
        let members = try FormMembers(
            parsing: bytes, bytesMax: Self.bytesMax,
            allowing: ["order", "result", "reference", "reason"])
        order = try members.needed("order", bytes: 1...OrderBody.idBytesMax)
        let reference = try members.text(
            "reference", bytes: 0...OutboxOrder.referenceBytesMax)
        let reason = try members.text("reason", bytes: 1...OutboxOrder.textBytesMax)
        switch (try members.needed("result"), reference, reason) {
        case ("done", let reference, nil): answer = .done(reference: reference ?? "")
        case ("taken", nil, nil): answer = .taken
        case ("refused", nil, let reason?): answer = .refused(reason)
        case ("refused", nil, nil): throw .missing("reason")
        default:
            throw .form(
                "result",
                expected:
                    "'done' with a 'reference' or none, 'taken' alone, or 'refused' with a 'reason'"
            )
        }
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = ["order": .string(order)]
        switch answer {
        case .done(let reference):
            members["result"] = .string("done")
            members["reference"] = .string(reference)
        case .taken: members["result"] = .string("taken")
        case .refused(let reason):
            members["result"] = .string("refused")
            members["reason"] = .string(reason)
        }
        return .object(members)
    }
}

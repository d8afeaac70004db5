import AllianceNames
package import Complaints
package import JSON
package import ProductAuthentication
package import Statements

/// A number on goods that a complaint or the seller's answer names, with what came of asking about it, as a desk shows both.
package struct AskedItem {
    /// Who named it.
    package enum Side: String, CaseIterable, Sendable { case complainant, seller }

    package enum Told: String, CaseIterable, Sendable {
        case answered, unowned, unanswered
        /// Nobody here asked.
        case unasked
    }

    package let item: ListedItem
    package let side: Side
    package let told: Told
    package let answer: Answer?
    private let kept: ItemAnswer?

    /// - Parameter answers: of the complaint; others say nothing.
    package init(_ item: ListedItem, by side: Side = .complainant, _ answers: [ItemAnswer]) {
        self.item = item
        self.side = side
        let kept = answers.first { $0.elementString == item.elementString }
        self.kept = kept
        switch kept?.outcome {
        case .answered(_, _, let bytes):
            answer = Answer(kept: bytes)
            told = answer == nil ? .unanswered : .answered
        case .unowned: (answer, told) = (nil, .unowned)
        case .unanswered: (answer, told) = (nil, .unanswered)
        case nil: (answer, told) = (nil, .unasked)
        }
    }

    // MARK: For programs

    /// - Parameter isOwn: for people of the member whose node asked.
    package func json(isOwn: Bool) -> JSONValue {
        var members: [(String, JSONValue?)] = [
            ("place", ComplaintJSON.count(item.listing)),
            ("code", .string(item.elementString)), ("by", .string(side.rawValue)),
        ]
        if isOwn, let kept {
            members += [
                ("told", .string(told.rawValue)), ("askedAt", ComplaintJSON.moment(kept.askedAt)),
                ("answer", answer.map { json($0, kept) }),
            ]
        }
        return .members(members)
    }

    private func json(_ answer: Answer, _ kept: ItemAnswer) -> JSONValue {
        var texts: (question: String, answer: String) = ("", "")
        if case .answered(_, let question, let signed) = kept.outcome {
            texts = (
                String(decoding: question, as: UTF8.self), String(decoding: signed, as: UTF8.self)
            )
        }
        return .members([
            ("member", .string(answer.responder.rawValue)),
            ("verdict", .string(answer.judgement.verdict.rawValue)),
            ("confidence", ComplaintJSON.count(answer.judgement.confidence)),
            ("reasons", .array(answer.judgement.reasons.map { .string($0.rawValue) })),
            ("answeredAt", ComplaintJSON.moment(answer.answeredAt)),
            ("question", .string(texts.question)), ("signedAnswer", .string(texts.answer)),
        ])
    }

    static let schema = JSONSchema.object(
        [
            "place": JSONSchema.count, "code": JSONSchema.text(),
            "by": JSONSchema.word(Side.allCases.map(\.rawValue)),
        ],
        optional: [
            "told": JSONSchema.word(Told.allCases.map(\.rawValue)), "askedAt": JSONSchema.time,
            "answer": JSONSchema.object([
                "member": JSONSchema.identifier,
                "verdict": JSONSchema.word(Verdict.allCases.map(\.rawValue)),
                "confidence": JSONSchema.count, "reasons": JSONSchema.list(JSONSchema.text()),
                "answeredAt": JSONSchema.time, "question": JSONSchema.text(),
                "signedAnswer": JSONSchema.text(),
            ]),
        ])
}

extension CaseState {
    /// Both sides' numbers.
    package func askedItems(_ answers: [ItemAnswer]) -> [AskedItem] {
        complaint.items.map { AskedItem($0, answers) }
            + sellerItems.map { AskedItem($0, by: .seller, answers) }
    }
}

/// The numbers of a complaint on a page.
struct AskedItemList {
    private let context: ConsoleContext
    private let words: ComplaintWords

    init(_ context: ConsoleContext, _ words: ComplaintWords) {
        self.context = context
        self.words = words
    }

    /// Nothing where there are none.
    func html(_ items: [AskedItem]) -> HTML {
        guard !items.isEmpty else { return "" }
        let rows = items.map { asked -> HTML in
            "<li>\(words[asked.side == .seller ? .headSeller : .headComplainant]) · \(words[.listing]) \(String(asked.item.listing + 1)): <code>\(ComplaintWords.shown(asked.item.elementString, max: 120))</code>\(told(asked))</li>\n"
        }
        return
            "<h2>\(words[.itemsHeading])</h2><ul class=\"items\">\n\(HTML.joined(rows))</ul>"
    }

    private func told(_ asked: AskedItem) -> HTML {
        switch asked.told {
        case .unasked: return ""
        case .unowned: return " · \(words[.itemUnowned])"
        case .unanswered: return " · <span class=\"flag\">\(words[.itemUnanswered])</span>"
        case .answered: break
        }
        guard let answer = asked.answer else { return "" }
        let judgement = answer.judgement
        let sure: HTML =
            judgement.verdict == .unknown
            ? "" : " · \(VerdictWords.confidence(judgement.confidence, context.language))"
        let reasons = judgement.reasons.map { reason -> HTML in
            "<li>\(context.language.catalogue.sentence(of: reason))</li>"
        }
        return """
            <br><strong>\(VerdictWords(judgement.verdict).title(context.language))</strong>\(sure)
            <span class="small">\(PageText.answeredBy(context.language)) <bdi>\(answer.responder.rawValue)</bdi> · \(ConsoleWords.minute(answer.answeredAt))</span>
            <ul class="why small">\(HTML.joined(reasons))</ul>
            """
    }
}

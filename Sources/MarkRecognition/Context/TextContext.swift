/// What the words around a name say: which goods the text is about, and whether the name is there only to
/// say what they go with.
struct TextContext {
    /// Of what is left of the confidence.
    private static let goodsFactor = 0.95
    private static let tradeFactor = 0.9
    private static let noContextFactor = 0.35
    private static let disguisedFactor = 0.8
    private static let negativeFactor = 0.4

    /// What was done to hide a name; nobody disguises what their goods merely go with.
    private static let disguises: RuleSet = [.confusable, .leetspeak, .invisible]

    let scalars: [UInt32]
    private let text: ReadText
    private var words: [ContextWords.Found]?
    private var others: OtherWords?
    private var negative: NegativeContext?

    init(scalars: [UInt32], text: ReadText) {
        self.scalars = scalars
        self.text = text
    }

    mutating func weigh(
        _ judgement: inout NameJudge.Judgement, span: Range<Int>, as kind: NameKind,
        classes: [Int]
    ) {
        let isHeard = judgement.rules.contains(.transliteration)
        guard !isWhole(span), !isHeard || !isAllWords(span) else { return }
        let found = read()
        switch kind {
        case .distinct: break
        case .short: weighShort(&judgement, found, span, classes)
        case .ordinaryWord, .anotherWord: weighWord(&judgement, kind, found, span, classes)
        }
        let name = ListedName(
            span: span, classes: ContextWords.goods(of: classes), joined: judgement.joinedGoods)
        if !Self.isDisguised(judgement.rules), isNegated(name, found) {
            Self.negate(&judgement.rules, &judgement.confidence)
        }
    }

    private static func isDisguised(_ rules: RuleSet) -> Bool {
        !rules.isDisjoint(with: disguises)
    }

    private static func negate(_ rules: inout RuleSet, _ confidence: inout Double) {
        rules.insert(.negativeContext)
        confidence *= negativeFactor
    }

    /// The names that are there only to say what the goods go with, as names behind them showed.
    func negateLate(_ hits: inout HitSelection) {
        guard let late = negative?.negatedLate, !late.isEmpty else { return }
        hits.change(at: late) { hit in
            guard !Self.isDisguised(hit.rules), !hit.rules.contains(.negativeContext) else {
                return
            }
            Self.negate(&hit.rules, &hit.confidence)
        }
    }

    private func weighShort(
        _ judgement: inout NameJudge.Judgement, _ found: [ContextWords.Found], _ span: Range<Int>,
        _ classes: [Int]
    ) {
        let goods = ContextWords.goods(found, beside: span) | judgement.joinedGoods
        let isTrade = found.contains { $0.word.isTrade && !$0.span.overlaps(span) }
        if classes.isEmpty ? goods != 0 : goods & ContextWords.goods(of: classes) != 0 {
            judgement.rules.insert(.context)
            judgement.confidence *= Self.goodsFactor
        } else if isTrade {
            judgement.rules.insert(.context)
            judgement.confidence *= Self.tradeFactor
        } else {
            judgement.rules.insert(.noContext)
            let isDisguised = judgement.rules.contains(.confusable)
            judgement.confidence *= isDisguised ? Self.disguisedFactor : Self.noContextFactor
        }
    }

    /// A word of every day means the mark beside goods of its classes. Where these are not known nearly every
    /// listing has some goods, and there must be nothing else.
    private mutating func weighWord(
        _ judgement: inout NameJudge.Judgement, _ kind: NameKind,
        _ found: [ContextWords.Found], _ span: Range<Int>, _ classes: [Int]
    ) {
        let isOwn = kind == .ordinaryWord
        let goods = ContextWords.goods(found, beside: span) | judgement.joinedGoods
        if goods & ContextWords.goods(of: classes) != 0
            || isOwn && isOnlyGoods(beside: span, found, classes)
        {
            judgement.rules.insert(.context)
            judgement.confidence *= Self.goodsFactor
        } else {
            let isDisguised = isOwn && !judgement.rules.isDisjoint(with: Self.disguises)
            judgement.rules.insert(.noContext)
            judgement.confidence *= isDisguised ? Self.disguisedFactor : Self.noContextFactor
        }
    }

    /// Whether there are words of goods or trade beside the name, and numbers, and nothing else.
    private mutating func isOnlyGoods(
        beside span: Range<Int>, _ found: [ContextWords.Found], _ classes: [Int]
    ) -> Bool {
        let counts = others ?? OtherWords(text, scalars: scalars.count, found)
        others = counts
        return counts.isNone(beside: span)
            && found.contains { word in
                !word.span.overlaps(span)
                    && (word.word.isTrade || classes.isEmpty && word.word.goods != 0)
            }
    }

    /// Whether the text is the name, signs behind it aside, and nothing else.
    private func isWhole(_ span: Range<Int>) -> Bool {
        guard let first = text.origins.first,
            let last = text.letters.indices.last(where: { !text.flags[$0].contains(.sign) })
        else { return true }
        return span.lowerBound <= Int(first) && span.upperBound > Int(text.origins[last])
    }

    /// Whether the text has nothing but numbers and signs beside the name, which are not heard in it.
    private func isAllWords(_ span: Range<Int>) -> Bool {
        func isHeard(_ index: Int) -> Bool {
            Script(of: text.letters[index]) != .digit && !text.flags[index].contains(.sign)
        }
        guard let first = text.letters.indices.first(where: isHeard),
            let last = text.letters.indices.last(where: isHeard)
        else { return false }
        return span.lowerBound <= Int(text.origins[first])
            && span.upperBound > Int(text.origins[last])
    }

    private mutating func isNegated(_ name: ListedName, _ found: [ContextWords.Found]) -> Bool {
        var context = negative ?? NegativeContext(text, scalars, found)
        negative = nil
        defer { negative = context }
        return context.negates(name)
    }

    private mutating func read() -> [ContextWords.Found] {
        if let words { return words }
        let found = ContextWords.shared.find(in: text, scalars)
        words = found
        return found
    }
}

/// Where letters stand in a text that are no word of goods or trade, no number and no sign.
private struct OtherWords {
    /// How many before each scalar of the original text.
    private var before: [Int32]

    init(_ text: ReadText, scalars: Int, _ found: [ContextWords.Found]) {
        var isOther = [Bool](repeating: false, count: scalars)
        for index in text.letters.indices where Script(of: text.letters[index]) != .digit {
            isOther[Int(text.origins[index])] = !text.flags[index].contains(.sign)
        }
        for word in found where word.word.isTrade || word.word.goods != 0 {
            for place in word.span { isOther[place] = false }
        }
        before = [0]
        before.reserveCapacity(scalars + 1)
        var count: Int32 = 0
        for place in isOther {
            count += place ? 1 : 0
            before.append(count)
        }
    }

    func isNone(beside span: Range<Int>) -> Bool {
        before[before.count - 1] == before[span.upperBound] - before[span.lowerBound]
    }
}

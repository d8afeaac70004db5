/// What the words around a name say: which goods the text is about, and whether the name is there only to
/// say what they go with.
struct TextContext {
    /// Of what is left of the confidence.
    private static let goodsFactor = 0.95
    private static let tradeFactor = 0.9
    private static let noContextFactor = 0.35
    private static let disguisedFactor = 0.8
    private static let negativeFactor = 0.4
    /// Words between 'compatible with' and the last name of its list.
    private static let listWordsMax = 8

    /// What was done to hide a name; nobody disguises what their goods merely go with.
    private static let disguises: RuleSet = [.confusable, .leetspeak, .invisible]

    private let scalars: [UInt32]
    private let text: ReadText
    private var words: [ContextWords.Found]?

    init(scalars: [UInt32], text: ReadText) {
        self.scalars = scalars
        self.text = text
    }

    mutating func weigh(
        _ judgement: inout NameJudge.Judgement, span: Range<Int>, isShort: Bool, classes: [Int]
    ) {
        guard !isWhole(span) else { return }
        let found = read()
        if isShort { weighShort(&judgement, found, span, classes) }
        let isDisguised = !judgement.rules.isDisjoint(with: Self.disguises)
        if !isDisguised, isNegated(span, found) {
            judgement.rules.insert(.negativeContext)
            judgement.confidence *= Self.negativeFactor
        }
    }

    private func weighShort(
        _ judgement: inout NameJudge.Judgement, _ found: [ContextWords.Found], _ span: Range<Int>,
        _ classes: [Int]
    ) {
        let wanted = classes.reduce(into: UInt64(0)) { $0 |= 1 << UInt64($1) }
        // A word of goods that is the name itself says nothing about it.
        let goods = found.filter { !$0.span.overlaps(span) }.reduce(UInt64(0)) {
            $0 | $1.word.goods
        }
        let isTrade = found.contains { $0.word.isTrade && !$0.span.overlaps(span) }
        if classes.isEmpty ? goods != 0 : goods & wanted != 0 {
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

    /// Whether the text is the name and nothing else.
    private func isWhole(_ span: Range<Int>) -> Bool {
        guard let first = text.origins.first, let last = text.origins.last else { return true }
        return span.lowerBound <= Int(first) && span.upperBound > Int(last)
    }

    private mutating func read() -> [ContextWords.Found] {
        if let words { return words }
        let found = ContextWords.shared.find(in: text, scalars)
        words = found
        return found
    }

    // MARK: Negative contexts

    private func isNegated(_ span: Range<Int>, _ found: [ContextWords.Found]) -> Bool {
        found.contains { word in
            switch word.word.negation {
            case .none: false
            case .before:
                word.span.upperBound <= span.lowerBound
                    && gaps(word.span.upperBound, span.lowerBound) <= 1
            case .beforeList:
                word.span.upperBound <= span.lowerBound
                    && gaps(word.span.upperBound, span.lowerBound) <= Self.listWordsMax
            case .after:
                word.span.lowerBound >= span.upperBound
                    && gaps(span.upperBound, word.span.lowerBound) <= 1
            }
        }
    }

    /// Gaps between two places: 1 where one word follows the other.
    private func gaps(_ from: Int, _ to: Int) -> Int {
        var count = 0
        for index in text.origins.indices
        where Int(text.origins[index]) >= from && Int(text.origins[index]) <= to {
            if text.gaps[index] != .none { count += 1 }
        }
        return count
    }
}

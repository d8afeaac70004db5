import Statements

/// Whether a text has a name only to say what the goods go with, resemble, or are not.
struct NegativeContext {
    /// Words between 'compatible with' and the last name of its list.
    private static let listWordsMax = 8
    /// Names of one text that lists go on from.
    private static let negatedMax = 64
    /// Behind 'style', that are looked at for a number.
    private static let numberScalarsMax = 16
    /// Of the maker's numbers, the shortest: 'Gucci style 2 pcs' is no number of one.
    private static let numberLettersMin = 5

    /// A name that is there only for that.
    private struct Negated {
        let span: Range<Int>
        /// Whether a list of names goes on behind it with signs too, and not only with 'and'.
        let beginsList: Bool
    }

    private let text: ReadText
    private let scalars: [UInt32]
    /// Where words stand that deny a name, and others that say whether they do.
    private let negations: [(negation: ContextWords.Negation, place: Range<Int>)]
    private let words: [ContextWords.Found]
    private let places: LetterPlaces
    private var negated: [Negated] = []

    init(_ text: ReadText, _ scalars: [UInt32], _ found: [ContextWords.Found]) {
        self.text = text
        self.scalars = scalars
        let phrases = found.filter { if case .phrase = $0.word.sense { true } else { false } }
        negations = found.compactMap { word in
            guard case .negation(let negation) = word.word.sense,
                !phrases.contains(where: { word.isWithin($0.span) })
            else { return nil }
            return (negation, word.span)
        }
        words = found.filter {
            switch $0.word.sense {
            case .part, .device, .people, .numbering: true
            case .none, .negation, .phrase: false
            }
        }
        places = negations.isEmpty ? .none : LetterPlaces(text, scalars, found)
    }

    mutating func negates(_ span: Range<Int>) -> Bool {
        guard !negations.isEmpty else { return false }
        var beginsList: Bool?
        for (negation, place) in negations where says(negation, place, span) {
            if case .directly = negation {
                beginsList = beginsList ?? false
            } else {
                beginsList = true
            }
        }
        for other in negated where beginsList == nil && other.span.upperBound <= span.lowerBound {
            let between = other.span.upperBound..<span.lowerBound
            if NameLists.isJoint(between, scalars, bySigns: other.beginsList) {
                beginsList = other.beginsList
            }
        }
        guard let beginsList else { return false }
        if negated.count < Self.negatedMax {
            negated.append(Negated(span: span, beginsList: beginsList))
        }
        return true
    }

    // MARK: Where each word has to stand

    /// - Parameters:
    ///   - word: where the negation stands.
    ///   - span: of the name.
    private func says(
        _ negation: ContextWords.Negation, _ word: Range<Int>, _ span: Range<Int>
    ) -> Bool {
        switch negation {
        case .directly:
            guard let between = between(word, span) else { return false }
            return places.gaps(between.lowerBound, between.upperBound) <= 1
                && !places.hasLetters(between) && !TextStops.hasBreak(between, scalars)
        case .before(let strangersMax):
            return isRightBefore(word, span, strangersMax)
        case .withPart(let language, let orDevice):
            return isRightBefore(word, span, 0)
                && (hasPart(language, before: word) || orDevice && hasDevice(behind: span))
        case .beforeList:
            guard let between = between(word, span) else { return false }
            return places.gaps(between.lowerBound, between.upperBound) <= Self.listWordsMax
                && !places.hasSentenceEnd(between) && !hasPeople(between)
        case .after(let strangersMax):
            return isRightBehind(word, span, strangersMax)
        case .manner:
            guard isRightBehind(word, span, 0), let between = between(span, word) else {
                return false
            }
            return !TextStops.hasBreak(between, scalars) && !isNumbered(word)
        }
    }

    /// What stands between two places, where the first comes first.
    private func between(_ first: Range<Int>, _ second: Range<Int>) -> Range<Int>? {
        first.upperBound <= second.lowerBound ? first.upperBound..<second.lowerBound : nil
    }

    /// Whether the name follows the word, or 'my' and the like stand between: 'for my Samsung'.
    private func isRightBefore(_ word: Range<Int>, _ span: Range<Int>, _ strangersMax: Int) -> Bool
    {
        guard let between = between(word, span) else { return false }
        switch places.gaps(between.lowerBound, between.upperBound) {
        case 0, 1: break
        case 2 where NameLists.isAttribute(places.letters(between, text)): break
        default: return false
        }
        return isNear(between, strangersMax)
    }

    private func isRightBehind(_ word: Range<Int>, _ span: Range<Int>, _ strangersMax: Int) -> Bool
    {
        guard let between = between(span, word),
            places.gaps(between.lowerBound, between.upperBound) <= 1
        else { return false }
        return isNear(between, strangersMax)
    }

    private func isNear(_ between: Range<Int>, _ strangersMax: Int) -> Bool {
        places.strangers(between) <= strangersMax && !TextStops.hasStop(between, scalars)
            && !hasPeople(between)
    }

    // MARK: What else has to be there

    private func hasPeople(_ part: Range<Int>) -> Bool {
        words.contains {
            if case .people = $0.word.sense { $0.isWithin(part) } else { false }
        }
    }

    private func hasPart(_ language: Int, before word: Range<Int>) -> Bool {
        words.contains {
            guard case .part(language) = $0.word.sense else { return false }
            return $0.span.upperBound <= word.lowerBound
        }
    }

    private func hasDevice(behind span: Range<Int>) -> Bool {
        words.contains {
            guard case .device = $0.word.sense, let between = between(span, $0.span) else {
                return false
            }
            return places.gaps(between.lowerBound, between.upperBound) <= 1
                && !TextStops.hasStop(between, scalars)
        }
    }

    /// Whether a number of the maker stands behind the word: 'Nike style DZ5485', 'Gucci style no. 4'.
    private func isNumbered(_ word: Range<Int>) -> Bool {
        let follows = words.contains {
            guard case .numbering = $0.word.sense, let between = between(word, $0.span) else {
                return false
            }
            return places.gaps(between.lowerBound, between.upperBound) <= 1
        }
        var rest = scalars[word.upperBound...].prefix(Self.numberScalarsMax)
        rest = rest.drop(while: TextFolding.isWhiteSpace)
        if let first = rest.first, TextStops.introduces(first) { return true }
        let next = rest.prefix { !TextFolding.isWhiteSpace($0) }
        let hasDigit = next.contains { (0x30...0x39).contains($0) }
        return follows || hasDigit && next.count >= Self.numberLettersMin
    }
}

import Statements

/// Whether a text has a name only to say what the goods go with, resemble, or are not.
struct NegativeContext {
    /// Words between 'compatible with' and the last name of its list.
    private static let listWordsMax = 8
    /// Names of one text that lists go on from, and that lists may yet turn out to have.
    private static let negatedMax = 64
    /// Behind 'style', that are looked at for a number.
    private static let numberScalarsMax = 16
    /// Of the maker's numbers, the shortest: 'Gucci style 2 pcs' is no number of one.
    private static let numberLettersMin = 5

    /// A name that is there only for that.
    private struct Negated {
        let span: Range<Int>
        let course: Course
        /// Classes of the goods that its list is about, a bit each; 0 where they are not known.
        let goods: UInt64
        /// The word that says it; nil where the name is in a list of others.
        var word: Range<Int>?
    }

    /// How a list of names goes on from one.
    private enum Course: Int {
        /// With 'and' only: 'not Gucci or Prada'.
        case joined
        /// From the name before a word to those before it: 'iPhone, Samsung compatible'.
        case back
        /// Behind a word, with signs and over models: 'for iPhone 15, Samsung S24'.
        case forth

        init(_ negation: ContextWords.Negation) {
            self =
                switch negation {
                case .directly, .manner: .joined
                case .after: .back
                case .before, .withPart, .beforeList: .forth
                }
        }
    }

    private let text: ReadText
    private let scalars: [UInt32]
    /// Where words stand that deny a name, and others that say whether they do.
    private let negations: [(negation: ContextWords.Negation, place: Range<Int>)]
    private let words: [ContextWords.Found]
    private let places: LetterPlaces
    private let goods: ListedGoods
    private var negated: [Negated] = []
    private var others: [ListedName] = []
    /// Names that turned out to be there only for that when one behind them was judged.
    private(set) var negatedLate: [Range<Int>] = []

    init(_ text: ReadText, _ scalars: [UInt32], _ found: [ContextWords.Found]) {
        self.text = text
        self.scalars = scalars
        let phrases = found.filter { if case .phrase = $0.word.sense { true } else { false } }
        let denying = found.filter { if case .negation = $0.word.sense { true } else { false } }
        negations = denying.compactMap { word in
            // Within a longer one it says nothing by itself: 'Samsung charger compatible with …'.
            guard case .negation(let negation) = word.word.sense,
                !phrases.contains(where: { word.isWithin($0.span) }),
                !denying.contains(where: { word.isWithin($0.span) && $0.span != word.span })
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
        goods = ListedGoods(scalars, places, negations.isEmpty ? [] : found)
    }

    mutating func negates(_ name: ListedName) -> Bool {
        guard !negations.isEmpty else { return false }
        guard let reason = saying(name) ?? listing(name) else {
            if others.count < Self.negatedMax { others.append(name) }
            return false
        }
        if negated.count < Self.negatedMax {
            negated.append(reason)
            if reason.course == .back { goBack(from: reason) }
        }
        return true
    }

    /// What a word says of the name.
    private func saying(_ name: ListedName) -> Negated? {
        var reason: Negated?
        for (negation, place) in negations where says(negation, place, name.span) {
            let course = Course(negation)
            if let reason, reason.course.rawValue >= course.rawValue { continue }
            let list = list(of: negation, place, before: name.span)
            if goods.isOther(name, than: list, from: place.upperBound) { continue }
            reason = Negated(
                span: name.span, course: course,
                goods: list == 0 ? goods.begun(by: name) : list, word: place)
        }
        return reason
    }

    /// Classes of the goods that a word is said of before a name comes, 0 where they are not known.
    private func list(
        of negation: ContextWords.Negation, _ word: Range<Int>, before span: Range<Int>
    ) -> UInt64 {
        switch negation {
        case .beforeList: break
        case .before(let strangersMax) where strangersMax > 0: break
        default: return 0
        }
        let first = negated.first {
            word.upperBound <= $0.span.lowerBound && $0.span.upperBound <= span.lowerBound
        }
        return first?.goods ?? goods.named(in: word.upperBound..<span.lowerBound)
    }

    /// What is said of a list that the name is in.
    private func listing(_ name: ListedName) -> Negated? {
        let span = name.span
        for other in negated where other.span.upperBound <= span.lowerBound {
            let between = other.span.upperBound..<span.lowerBound
            let goesOn =
                NameLists.isJoint(between, scalars, bySigns: other.course != .joined)
                ? !goods.isOther(name, than: other.goods, from: between.lowerBound)
                : other.course == .forth
                    && goods.goesOn(over: between, to: name, about: other.goods)
            if goesOn { return Negated(span: span, course: other.course, goods: other.goods) }
        }
        let next = negated.first { $0.course == .back && precedes(name, $0) }
        return next.map { Negated(span: span, course: .back, goods: $0.goods) }
    }

    /// Whether a name stands right before another in its list, and is of the same goods.
    private func precedes(_ name: ListedName, _ other: Negated) -> Bool {
        name.classes & other.goods != 0 && name.span.upperBound <= other.span.lowerBound
            && NameLists.isJoint(
                name.span.upperBound..<other.span.lowerBound, scalars, bySigns: true)
    }

    /// Names before this one, which were judged before it was known.
    private mutating func goBack(from reason: Negated) {
        var next = reason
        for other in others.reversed() where precedes(other, next) {
            next = Negated(span: other.span, course: .back, goods: next.goods)
            if !negatedLate.contains(other.span) { negatedLate.append(other.span) }
        }
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
            let gaps = places.gaps(between.lowerBound, between.upperBound)
            // 'Samsung compatible charger, Gucci bag' says it of the name before it.
            return gaps <= Self.listWordsMax
                && (gaps <= 1
                    || !negated.contains { $0.course == .back && $0.word == word })
                && !places.hasSentenceEnd(between) && !hasPeople(between)
        case .after(let strangersMax):
            return isRightBehind(word, span, strangersMax) && !saysOfNext(word)
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

    /// Whether a word that may also be said of a name behind it is: 三星充电器适用华为. Goods behind it are those
    /// that go with the name before it: 三星适用充电器.
    private func saysOfNext(_ word: Range<Int>) -> Bool {
        let isSaidBefore = negations.contains {
            guard case .before(1...) = $0.negation else { return false }
            return $0.place == word
        }
        guard isSaidBefore else { return false }
        let next = scalars[word.upperBound...].firstIndex { !TextFolding.isWhiteSpace($0) }
        guard let next, !TextStops.hasStop(next..<next + 1, scalars) else { return false }
        return !goods.hasGoods(at: next)
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

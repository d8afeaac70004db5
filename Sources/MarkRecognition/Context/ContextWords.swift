/// The words that say something about the names beside them, found in one pass over a text.
struct ContextWords: Sendable {
    /// Where a word has to stand to say that a name beside it is not the maker's (`NegativeWords`).
    enum Negation: Sendable {
        /// Right before a name: 'like'.
        case directly
        /// The same, or with 'my' and the like between: 'for'.
        ///
        /// - strangersMax: characters that may be between in scripts without spaces, those of goods aside.
        case before(strangersMax: Int)
        /// The same, with a part before it in the same language; else, of some, with a device behind the name.
        case withPart(language: Int, orDevice: Bool)
        /// Before a list of names: 'compatible with'.
        case beforeList
        /// Right after a name: 'compatible'.
        case after(strangersMax: Int)
        /// The same, without a number behind it: 'style'.
        case manner
    }

    /// What a word says about names, or about negations beside it.
    enum Sense: Sendable {
        case none
        case negation(Negation)
        case part(language: Int)
        case device, people, numbering
        /// Of more than one word, none of which is a negation there.
        case phrase
    }

    struct Word: Sendable {
        /// Classes of the Nice classification, a bit each.
        var goods: UInt64 = 0
        var isTrade = false
        var sense = Sense.none
        /// Whether it is another word without its accents.
        var isAccented = false
    }

    struct Found: Sendable {
        let word: Word
        /// In scalars of the original text.
        let span: Range<Int>

        func isWithin(_ part: Range<Int>) -> Bool {
            part.lowerBound <= span.lowerBound && span.upperBound <= part.upperBound
        }
    }

    static let shared = ContextWords()
    /// Of one text; what a longer one says is said by then.
    private static let foundMax = 256
    /// Characters of other names: two of two, in Chinese.
    private static let strangersMax = 4

    private let words: [Word]
    private let lengths: [Int]
    private let isUnspaced: [Bool]
    /// Digits with a sign between: '1:1' is another thing than 11.
    private let isRatio: [Bool]
    private let automaton: Automaton

    private init() {
        var entries: [(String, Word)] = []
        for (goods, list) in GoodsWords.all + GoodsWords.byScript {
            let bits = goods.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
            entries += Self.split(list).map { ($0, Word(goods: bits)) }
        }
        entries += Self.split(GoodsWords.trade).map { ($0, Word(isTrade: true)) }
        for (sense, list) in Self.senses {
            entries += Self.split(list).map { ($0, Word(sense: sense)) }
        }
        entries += Self.split(NegativeWords.accented).map {
            ($0, Word(sense: .negation(.before(strangersMax: 0)), isAccented: true))
        }
        let read = entries.map { ReadText($0.0.unicodeScalars.map(\.value), as: .plain) }
        let keys = read.map(\.letters)
        words = entries.map(\.1)
        lengths = keys.map(\.count)
        isUnspaced = keys.map { Script(of: $0[0]).isUnspaced || Hangul.isLetter($0[0]) }
        isRatio = read.map { key in
            key.letters.allSatisfy { Script(of: $0) == .digit } && key.gaps.contains(.sign)
        }
        automaton = Automaton(count: keys.count, lettersMax: keys.reduce(0) { $0 + $1.count }) {
            keys[$0][...]
        }
    }

    private static var senses: [(Sense, String)] {
        var senses: [(Sense, String)] = [
            (.negation(.directly), NegativeWords.directly),
            (.negation(.before(strangersMax: 0)), NegativeWords.before),
            (.negation(.before(strangersMax: strangersMax)), NegativeWords.beforeNames),
            (.negation(.beforeList), NegativeWords.beforeList),
            (.negation(.after(strangersMax: strangersMax)), NegativeWords.after),
            (.negation(.manner), NegativeWords.manner),
            (.device, NegativeWords.devices), (.people, NegativeWords.people),
            (.numbering, NegativeWords.numbering), (.phrase, NegativeWords.phrases),
        ]
        for (language, (words, parts)) in NegativeWords.byPart.enumerated() {
            let negation = Negation.withPart(language: language, orDevice: language == 0)
            senses += [(.negation(negation), words), (.part(language: language), parts)]
        }
        return senses
    }

    /// Phrases between commas, and lines of them.
    static func split(_ list: String) -> [String] {
        list.split(separator: "\n").flatMap { $0.split(separator: ",") }.map(String.init)
    }

    func find(in text: ReadText, _ scalars: [UInt32]) -> [Found] {
        var found: [Found] = []
        automaton.scan(text.letters) { index, end in
            let start = end - lengths[index]
            // In Chinese and Japanese a word begins anywhere.
            let isWord =
                isUnspaced[index]
                || text.isWordStart(start, scalars) && text.isWordStart(end, scalars)
            let word = words[index]
            if isWord, !isRatio[index] || text.gaps[start + 1..<end].contains(.sign),
                !text.splitsCharacter(at: start), !text.splitsCharacter(at: end),
                !word.isAccented
                    || text.flags[start..<end].contains(where: { $0.contains(.decoration) })
            {
                found.append(
                    Found(
                        word: word, span: Int(text.origins[start])..<Int(text.origins[end - 1]) + 1)
                )
            }
            return found.count < Self.foundMax
        }
        return found
    }

    // MARK: Goods

    /// A bit for each class of the Nice classification.
    static func goods(of classes: [Int]) -> UInt64 {
        classes.reduce(into: 0) { $0 |= 1 << UInt64($1) }
    }

    /// A word of goods that is the name itself says nothing about it.
    static func goods(_ found: [Found], beside span: Range<Int>) -> UInt64 {
        found.reduce(0) { $0 | ($1.span.overlaps(span) ? 0 : $1.word.goods) }
    }
}

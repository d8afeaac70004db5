/// The words that say something about the names beside them, found in one pass over a text.
struct ContextWords: Sendable {
    enum Negation: Sendable {
        case none
        /// Right before a name: 'for'.
        case before
        /// Before a list of names: 'compatible with'.
        case beforeList
        /// Right after a name: 'type'.
        case after
    }

    struct Word: Sendable {
        /// Classes of the Nice classification, a bit each.
        var goods: UInt64 = 0
        var isTrade = false
        var negation = Negation.none
    }

    struct Found: Sendable {
        let word: Word
        /// In scalars of the original text.
        let span: Range<Int>
    }

    static let shared = ContextWords()
    /// Of one text; what a longer one says is said by then.
    private static let foundMax = 256

    private let words: [Word]
    private let lengths: [Int]
    private let isUnspaced: [Bool]
    private let automaton: Automaton

    private init() {
        var entries: [(String, Word)] = []
        for (goods, list) in GoodsWords.all + GoodsWords.byScript {
            let bits = goods.reduce(UInt64(0)) { $0 | 1 << UInt64($1) }
            entries += Self.split(list).map { ($0, Word(goods: bits)) }
        }
        entries += Self.split(GoodsWords.trade).map { ($0, Word(isTrade: true)) }
        entries += Self.split(NegativeWords.before).map { ($0, Word(negation: .before)) }
        entries += Self.split(NegativeWords.beforeList).map { ($0, Word(negation: .beforeList)) }
        entries += Self.split(NegativeWords.after).map { ($0, Word(negation: .after)) }
        let keys = entries.map { ReadText($0.0.unicodeScalars.map(\.value), as: .plain).letters }
        words = entries.map(\.1)
        lengths = keys.map(\.count)
        isUnspaced = keys.map { Script(of: $0[0]).isUnspaced || Hangul.isLetter($0[0]) }
        automaton = Automaton(count: keys.count, lettersMax: keys.reduce(0) { $0 + $1.count }) {
            keys[$0][...]
        }
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
            if isWord, !text.splitsCharacter(at: start), !text.splitsCharacter(at: end) {
                found.append(
                    Found(
                        word: words[index],
                        span: Int(text.origins[start])..<Int(text.origins[end - 1]) + 1))
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

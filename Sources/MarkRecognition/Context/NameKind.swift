/// What a name, as it stands in a text, says by itself.
enum NameKind: Sendable {
    /// Enough.
    case distinct
    /// So short that other words look like it.
    case short
    /// It is a word that people use every day.
    case ordinaryWord
    /// Such a word stands in its place, and it is another.
    case anotherWord

    /// Ways to see a name in letters that are not its own.
    private static let likenesses: RuleSet = [.confusable, .leetspeak, .transliteration, .typo]

    /// - Parameters:
    ///   - found: scalars of the original text in the place of the name.
    ///   - letters: of the name's plain reading.
    init(
        of name: NameTable.Name, _ rules: RuleSet, found: ArraySlice<UInt32>,
        letters: ArraySlice<UInt32>
    ) {
        let isHeard = rules.contains(.transliteration)
        // What sounds like a Latin name in Chinese is mostly what the name is the pinyin of.
        let isPinyin = isHeard && found.first.map { Script(of: $0) == .han } ?? false
        // Several words that together sound like a name of several are no accident.
        let isPhrase = isHeard && name.hasSeveralWords
        if !rules.isDisjoint(with: Self.likenesses), !isPinyin,
            OrdinaryWords.isAnother(found, than: letters, wordsMax: isPhrase ? 1 : .max)
        {
            self = .anotherWord
        } else if name.isOrdinary, !isHeard {
            // Spelled in another script it is a word of every day no more.
            self = .ordinaryWord
        } else {
            self = name.isShort ? .short : .distinct
        }
    }
}

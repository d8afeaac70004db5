/// One step from a text to the mark that is seen in it. The raw value is what a program reads.
package enum RecognitionRule: String, CaseIterable, Sendable {
    /// The mark's own name, or one of its aliases.
    case mark, alias
    /// Full width, ligature, circled or mathematical letters (NFKC).
    case compatibility
    /// Characters that are not seen: default-ignorables, bidirectional controls.
    case invisible
    /// Marks above, below and across letters.
    case decoration
    /// Characters that look like others (UTS #39), and letters that do: `rn` for `m`.
    case confusable
    /// Digits and signs for letters.
    case leetspeak
    /// Spaces, punctuation or emoji where the name has none, or none where it has some.
    case separators
    /// Traditional for simplified characters, katakana for hiragana.
    case scriptVariant = "script-variant"
    /// Another script's spelling of how the name sounds.
    case transliteration
    /// Letters missing, added, exchanged or beside each other on the keyboard.
    case typo
    /// The name within a longer word.
    case embedded
    /// In a domain name: what the registrant chose, and where a label was in punycode.
    case registrable, subdomain, punycode
    /// The name with a word of goods behind it, without a space; in a domain name also with words such as `login`,
    /// `outlet` or `sale`.
    case addedWords = "added-words"
    /// A short name, or a word of every day, with and without goods that it stands for beside it.
    case context
    case noContext = "no-context"
    /// The text says that the goods are another's: 'compatible with', 'for'.
    case negativeContext = "negative-context"
}

/// Rules as a set, in the order of their cases.
struct RuleSet: OptionSet, Equatable, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    init(_ rule: RecognitionRule) {
        rawValue = 1 << UInt32(Self.positions[rule] ?? 31)
    }

    private static let positions = Dictionary(
        uniqueKeysWithValues: RecognitionRule.allCases.enumerated().map { ($1, $0) })

    static let mark = Self(.mark)
    static let alias = Self(.alias)
    static let compatibility = Self(.compatibility)
    static let invisible = Self(.invisible)
    static let decoration = Self(.decoration)
    static let confusable = Self(.confusable)
    static let leetspeak = Self(.leetspeak)
    static let separators = Self(.separators)
    static let scriptVariant = Self(.scriptVariant)
    static let transliteration = Self(.transliteration)
    static let typo = Self(.typo)
    static let embedded = Self(.embedded)
    static let registrable = Self(.registrable)
    static let subdomain = Self(.subdomain)
    static let punycode = Self(.punycode)
    static let addedWords = Self(.addedWords)
    static let context = Self(.context)
    static let noContext = Self(.noContext)
    static let negativeContext = Self(.negativeContext)

    var rules: [RecognitionRule] {
        RecognitionRule.allCases.enumerated().filter { rawValue & 1 << UInt32($0.offset) != 0 }
            .map(\.element)
    }
}

/// How a name is spelled in each script by how it sounds: the way back from `ScriptSpelling`.
enum NameSpelling {
    struct Candidate: Equatable {
        let name: String
        let language: String
        let rule: AliasProposal.Rule
    }

    /// Most likely first within a script. Nothing for what is too long, or is read in no script.
    static func candidates(for mark: String) -> [Candidate] {
        let read = ReadText(mark.unicodeScalars.map(\.value), as: .plain)
        let words = Self.words(of: read)
        guard !words.isEmpty, words.count <= AliasProposer.wordsMax,
            words.allSatisfy({ $0.count <= AliasProposer.wordLettersMax })
        else { return [] }
        let scripts = Set(words.joined().map(Script.init(of:)))
        if scripts == [.han] { return romanised(words) }
        guard scripts.isSubset(of: [.latin, .digit]), scripts.contains(.latin) else { return [] }
        let readings = Self.readings(of: words)
        var candidates: [Candidate] = []
        for speller in Self.spellers {
            for reading in readings {
                for name in speller.spell(reading) {
                    candidates.append(
                        Candidate(name: name, language: speller.language, rule: speller.rule))
                }
            }
        }
        return candidates
    }

    struct Speller: Sendable {
        let language: String
        let rule: AliasProposal.Rule
        /// Of the phones of each word; none where one cannot be spelled.
        let spell: @Sendable (_ words: [[UInt8]]) -> [String]
    }

    private static let spellers: [Speller] =
        AlphabetSpelling.all.map { alphabet in
            Speller(language: alphabet.language, rule: .transliteration) {
                alphabet.spell($0)
            }
        } + [
            Speller(language: "he", rule: .transliteration, spell: HebrewSpelling.spell),
            Speller(language: "ar", rule: .transliteration, spell: ArabicSpelling.spell),
            Speller(language: "th", rule: .transliteration, spell: ThaiSpelling.spell),
            Speller(language: "hi", rule: .transliteration, spell: DevanagariSpelling.spell),
            Speller(language: "ja", rule: .transliteration, spell: KanaSpelling.spell),
            Speller(language: "ko", rule: .transliteration, spell: HangulSpelling.spell),
            Speller(language: "zh", rule: .pinyin, spell: HanSpelling.spell),
        ]

    private static func words(of text: ReadText) -> [[UInt32]] {
        var words: [[UInt32]] = []
        for index in text.letters.indices {
            if index == 0 || text.gaps[index] != .none { words.append([]) }
            words[words.count - 1].append(text.letters[index])
        }
        return words
    }

    /// As most languages of brands would read it, and letter by letter.
    private static func readings(of words: [[UInt32]]) -> [[[UInt8]]] {
        let usual = words.map { LatinSpelling.phones($0) }
        let literal = words.map { LatinSpelling.phones($0, by: .literal) }
        return usual == literal ? [usual] : [usual, literal]
    }

    /// Chinese characters in Latin letters, a word as one.
    private static func romanised(_ words: [[UInt32]]) -> [Candidate] {
        var parts: [String] = []
        for word in words {
            var part = ""
            for letter in word {
                guard let syllable = PinyinSyllable.reading(of: letter) else { return [] }
                part += syllable
            }
            parts.append(part)
        }
        return [
            Candidate(
                name: parts.map(capitalised).joined(separator: " "), language: "zh-Latn",
                rule: .pinyin)
        ]
    }

    static func capitalised(_ word: String) -> String {
        word.prefix(1).uppercased() + word.dropFirst()
    }
}

extension PinyinSyllable {
    /// The reading of a character, without its tone; nil for one that the table has not.
    static func reading(of letter: UInt32) -> String? {
        let text = PinyinTable.text
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard let scalar = Unicode.Scalar(letter) else { return nil }
        let sought = Array(String(scalar).utf8)
        for line in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x0a }) {
            guard let sign = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let characters = line[(sign + 1)...]
            var place = characters.startIndex
            while place + sought.count <= characters.endIndex {
                if characters[place..<place + sought.count].elementsEqual(sought) {
                    return String(decoding: line[..<sign], as: UTF8.self)
                        .replacingV()
                }
                place += characters[place] >= 0xf0 ? 4 : characters[place] >= 0xe0 ? 3 : 1
            }
        }
        return nil
    }
}

extension String {
    /// ü as people type it.
    fileprivate func replacingV() -> String {
        String(map { $0 == "v" ? "ü" : $0 })
    }
}

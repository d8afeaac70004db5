/// The ways in which a Latin name may be read aloud.
struct NameReadings {
    /// Of one name.
    private static let readingsMax = 12
    /// Between the kind of a business and what it is called: 'Bank of', 'Banque de'.
    private static let connectors: Set<[UInt32]> = Set(
        ["of", "de", "du", "des", "di", "do", "da"].map { $0.unicodeScalars.map(\.value) })

    private static let h = UInt32(UInt8(ascii: "h"))

    private(set) var whole: [[UInt8]] = []
    /// Without the kind of a business: 'ProCredit' of 'ProCredit Bank'.
    private(set) var cores: [[UInt8]] = []

    /// - Parameters:
    ///   - letters: of the plain reading.
    ///   - gaps: what stands before each.
    init(_ letters: ArraySlice<UInt32>, _ gaps: ArraySlice<ReadText.Gap>) {
        var words: [ArraySlice<UInt32>] = []
        for index in letters.indices {
            if index == letters.startIndex || gaps[index] != .none {
                words.append(letters[index...index])
            } else {
                words[words.count - 1] = letters[words[words.count - 1].startIndex...index]
            }
        }
        for order in Self.orders(words) { Self.read(order, into: &whole) }
        let core = words.filter {
            !CommonNameWords.contains($0) && !Self.connectors.contains(Array($0))
        }
        if !core.isEmpty, core.count < words.count { Self.read(core, into: &cores) }
    }

    private static func read(_ words: [ArraySlice<UInt32>], into readings: inout [[UInt8]]) {
        func add(_ reading: [UInt8]) {
            guard readings.count < readingsMax, !readings.contains(reading) else { return }
            readings.append(reading)
        }
        for habits in [LatinSpelling.Habits.shared, .literal] {
            let heard = words.flatMap { LatinSpelling.phones($0, by: habits) }
            add(heard)
            if let other = LatinSpelling.withoutR(heard) { add(other) }
        }
        // An `h` that a name begins with is mute to many.
        let first = words[0]
        if first.count > 3, first.first == h,
            let next = UInt8(exactly: first[first.startIndex + 1]),
            Phone.isVowel(next)
        {
            add(([first.dropFirst()] + words.dropFirst()).flatMap { LatinSpelling.phones($0) })
        }
        if words.contains(where: { FrenchSpelling.resembles($0) }) {
            add(words.flatMap { LatinSpelling.phones($0, by: .french) })
        }
        add(words.flatMap { LatinSpelling.phones($0, by: .english) })
        if let pinyin = pinyin(words) { add(pinyin) }
    }

    /// As it is; without what connects its words; the kind of a business last.
    private static func orders(_ words: [ArraySlice<UInt32>]) -> [[ArraySlice<UInt32>]] {
        guard words.count > 2, words.contains(where: { connectors.contains(Array($0)) }) else {
            return [words]
        }
        let rest = words.filter { !connectors.contains(Array($0)) }
        guard rest.count >= 2, rest.count < words.count else { return [words] }
        guard CommonNameWords.contains(rest[0]), !CommonNameWords.contains(rest[1]) else {
            return [words, rest]
        }
        return [words, rest, Array(rest.dropFirst()) + [rest[0]]]
    }

    /// As pinyin, where all words are that or common ones, and there are two syllables.
    private static func pinyin(_ words: [ArraySlice<UInt32>]) -> [UInt8]? {
        var syllables = 0
        var phones: [UInt8] = []
        for word in words {
            if CommonNameWords.contains(word) {
                phones += LatinSpelling.phones(word)
            } else if let split = PinyinSyllable.split(word.map { $0 < 0x80 ? UInt8($0) : 0 }) {
                syllables += split.count
                for syllable in split { phones += PinyinSyllable.phones(syllable) }
            } else {
                return nil
            }
        }
        return syllables >= 2 ? phones : nil
    }
}

/// A syllable of pinyin without its tone.
enum PinyinSyllable {
    private static let lettersMax = 6
    /// Longest word that is taken apart.
    private static let wordLettersMax = 32

    private static let initials: [(spelling: String, phone: String)] = [
        ("zh", "J"), ("ch", "C"), ("sh", "S"), ("j", "J"), ("q", "C"), ("x", "S"), ("z", "z"),
        ("c", "c"),
    ]

    static func phones(_ syllable: some Collection<UInt8>) -> [UInt8] {
        // 尔 and 儿 stand for l and r.
        if syllable.elementsEqual("er".utf8) { return [UInt8(ascii: "r")] }
        var rest = Array(syllable)[...]
        var phones: [UInt8] = []
        for (spelling, phone) in initials where rest.starts(with: spelling.utf8) {
            phones += Array(phone.utf8)
            rest = rest.dropFirst(spelling.utf8.count)
            break
        }
        for letter in rest {
            phones.append(letter == UInt8(ascii: "v") ? UInt8(ascii: "u") : letter)
        }
        Phone.contract(&phones)
        return phones
    }

    // MARK: Words

    /// The syllables that there are, as `key`.
    private static let syllables: Set<UInt32> = {
        let text = PinyinTable.text
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var syllables: Set<UInt32> = []
        for line in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x0a }) {
            syllables.insert(line.prefix { $0 != UInt8(ascii: "=") }.reduce(0, PinyinSyllable.key))
        }
        return syllables
    }()

    private static func key(_ key: UInt32, _ letter: UInt8) -> UInt32 {
        key << 5 | UInt32(letter & 0x1f)
    }

    /// A word as syllables, as few as may be; nil where it is none.
    static func split(_ word: [UInt8]) -> [ArraySlice<UInt8>]? {
        guard word.count <= wordLettersMax, word.allSatisfy({ (0x61...0x7a).contains($0) }) else {
            return nil
        }
        // From each place on: the fewest syllables to the end, and the length of the first.
        var best = [(count: Int, length: Int)?](repeating: nil, count: word.count + 1)
        best[word.count] = (0, 0)
        for start in word.indices.reversed() {
            var key: UInt32 = 0
            for length in 1...min(lettersMax, word.count - start) {
                key = Self.key(key, word[start + length - 1])
                guard let rest = best[start + length], syllables.contains(key) else { continue }
                if rest.count + 1 <= best[start]?.count ?? .max {
                    best[start] = (rest.count + 1, length)
                }
            }
        }
        var split: [ArraySlice<UInt8>] = []
        var start = 0
        while start < word.count {
            guard let length = best[start]?.length else { return nil }
            split.append(word[start..<start + length])
            start += length
        }
        return split
    }
}

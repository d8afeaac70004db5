/// Looks in the Latin words of a text for names that are one letter away.
struct TypoSearch {
    /// Words that may make up a name.
    private static let wordsMax = 3

    let text: ReadText
    let names: NameTable
    let index: TypoIndex

    struct Found {
        let name: Int
        let letters: Range<Int>
        let confidence: Double
    }

    func search() -> [Found] {
        var all: [Found] = []
        let words = words()
        for (position, word) in words.enumerated() {
            for last in position..<min(position + Self.wordsMax, words.count) {
                let letters = word.lowerBound..<words[last].upperBound
                guard letters.count <= TypoIndex.lettersMax + 1,
                    last == position || words[last].lowerBound == words[last - 1].upperBound
                else { break }
                look(letters, words: last - position + 1, &all)
            }
        }
        return all
    }

    private func look(_ letters: Range<Int>, words: Int, _ all: inout [Found]) {
        let found = text.letters[letters]
        var judged = -1
        index.candidates(for: found) { index in
            guard index != judged else { return }
            judged = index
            let name = names.names[index]
            let range = Int(name.plain.lowerBound)..<Int(name.plain.upperBound)
            let wordsOfName = 1 + names.plain.gaps[range].dropFirst().count { $0 != .none }
            guard words <= wordsOfName,
                let cost = TypoCost.cost(found, names.plain.letters[range]), cost > 0,
                cost <= Self.costMax(letters: range.count),
                range.count >= Self.newLetterMin
                    || Set(found) == Set(names.plain.letters[range])
            else { return }
            all.append(Found(name: index, letters: letters, confidence: 0.85 - 0.3 * cost))
        }
    }

    /// The shorter a name, the less may have happened to it.
    private static func costMax(letters: Int) -> Double {
        switch letters {
        case 8...: 0.9
        case 7: 0.6
        case 6: 0.5
        default: 0.3
        }
    }

    /// Letters of a name that may have another letter in it. A shorter one is misspelled by a letter that is there
    /// once instead of twice, or two that changed places: another letter mostly makes another word of it, such as
    /// 'Prado' of Prada.
    private static let newLetterMin = 6

    /// Latin letters between gaps.
    private func words() -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start = 0
        while start < text.count {
            let isLatin = Script(of: text.letters[start]) == .latin
            var end = start + 1
            while end < text.count, text.gaps[end] == .none, !text.flags[end].contains(.sign),
                (Script(of: text.letters[end]) == .latin) == isLatin
            { end += 1 }
            if isLatin { words.append(start..<end) }
            start = end
        }
        return words
    }
}

/// Looks in the words of other scripts for names that are spelled as they sound.
struct PhoneticSearch {
    /// Words that may make up a name.
    private static let wordsMax = 4
    /// Characters of Han that may.
    private static let hanLengths = 2...6
    /// Longest run of a script that is looked at as one name.
    private static let lettersMax = 48
    /// Lookups of one text.
    private static let lookupsMax = 4_096

    let text: ReadText
    let index: PhoneticIndex

    /// Letters that are looked at as one name.
    struct Stretch {
        let letters: Range<Int>
        let script: Script
        /// Whether it is all that stands between two gaps or other scripts.
        let isWhole: Bool
        /// Where the second of two words begins, and whether it is heard first: languages differ in
        /// whether the kind of a business stands before its name.
        var secondWord: Int?
        var isReversed = false
    }

    struct Heard {
        let stretch: Stretch
        let match: PhoneticIndex.Match
        let confidence: Double
    }

    func search(_ body: (Heard) -> Void) {
        var lookups = 0
        forEachStretch { stretch in
            lookups += 1
            guard lookups <= Self.lookupsMax else { return false }
            let heard = phones(of: stretch)
            let limits = Limits(stretch)
            for match in index.nearest(
                heard, distanceMax: limits.distanceMax, ratioMin: limits.ratioMin)
            where match.weight >= limits.weightMin
                && match.distance <= limits.distanceMax(weight: match.weight)
            {
                // From 0.9 where both sound the same to 0.5 at the limit.
                let confidence = 0.9 - 0.4 * match.distance / max(limits.distanceMax, 0.01)
                body(Heard(stretch: stretch, match: match, confidence: confidence))
            }
            return true
        }
    }

    private func phones(of stretch: Stretch) -> [UInt8] {
        let spelling = ScriptSpelling.shared
        guard let second = stretch.secondWord, stretch.isReversed else {
            return spelling.phones(text.letters[stretch.letters])
        }
        return spelling.phones(text.letters[second..<stretch.letters.upperBound])
            + spelling.phones(text.letters[stretch.letters.lowerBound..<second])
    }

    /// How far apart two may sound, settled on the tuning half of the brands (docs/recognition.md).
    private struct Limits {
        let distanceMax: Double
        let weightMin: Int
        let ratioMin: Double

        init(_ stretch: Stretch) {
            (distanceMax, weightMin, ratioMin) =
                switch stretch.script {
                case .han: stretch.isWhole ? (0.17, 300, 0.7) : (0.06, 335, 0.75)
                case .kana: (0.21, 235, 0.7)
                case .hangul, .thai: (0.24, 235, 0.66)
                case .arabic, .hebrew: (0.22, 250, 0.62)
                default: (0.18, 235, 0.75)
                }
        }

        /// Short names must sound the same.
        func distanceMax(weight: Int) -> Double {
            weight >= 400 ? distanceMax : distanceMax * (weight >= 300 ? 0.75 : 0.4)
        }
    }

    // MARK: Stretches

    /// - Parameter body: false to stop.
    private func forEachStretch(_ body: (Stretch) -> Bool) {
        let words = words()
        for (position, word) in words.enumerated() {
            guard forEachPart(of: word, body) else { return }
            // Words in a row, a space or a sign between them.
            for last in words.indices[position...].dropFirst().prefix(Self.wordsMax - 1) {
                guard words[last].letters.lowerBound == words[last - 1].letters.upperBound,
                    words[last].script == word.script
                else { break }
                let letters = word.letters.lowerBound..<words[last].letters.upperBound
                guard letters.count <= Self.lettersMax else { break }
                var stretch = Stretch(letters: letters, script: word.script, isWhole: true)
                guard body(stretch) else { return }
                guard last == position + 1 else { continue }
                stretch.secondWord = words[last].letters.lowerBound
                stretch.isReversed = true
                guard body(stretch) else { return }
            }
        }
    }

    private func forEachPart(of word: Stretch, _ body: (Stretch) -> Bool) -> Bool {
        if word.letters.count <= Self.lettersMax, !body(word) { return false }
        guard word.script == .han, word.letters.count > Self.hanLengths.lowerBound else {
            return true
        }
        for start in word.letters {
            for length in Self.hanLengths where start + length <= word.letters.upperBound {
                guard length < word.letters.count else { continue }
                let part = Stretch(
                    letters: start..<start + length, script: .han, isWhole: false)
                guard body(part) else { return false }
            }
        }
        return true
    }

    /// Letters of one script between gaps. Latin is not heard: it is read.
    private func words() -> [Stretch] {
        var words: [Stretch] = []
        var start = 0
        while start < text.count {
            let script = Script(of: text.letters[start])
            var end = start + 1
            while end < text.count, text.gaps[end] == .none,
                Script(of: text.letters[end]) == script
            { end += 1 }
            if script != .latin, script != .digit, script != .other, !text.splitsCharacter(at: end)
            {
                words.append(Stretch(letters: start..<end, script: script, isWhole: true))
            }
            start = end
        }
        return words
    }
}

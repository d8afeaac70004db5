/// Looks in the words of other scripts for names that are spelled as they sound.
struct PhoneticSearch {
    /// Words that may make up a name.
    private static let wordsMax = 4
    /// Characters of Han that may.
    private static let hanLengths = 2...6
    /// Characters on either side with which it may be a longer word.
    private static let wordMargins = 0...2
    /// Longest run of a script that is looked at as one name.
    private static let lettersMax = 48

    let text: ReadText
    let scalars: [UInt32]
    let index: PhoneticIndex

    /// Of the distance that is allowed, for words that stand among others.
    private static let amongOthers = 0.7

    struct Heard {
        let letters: Range<Int>
        let match: PhoneticIndex.Match
        let confidence: Double
    }

    func search() -> [Heard] {
        guard !index.entries.isEmpty, text.letters.contains(where: { $0 >= 0x370 }) else {
            return []
        }
        var all: [Heard] = []
        search(HeardText(text, scalars), &all)
        if GreekWord.isAmbiguous(text) {
            search(HeardText(text, scalars, stops: .nasal), &all)
        }
        return all
    }

    private func search(_ heard: HeardText, _ all: inout [Heard]) {
        // Ends of stretches, kept so that no search makes its own.
        var stops: [Int] = []
        stops.reserveCapacity(Self.hanLengths.count)
        index.walk(along: heard.row) { walk in
            for (position, word) in heard.words.enumerated() {
                searchWords(from: position, heard, &walk, &stops, &all)
                if word.script == .han { searchParts(of: word, heard, &walk, &stops, &all) }
            }
        }
        var row = HeardRow(capacity: 0)
        for position in heard.words.indices.dropLast() {
            searchReversed(position, heard, &row, &all)
        }
    }

    /// The word, and words in a row, a space or a sign between them.
    private func searchWords(
        from position: Int, _ heard: HeardText, _ walk: inout SoundWalk, _ stops: inout [Int],
        _ all: inout [Heard]
    ) {
        let word = heard.words[position]
        stops.removeAll(keepingCapacity: true)
        for next in position..<min(position + Self.wordsMax, heard.words.count) {
            let other = heard.words[next]
            guard next == position || other.goesOn,
                other.letters.upperBound - word.letters.lowerBound <= Self.lettersMax
            else { break }
            stops.append(other.phones.upperBound)
        }
        let behind = position + stops.count
        let mayBeAlone =
            !word.goesOn && (behind == heard.words.count || !heard.words[behind].goesOn)
        var limits =
            mayBeAlone ? word.script.soundLimits : word.script.soundLimitsAmongOthers
        if let first = heard.row.codes[word.phones].first {
            limits.slack += word.script.slack(beginningWith: first)
        }
        for found in walk.search(
            from: word.phones.lowerBound, to: stops, vowels: word.script.vowels, limits: limits)
        {
            let last = heard.words[position + found.end]
            // Among other words a name has to be clearer.
            let isAlone =
                !word.goesOn
                && (position + found.end + 1 == heard.words.count
                    || !heard.words[position + found.end + 1].goesOn)
            if !isAlone, found.match.distance > limits.distanceMax * Self.amongOthers { continue }
            tell(found, word.letters.lowerBound..<last.letters.upperBound, limits, &all)
        }
    }

    /// Within a longer run of Han, which is written without spaces.
    private func searchParts(
        of word: HeardText.Word, _ heard: HeardText, _ walk: inout SoundWalk,
        _ stops: inout [Int], _ all: inout [Heard]
    ) {
        guard word.letters.count > Self.hanLengths.lowerBound else { return }
        let limits = Script.soundLimitsOfPart
        for start in word.letters {
            stops.removeAll(keepingCapacity: true)
            for length in Self.hanLengths
            where start + length <= word.letters.upperBound && length < word.letters.count {
                stops.append(Int(heard.ends[start + length - 1]))
            }
            guard !stops.isEmpty else { return }
            let phone =
                start == word.letters.lowerBound
                ? word.phones.lowerBound : Int(heard.ends[start - 1])
            for found in walk.search(
                from: phone, to: stops, vowels: .approximated, limits: limits)
            {
                let letters = start..<start + Self.hanLengths.lowerBound + found.end
                guard !isPartOfWord(letters, in: word.letters) else { continue }
                tell(found, letters, limits, &all)
            }
        }
    }

    /// Whether these characters are a part of a longer word of every day: 百姓 of 老百姓.
    private func isPartOfWord(_ part: Range<Int>, in run: Range<Int>) -> Bool {
        Self.wordMargins.contains { before in
            Self.wordMargins.contains { behind in
                let whole = part.lowerBound - before..<part.upperBound + behind
                return whole != part && whole.clamped(to: run) == whole
                    && OrdinaryWords.contains(text.letters[whole])
            }
        }
    }

    /// The second of two words first, where one of them is the kind of a business.
    private func searchReversed(
        _ position: Int, _ heard: HeardText, _ row: inout HeardRow, _ all: inout [Heard]
    ) {
        let first = heard.words[position]
        let second = heard.words[position + 1]
        guard second.goesOn,
            second.letters.upperBound - first.letters.lowerBound <= Self.lettersMax,
            CommonNameWords.mayBe(heard.row.codes[first.phones])
                || CommonNameWords.mayBe(heard.row.codes[second.phones])
        else { return }
        row.removeAll()
        for code in heard.row.codes[second.phones] { row.append(code) }
        for code in heard.row.codes[first.phones] { row.append(code) }
        let limits = first.script.soundLimits
        index.walk(along: row) { walk in
            let found = walk.search(
                from: 0, to: [row.codes.count], vowels: first.script.vowels, limits: limits)
            for found in found {
                tell(found, first.letters.lowerBound..<second.letters.upperBound, limits, &all)
            }
        }
    }

    /// From 0.9 where both sound the same to 0.5 at the limit.
    private func tell(
        _ found: SoundWalk.Found, _ letters: Range<Int>, _ limits: SoundWalk.Limits,
        _ all: inout [Heard]
    ) {
        let confidence = 0.9 - 0.4 * found.match.distance / max(limits.distanceMax, 0.01)
        all.append(Heard(letters: letters, match: found.match, confidence: confidence))
    }
}

/// What the words of other scripts in a text sound like, all in one row.
struct HeardText {
    struct Word {
        let letters: Range<Int>
        let script: Script
        /// In the row.
        let phones: Range<Int>
        /// Whether the word before is of the same script, and nothing but a gap between.
        let goesOn: Bool
    }

    private(set) var words: [Word] = []
    private(set) var row: HeardRow
    /// Of each letter: where its phones end in the row. Only of Han is it right within a word.
    private(set) var ends: [Int32]

    private let stops: GreekWord.Stops

    /// - Parameter stops: how what Greek writes alike is read.
    init(_ text: ReadText, _ scalars: [UInt32], stops: GreekWord.Stops = .bare) {
        self.stops = stops
        row = HeardRow(capacity: text.count * 3)
        ends = Array(repeating: 0, count: text.count)
        var scratch: [UInt8] = []
        var start = 0
        while start < text.count {
            let script = Script(of: text.letters[start])
            var end = start + 1
            while end < text.count, text.gaps[end] == .none,
                Script(of: text.letters[end]) == script
            { end += 1 }
            // Latin is not heard: it is read.
            if script != .latin, script != .digit, script != .other, !text.splitsCharacter(at: end)
            {
                add(start..<end, script, text, scalars, &scratch)
            }
            start = end
        }
    }

    private mutating func add(
        _ letters: Range<Int>, _ script: Script, _ text: ReadText, _ scalars: [UInt32],
        _ scratch: inout [UInt8]
    ) {
        let first = row.codes.count
        if script == .han {
            addHan(letters, text, &scratch)
        } else {
            scratch.removeAll(keepingCapacity: true)
            spell(letters, script, text, scalars, &scratch)
            Phone.contract(&scratch, hasVowelAdded: script == .kana)
            for phone in scratch { row.append(Phone.code(phone)) }
        }
        let goesOn =
            words.last.map { $0.letters.upperBound == letters.lowerBound && $0.script == script }
            ?? false
        words.append(
            Word(
                letters: letters, script: script, phones: first..<row.codes.count, goesOn: goesOn))
    }

    /// Character by character; the kind of a business as what it is called.
    private mutating func addHan(
        _ letters: Range<Int>, _ text: ReadText, _ scratch: inout [UInt8]
    ) {
        var letter = letters.lowerBound
        while letter < letters.upperBound {
            if let kind = HanKinds.kind(text.letters[letter..<letters.upperBound]) {
                for code in kind.phones { row.append(code) }
                for _ in 0..<kind.count {
                    ends[letter] = Int32(row.codes.count)
                    letter += 1
                }
            } else {
                scratch.removeAll(keepingCapacity: true)
                ScriptSpelling.shared.spell(text.letters[letter...letter], into: &scratch)
                for phone in scratch { row.append(Phone.code(phone)) }
                ends[letter] = Int32(row.codes.count)
                letter += 1
            }
        }
    }

    private func spell(
        _ letters: Range<Int>, _ script: Script, _ text: ReadText, _ scalars: [UInt32],
        _ scratch: inout [UInt8]
    ) {
        let spelling = ScriptSpelling.shared
        let word = text.letters[letters]
        switch script {
        case .arabic, .hebrew:
            let endsInVowel = UnvowelledWord.endsInVowel(word)
            spelling.spell(endsInVowel ? word.dropLast() : word, into: &scratch)
            UnvowelledWord.readVowels(&scratch, from: 0)
            // Jim stands for g, in Egypt and in 'ng'.
            if scratch.suffix(2).elementsEqual("nJ".utf8) {
                scratch[scratch.count - 1] = UInt8(ascii: "g")
            }
            if endsInVowel { scratch.append(UInt8(ascii: "a")) }
        case .greek: GreekWord.spell(letters, text, scalars, stops, into: &scratch)
        case .thai:
            spelling.spell(word, isMute: { Thai.isMute($0, text, scalars) }, into: &scratch)
        default: spelling.spell(word, into: &scratch)
        }
    }
}

private enum Thai {
    /// Thanthakhat.
    private static let silencer: UInt32 = 0xe4c
    private static let shortVowels: ClosedRange<UInt32> = 0xe34...0xe39

    /// Whether a sign above a letter, or above the short vowel on it, says that it is not heard.
    static func isMute(_ letter: Int, _ text: ReadText, _ scalars: [UInt32]) -> Bool {
        let next = Int(text.origins[letter]) + 1
        guard next < scalars.count else { return false }
        if scalars[next] == silencer { return true }
        return shortVowels.contains(scalars[next]) && next + 1 < scalars.count
            && scalars[next + 1] == silencer
    }
}

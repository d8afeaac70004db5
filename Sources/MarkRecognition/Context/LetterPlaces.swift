/// Where the letters of a text stand in it, so that neither is looked for again for each name.
struct LetterPlaces {
    private static let katakana: ClosedRange<UInt32> = 0x30a0...0x30ff

    /// The first letter at or behind each scalar of the original text.
    private var first: [Int32] = []
    /// Gaps before each letter.
    private var gapsBefore: [Int32] = [0]
    /// Before each scalar of the original text: ends of sentences, and characters of scripts without spaces
    /// that are in no word of goods. Katakana, as Latin letters, is what goods are called.
    private var endsBefore: [Int32] = [0]
    private var strangersBefore: [Int32] = [0]

    /// Of no text.
    static let none = LetterPlaces()

    private init() {}

    init(_ text: ReadText, _ scalars: [UInt32], _ found: [ContextWords.Found]) {
        first.reserveCapacity(scalars.count + 1)
        gapsBefore.reserveCapacity(text.count + 1)
        endsBefore.reserveCapacity(scalars.count + 1)
        strangersBefore.reserveCapacity(scalars.count + 1)
        var isStranger = [Bool](repeating: false, count: scalars.count)
        var count: Int32 = 0
        for (index, origin) in text.origins.enumerated() {
            while first.count <= Int(origin) { first.append(Int32(index)) }
            count += text.gaps[index] == .none ? 0 : 1
            gapsBefore.append(count)
            let script = Script(of: text.letters[index])
            isStranger[Int(origin)] =
                script.isUnspaced && !Self.katakana.contains(scalars[Int(origin)])
                || script == .hangul
        }
        while first.count <= scalars.count { first.append(Int32(text.count)) }
        for word in found where word.word.goods != 0 {
            for place in word.span { isStranger[place] = false }
        }
        for place in scalars.indices {
            let isEnd = TextStops.endsSentence(place, scalars)
            endsBefore.append(endsBefore[place] + (isEnd ? 1 : 0))
            strangersBefore.append(strangersBefore[place] + (isStranger[place] ? 1 : 0))
        }
    }

    /// Gaps between two places: 1 where one word follows the other.
    func gaps(_ from: Int, _ to: Int) -> Int {
        Int(gapsBefore[Int(first[min(to + 1, first.count - 1)])] - gapsBefore[Int(first[from])])
    }

    func hasLetters(_ part: Range<Int>) -> Bool { first[part.lowerBound] < first[part.upperBound] }

    func hasSentenceEnd(_ part: Range<Int>) -> Bool {
        endsBefore[part.lowerBound] < endsBefore[part.upperBound]
    }

    func strangers(_ part: Range<Int>) -> Int {
        Int(strangersBefore[part.upperBound] - strangersBefore[part.lowerBound])
    }

    /// The letters of a part of the original text.
    func letters(_ part: Range<Int>, _ text: ReadText) -> ArraySlice<UInt32> {
        text.letters[Int(first[part.lowerBound])..<Int(first[part.upperBound])]
    }
}

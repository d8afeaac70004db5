/// A text as one of its readings: the letters in a row, each with its place in the original, and what
/// stood between them.
struct ReadText: Sendable {
    /// What stands before a letter.
    enum Gap: UInt8, Comparable, Sendable {
        case none, space, sign

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    private(set) var letters: [UInt32] = []
    /// Of each letter: the scalar of the original text that it comes from.
    private(set) var origins: [Int32] = []
    private(set) var flags: [CharacterFlags] = []
    /// What stands before each letter.
    private(set) var gaps: [Gap] = []
    /// Of each letter: that of the plain reading which it stands for.
    private(set) var plain: [UInt32] = []

    private let reading: CharacterTable.Reading

    var count: Int { letters.count }

    init(_ scalars: [UInt32], as reading: CharacterTable.Reading) {
        self.reading = reading
        let table = CharacterTable.shared
        letters.reserveCapacity(scalars.count + 8)
        origins.reserveCapacity(scalars.count + 8)
        flags.reserveCapacity(scalars.count + 8)
        gaps.reserveCapacity(scalars.count + 8)
        if reading == .glyph { plain.reserveCapacity(scalars.count + 8) }
        var gap = Gap.none
        var isInvisibleBefore = false
        for (position, scalar) in scalars.enumerated() {
            let first = letters.count
            let done = table.read(scalar, as: reading) { letter in
                if CharacterTable.isGap(letter) {
                    isInvisibleBefore = false
                    gap = max(gap, letter == CharacterTable.space ? .space : .sign)
                    return
                }
                letters.append(letter)
                origins.append(Int32(truncatingIfNeeded: position))
                gaps.append(gap)
                flags.append([])
                gap = .none
            }
            guard let done else {
                isInvisibleBefore = true
                continue
            }
            guard letters.count > first else {
                // Decoration stands after the letter that it adorns.
                if done.contains(.decoration), first > 0, gap == .none {
                    flags[first - 1].insert(.decoration)
                }
                continue
            }
            var all = done
            if isInvisibleBefore { all.insert(.invisible) }
            isInvisibleBefore = false
            for index in first..<letters.count { flags[index] = all }
            if reading == .glyph { appendPlain(of: scalar, count: letters.count - first) }
        }
        if reading == .plain { plain = letters }
    }

    private mutating func appendPlain(of scalar: UInt32, count: Int) {
        var last: UInt32 = CharacterTable.sign
        var read = 0
        _ = CharacterTable.shared.read(scalar, as: .plain) { letter in
            last = letter
            read += 1
        }
        guard read > 1, count > 1 else {
            for _ in 0..<count { plain.append(last) }
            return
        }
        // 'æ' reads as two letters, of which the classes may make more.
        var left = count
        _ = CharacterTable.shared.read(scalar, as: .plain) { letter in
            for _ in 0..<min(left, GlyphClass.count(of: letter)) {
                plain.append(letter)
                left -= 1
            }
        }
        for _ in 0..<left { plain.append(last) }
    }

    /// Whether a name may begin at the letter: where the text has a gap, where letters and digits or two
    /// scripts meet, or where a capital follows a small letter.
    func isWordStart(_ index: Int, _ scalars: [UInt32]) -> Bool {
        guard index > 0, index < count else { return true }
        if gaps[index] != .none || flags[index].contains(.sign) || flags[index - 1].contains(.sign)
        {
            return origins[index] != origins[index - 1]
        }
        let script = Script(of: plain[index])
        let before = Script(of: plain[index - 1])
        if script != before || script.isUnspaced { return origins[index] != origins[index - 1] }
        return (0x41...0x5a).contains(scalars[Int(origins[index])])
            && (0x61...0x7a).contains(scalars[Int(origins[index - 1])])
    }

    /// Letters of the plain reading, each once, though the `glyph` one may have several for it.
    func plainLetters(_ part: Range<Int>) -> ArraySlice<UInt32> {
        guard reading == .glyph else { return plain[part] }
        var letters: [UInt32] = []
        for index in part where index == part.lowerBound || origins[index] != origins[index - 1] {
            letters.append(plain[index])
        }
        return letters[...]
    }

    /// Where letters stand in the original text, with what adorns the last of them.
    func span(of letters: Range<Int>, in scalars: [UInt32]) -> Range<Int> {
        let start = Int(origins[letters.lowerBound])
        var end = Int(origins[letters.upperBound - 1]) + 1
        while end < scalars.count, Decoration.isDecoration(scalars[end]) { end += 1 }
        return start..<end
    }

    /// Whether the original character goes on in the letter at `index`.
    func splitsCharacter(at index: Int) -> Bool {
        index > 0 && index < count && origins[index] == origins[index - 1]
    }
}

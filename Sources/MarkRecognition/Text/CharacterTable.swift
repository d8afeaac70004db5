import Statements

/// What each character reads as, in two readings, worked out once: a text is then folded by one look
/// at a table for each character, with no regard to its neighbours.
///
/// - `plain`: NFKC_Casefold, decomposed, without decoration; simplified Han, hiragana.
/// - `glyph`: what it looks like on top of that: the prototypes of UTS #39, leetspeak, and classes of
///   letters that are hard to tell apart.
package struct CharacterTable: Sendable {
    package static let shared = CharacterTable()

    /// What a character is that parts words.
    static let space: UInt32 = 0x20
    static let sign: UInt32 = 0x2d

    enum Reading { case plain, glyph }

    /// Characters above this read as themselves, but for the few in `high`.
    private static let limit: UInt32 = 0x2_0000
    private static let compatibilityHan: ClosedRange<UInt32> = 0x2f800...0x2fa1f

    private var plain: [UInt32] = []
    private var glyph: [UInt32] = []
    private var high: [UInt32: (plain: UInt32, glyph: UInt32)] = [:]
    /// Sequences, each after its length.
    private var pool: [UInt32] = [0]
    private var confusables: [UInt32: [UInt32]] = [:]
    private var simplified: [UInt32: UInt32] = [:]
    /// Decompositions of characters that the tables in Statements do not know yet.
    private var recent: [UInt32: [UInt32]] = [:]

    // MARK: Reading

    /// Calls `body` with each scalar the character reads as.
    ///
    /// - Returns: what was done; nil where nothing is left of the character, since it is invisible.
    func read(
        _ scalar: UInt32, as reading: Reading, _ body: (UInt32) -> Void
    ) -> CharacterFlags? {
        if (Hangul.syllables).contains(scalar) {
            Hangul.decompose(scalar, body)
            return []
        }
        let entry: UInt32
        if scalar < Self.limit {
            entry = reading == .plain ? plain[Int(scalar)] : glyph[Int(scalar)]
        } else if let known = high[scalar] {
            entry = reading == .plain ? known.plain : known.glyph
        } else if (0xe0000...0xe0fff).contains(scalar) {
            return nil
        } else {
            body(scalar)
            return []
        }
        let flags = CharacterFlags(rawValue: UInt16(truncatingIfNeeded: entry >> 21) & 0x7f)
        let value = entry & 0x1f_ffff
        guard entry >> 31 == 1 else {
            body(value)
            return flags
        }
        let count = Int(pool[Int(value)])
        if count == 0 { return flags.contains(.decoration) ? flags : nil }
        for position in 1...count { body(pool[Int(value) + position]) }
        return flags
    }

    package static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        var isWord = false
        _ = shared.read(scalar.value, as: .plain) { isWord = isWord || !isGap($0) }
        return isWord
    }

    static func isGap(_ scalar: UInt32) -> Bool { scalar == space || scalar == sign }

    /// The prototype of UTS #39.
    func prototype(of scalar: UInt32) -> [UInt32]? { confusables[scalar] }

    // MARK: Making

    private init() {
        TableToken.forEach(in: ConfusablesTable.text) { confusables[$0.first] = $0.sequence }
        TableToken.forEach(in: RecentFoldingTable.text) { recent[$0.first] = $0.sequence }
        TableToken.forEach(in: SimplifiedHanTable.text) { simplified[$0.first] = $0.sequence[0] }
        plain = Array(0..<Self.limit)
        glyph = plain
        for scalar in 0..<Self.limit where !Self.readsAsItself(scalar) { enter(scalar) }
        for (scalar, other) in simplified {
            plain[Int(scalar)] = other | UInt32(CharacterFlags.scriptVariant.rawValue) << 21
            glyph[Int(scalar)] = plain[Int(scalar)]
        }
        for scalar in Self.compatibilityHan { enter(scalar) }
    }

    /// Han and Hangul, which nothing folds but `simplified`; surrogates and private use.
    private static func readsAsItself(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x3400...0x9fff, 0xac00...0xd7a3, 0xd800...0xf8ff, 0x17000...0x18cff,
            0x12000...0x16a3f:
            true
        default: false
        }
    }

    private mutating func enter(_ scalar: UInt32) {
        let (letters, flags) = folded(scalar)
        let (looks, lookFlags) = look(of: scalar, letters, flags)
        let plainEntry = entry(letters, flags)
        let glyphEntry = entry(looks, lookFlags)
        if scalar < Self.limit {
            plain[Int(scalar)] = plainEntry
            glyph[Int(scalar)] = glyphEntry
        } else {
            high[scalar] = (plainEntry, glyphEntry)
        }
    }

    private mutating func entry(_ scalars: [UInt32], _ flags: CharacterFlags) -> UInt32 {
        let high = UInt32(flags.rawValue) << 21
        if scalars.count == 1 { return scalars[0] | high }
        pool.append(UInt32(scalars.count))
        pool.append(contentsOf: scalars)
        return UInt32(pool.count - scalars.count - 1) | high | 1 << 31
    }

    /// Service mark and trade mark; MC, MD and MR, which they are in French and Spanish.
    private static let markSigns: Set<UInt32> = [0x2120, 0x2122, 0x1f16a, 0x1f16b, 0x1f16c]
    /// Ⓒ, Ⓡ, ⓒ and ⓡ, and both in italics: letters in names that are written in circles, and signs behind others.
    private static let circledSigns: Set<UInt32> = [
        0x24b8, 0x24c7, 0x24d2, 0x24e1, 0x1f12b, 0x1f12c,
    ]

    /// The `plain` reading.
    private func folded(_ scalar: UInt32) -> ([UInt32], CharacterFlags) {
        if let letter = LookalikeLetters.letter(of: scalar) { return ([letter], .confusable) }
        // Behind a name they say that it is a mark; compatibility makes letters of them.
        if Self.markSigns.contains(scalar) { return ([Self.sign], []) }
        if TextFolding.isWhiteSpace(scalar) { return ([Self.space], []) }
        let whole = recent[scalar] ?? TextFolding.decomposedFold([scalar])
        guard !whole.isEmpty else { return ([], []) }
        var flags: CharacterFlags = []
        var letters: [UInt32] = []
        for var letter in whole {
            if Decoration.isDecoration(letter) {
                flags.insert(.decoration)
                continue
            }
            if let other = simplified[letter] {
                letter = other
                flags.insert(.scriptVariant)
            }
            if let other = Kana.hiragana(of: letter) {
                letter = other
                flags.insert(.scriptVariant)
            }
            letters.append(letter)
        }
        guard !letters.isEmpty else { return ([], .decoration) }
        letters = letters.map {
            TextFolding.isWordCharacter($0) || recent[scalar] != nil ? $0 : Self.sign
        }
        if scalar >= 0x80, letters.contains(where: { $0 < 0x80 && $0 != Self.sign }),
            !flags.contains(.decoration)
        {
            flags.insert(.compatibility)
        }
        if (0xff00...0xffef).contains(scalar) { flags.insert(.compatibility) }
        if Self.circledSigns.contains(scalar) { flags.insert(.sign) }
        return (letters, flags)
    }

    /// The `glyph` reading.
    private func look(
        of scalar: UInt32, _ letters: [UInt32], _ flags: CharacterFlags
    ) -> ([UInt32], CharacterFlags) {
        var flags = flags
        if let letter = GlyphClass.leetspeak(scalar) {
            flags.insert(.leetspeak)
            if letters == [Self.sign] { flags.insert(.sign) }
            return ([letter], flags)
        }
        var result: [UInt32] = []
        let wholeIsLatin = letters.allSatisfy { $0 < 0x80 }
        // As it stands: the capital of a letter is drawn otherwise.
        let drawn = LookalikeLetters.drawnAlike(scalar).map { [$0] }
        if !wholeIsLatin, let latin = drawn ?? latin(prototypeOf: scalar) {
            result = latin
            flags.insert(.confusable)
        } else {
            for letter in letters {
                if letter >= 0x80, let latin = latin(prototypeOf: letter) {
                    result += latin
                    flags.insert(.confusable)
                } else {
                    result.append(letter)
                }
            }
        }
        if result.contains(where: { (0x30...0x39).contains($0) }) { flags.insert(.leetspeak) }
        return (result.flatMap(GlyphClass.of), flags)
    }

    /// The prototype, folded, if it is Latin letters and digits.
    private func latin(prototypeOf scalar: UInt32) -> [UInt32]? {
        guard let prototype = confusables[scalar] else { return nil }
        let letters = TextFolding.decomposedFold(prototype).filter { !Decoration.isDecoration($0) }
            .map { LookalikeLetters.drawn($0) }
        let isLatin = letters.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0)
        }
        return isLatin && !letters.isEmpty ? letters : nil
    }
}

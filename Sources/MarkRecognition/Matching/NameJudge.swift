/// Judges whether letters that the automaton found are the name: where words end, letter by letter what
/// was done to each, and how sure that leaves one.
struct NameJudge {
    struct Judgement {
        var rules: RuleSet
        var confidence: Double
        /// Classes of the goods that the name is joined with, a bit each.
        var joinedGoods: UInt64 = 0
    }

    /// What stands at the ends of the name.
    private struct Ends {
        /// How sure it leaves one: 1 where words begin and end there.
        let confidence: Double
        var joinedGoods: UInt64 = 0
    }

    /// With a word of goods behind the name, in one word.
    private static let joinedFactor = 0.9
    /// Of a name that may have such a word behind it.
    private static let joinedLettersMin = 4
    private static let joinedKanaMin = 3

    /// Of what is left of the confidence, for each rule that had to be applied.
    private static let factors: [(RuleSet, Double)] = [
        (.alias, 0.98), (.compatibility, 0.99), (.invisible, 0.98), (.decoration, 0.99),
        (.confusable, 0.95), (.leetspeak, 0.9), (.scriptVariant, 0.98),
    ]

    /// A text and the letters of all names in the reading that both are compared in: made once for a text, as many
    /// names are judged in it.
    final class Comparison {
        let scalars: [UInt32]
        let text: ReadText
        let letters: NameTable.Letters

        init(scalars: [UInt32], text: ReadText, letters: NameTable.Letters) {
            self.scalars = scalars
            self.text = text
            self.letters = letters
        }
    }

    let comparison: Comparison
    let name: NameTable.Name
    /// Of the name in the letters.
    let range: Range<Int32>

    var scalars: [UInt32] { comparison.scalars }
    var text: ReadText { comparison.text }
    private var letters: NameTable.Letters { comparison.letters }

    /// - Parameters:
    ///   - start: of the name's letters in the text.
    ///   - given: how sure the ends leave one, where that is known already.
    /// - Returns: nil where it is not the name.
    func judge(from start: Int, edges given: Double? = nil) -> Judgement? {
        let end = start + range.count
        guard !text.splitsCharacter(at: start), !text.splitsCharacter(at: end),
            let ends = given.map({ Ends(confidence: $0) }) ?? ends(start, end),
            let gaps = gaps(start, end)
        else { return nil }
        var edges = ends.confidence
        var rules: RuleSet = name.isAlias ? .alias : .mark
        guard let changes = compare(start) else { return nil }
        rules.formUnion(changes.rules)
        if ends.joinedGoods != 0 { rules.insert(.addedWords) }
        if gaps < 1 {
            rules.insert(.separators)
            edges *= gaps
        }
        if name.isShort, changes.leetspeak > 1 { return nil }
        for (rule, factor) in Self.factors where rules.contains(rule) { edges *= factor }
        return Judgement(
            rules: rules, confidence: edges * changes.factor, joinedGoods: ends.joinedGoods)
    }

    // MARK: Edges

    private func ends(_ start: Int, _ end: Int) -> Ends? {
        let begins = text.isWordStart(start, scalars)
        let ends = end == text.count || text.isWordStart(end, scalars)
        if name.script.isUnspaced {
            guard name.script == .kana, isKana(end) || isKana(start - 1) else {
                return Ends(confidence: 1)
            }
            // A loanword within a longer one is another word more often than in Han.
            if !isKana(start - 1), let joined = joinedGoods(start, end) { return joined }
            return range.count >= 4 ? Ends(confidence: 0.7) : nil
        }
        guard begins else { return nil }
        if ends { return Ends(confidence: 1) }
        if name.script == .hangul { return range.count >= 4 ? Ends(confidence: 0.85) : nil }
        // A plural or a possessive; a case ending.
        let tail = wordEnd(end)
        let isPlural =
            tail - end <= 2 && text.plain[tail - 1] == 0x73
            && (tail - end == 1 || text.plain[end] == 0x65)
        if name.isLatin, isPlural, !name.isShort { return Ends(confidence: 0.9) }
        if name.script == .cyrillic || name.script == .greek, tail - end <= 2, !name.isShort {
            return Ends(confidence: 0.8)
        }
        return joinedGoods(start, end)
    }

    /// Where a word of goods stands behind the name, and nothing else up to the word's end.
    private func joinedGoods(_ start: Int, _ end: Int) -> Ends? {
        let lettersMin = name.script == .kana ? Self.joinedKanaMin : Self.joinedLettersMin
        guard name.plain.count >= lettersMin, !name.isOrdinary, !name.isDigits else { return nil }
        let tail = wordEnd(end)
        guard tail - start <= JoinedGoods.lettersMax else { return nil }
        let classes = JoinedGoods.classes(
            text.plainLetters(end..<tail), of: text.plainLetters(start..<tail))
        return classes == 0 ? nil : Ends(confidence: Self.joinedFactor, joinedGoods: classes)
    }

    private func wordEnd(_ index: Int) -> Int {
        var end = index
        if name.script == .kana {
            while isKana(end) { end += 1 }
        } else {
            while end < text.count, !text.isWordStart(end, scalars) { end += 1 }
        }
        return end
    }

    private func isKana(_ index: Int) -> Bool {
        index >= 0 && index < text.count && text.gaps[max(index, 0)] == .none
            && Script(of: text.plain[index]) == .kana
    }

    // MARK: Gaps

    /// How sure the gaps leave one: 1 where they are those of the name.
    private func gaps(_ start: Int, _ end: Int) -> Double? {
        var joined = 0
        var spaces = 0
        var signs = 0
        var pieces = 1
        var longPieces = 0
        var piece = 1
        for offset in 1..<max(1, range.count) {
            let found = text.gaps[start + offset]
            let expected = letters.gaps[Int(range.lowerBound) + offset]
            switch (found, expected) {
            case (.none, .none): piece += 1
            case (.none, _):
                joined += 1
                piece += 1
            case (_, .none):
                if found == .space { spaces += 1 } else { signs += 1 }
                if piece > 2 { longPieces += 1 }
                pieces += 1
                piece = 1
            default:
                if piece > 2 { longPieces += 1 }
                piece = 1
            }
        }
        if piece > 2 { longPieces += 1 }
        if spaces + signs == 0 { return joined == 0 ? 1 : 0.97 }
        if name.script.isUnspaced { return 0.9 }
        // Letter by letter, or parted by signs, is done on purpose; two words may just meet.
        if spaces == 0 { return longPieces > 0 && signs == 1 && range.count < 5 ? nil : 0.9 }
        if longPieces == 0 { return range.count < 4 ? nil : (pieces > 3 ? 0.9 : 0.7) }
        return range.count >= 7 && pieces == 2 ? 0.75 : nil
    }

    // MARK: Letters

    private struct Changes {
        var rules: RuleSet = []
        var leetspeak = 0
        var factor = 1.0
    }

    private func compare(_ start: Int) -> Changes? {
        var changes = Changes()
        var same = 0
        for offset in range.indices.map({ Int($0 - range.lowerBound) }) {
            let found = text.plain[start + offset]
            let expected = letters.plain[Int(range.lowerBound) + offset]
            var flags = text.flags[start + offset]
            // What stands before a name hides nothing of it.
            if offset == 0 { flags.remove(.invisible) }
            let expectedFlags = letters.flags[Int(range.lowerBound) + offset]
            if found == expected {
                same += 1
                changes.rules.formUnion(
                    flags.subtracting(expectedFlags).subtracting([.confusable, .leetspeak]).rules)
                if flags.contains(.scriptVariant) != expectedFlags.contains(.scriptVariant) {
                    changes.rules.insert(.scriptVariant)
                }
                // A look-alike that the plain reading knows.
                if flags.contains(.confusable), scalars[Int(text.origins[start + offset])] >= 0x80,
                    LookalikeLetters.letter(of: scalars[Int(text.origins[start + offset])]) != nil
                {
                    changes.rules.insert(.confusable)
                }
            } else if flags.contains(.leetspeak), !isDigit(expected) {
                changes.rules.insert(.leetspeak)
                changes.leetspeak += 1
            } else if flags.contains(.confusable), !isDigit(expected) {
                changes.rules.formUnion(flags.subtracting(.leetspeak).rules)
            } else if let factor = drawnAlike(found, expected, at: start + offset) {
                changes.rules.insert(.confusable)
                changes.factor = min(changes.factor, factor)
            } else {
                return nil
            }
        }
        // A number is no name in leetspeak.
        guard changes.leetspeak == 0 || same * 2 >= range.count, !lacksLatin(from: start) else {
            return nil
        }
        return changes
    }

    /// Whether a letter passes for a Latin one that does so only where there are such.
    private func lacksLatin(from start: Int) -> Bool {
        guard name.isLatin else { return false }
        let found = text.origins[start..<start + range.count].lazy.map { scalars[Int($0)] }
        return found.contains(where: LookalikeLetters.wantsLatin)
            && !found.contains { (0x41...0x5a).contains($0 & ~0x20) }
    }

    private func isDigit(_ letter: UInt32) -> Bool { (0x30...0x39).contains(letter) }

    /// Letters of one class, neither of them strange: l for I among capitals, I for l among small
    /// letters, rn for m.
    private func drawnAlike(_ found: UInt32, _ expected: UInt32, at index: Int) -> Double? {
        switch (found, expected) {
        case (0x6c, 0x69): return isBesideCapital(index) ? 1 : nil
        case (0x69, 0x6c):
            return scalars[Int(text.origins[index])] == 0x49 && isBesideSmall(index) ? 1 : nil
        // Of m and w only both halves are found as one letter.
        case (0x72, 0x6d), (0x6e, 0x6d), (0x76, 0x77): return range.count >= 6 ? 0.7 : nil
        default: return nil
        }
    }

    private func isBesideCapital(_ index: Int) -> Bool {
        neighbours(index).contains { (0x41...0x5a).contains($0) }
            && scalars[Int(text.origins[index])] == 0x6c
    }

    private func isBesideSmall(_ index: Int) -> Bool {
        neighbours(index).contains { (0x61...0x7a).contains($0) }
    }

    /// The characters before and after, as they stand in the text.
    private func neighbours(_ index: Int) -> [UInt32] {
        let origin = Int(text.origins[index])
        return [origin - 1, origin + 1].filter(scalars.indices.contains).map { scalars[$0] }
    }
}

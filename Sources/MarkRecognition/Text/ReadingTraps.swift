import Statements

/// Why a text may read otherwise than it is written: for people who look at a value that somebody else
/// chose, such as a domain that passes for another.
package struct ReadingTraps: Equatable, Sendable {
    /// Looked at, of any text.
    package static let scalarsMax = 4_096

    /// It has characters that are not seen, or that turn the direction of what follows.
    package var hasHidden = false
    /// One word has letters of scripts that no language writes in one word, such as Latin and Cyrillic.
    package var mixesScripts = false
    /// What it is taken for at a glance: words that look like ASCII as ASCII, the others as they are; nil where
    /// no word does. It may still have characters that are not seen.
    package var passesFor: String?

    package var isEmpty: Bool { !hasHidden && !mixesScripts && passesFor == nil }

    package init(of text: String) {
        guard text.utf8.contains(where: { $0 >= 0x7f || $0 < 0x20 }) else { return }
        let scalars = text.unicodeScalars.prefix(Self.scalarsMax).map(\.value)
        hasHidden = text.unicodeScalars.prefix(Self.scalarsMax).contains(where: Self.isHidden)
        let words = scalars.split { !TextFolding.isWordCharacter($0) }
        mixesScripts = words.contains { Self.isMixed($0) }
        passesFor = Self.likeness(of: scalars, words)
    }

    /// Not seen by itself: control and format characters, those that separate lines, fillers.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: scalar.value >= 0xad && scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Letters of a word that passes for another by itself, whatever stands beside it. Shorter ones do where
    /// all the rest is ASCII: every Russian sentence has an 'а' or an 'у' by itself.
    static let lettersMin = 3

    /// The text with each word that looks like ASCII as what it looks like; nil where there is none.
    private static func likeness(
        of scalars: [UInt32], _ words: [ArraySlice<UInt32>]
    ) -> String? {
        let turkish = TurkishText(scalars)
        let disguised = words.filter { !turkish.hasWord($0) }.flatMap(disguises)
        let whole = replacing(disguised, in: scalars)
        let isASCII = whole.allSatisfy { (0x20..<0x7f).contains($0) }
        let telling =
            isASCII ? disguised : disguised.filter { $0.word.count >= lettersMin }
        guard !telling.isEmpty else { return nil }
        let seen = isASCII ? whole : replacing(telling, in: scalars)
        return String(String.UnicodeScalarView(seen.compactMap { Unicode.Scalar($0) }))
    }

    /// The word as what it looks like; else the parts of it that stand between letters of scripts that need no
    /// spaces.
    private static func disguises(
        in word: ArraySlice<UInt32>
    ) -> [(word: ArraySlice<UInt32>, look: [UInt32])] {
        guard hasForeignLetters(word) else { return [] }
        if let look = look(of: word) { return [(word, look)] }
        return word.split { Script(of: $0).isUnspaced }.filter(hasForeignLetters)
            .compactMap { part in look(of: part).map { (part, $0) } }
    }

    private static func replacing(
        _ words: [(word: ArraySlice<UInt32>, look: [UInt32])], in scalars: [UInt32]
    ) -> [UInt32] {
        var (seen, place): ([UInt32], Int) = ([], 0)
        for (word, look) in words {
            seen += scalars[place..<word.startIndex] + look
            place = word.endIndex
        }
        return seen + scalars[place...]
    }

    /// The skeleton of a word, if that is ASCII. ASCII letters stay as they are: a skeleton has 'rn' for 'm'.
    private static func look(of word: ArraySlice<UInt32>) -> [UInt32]? {
        let look = word.flatMap { $0 < 0x80 ? [$0] : Skeleton.of([$0]) }
        return look.allSatisfy { (0x20..<0x7f).contains($0) } ? look : nil
    }

    /// Whether a word is written with what is not of ASCII's own alphabet, or only looks as if it was. A number
    /// in other digits is none.
    private static func hasForeignLetters(_ word: ArraySlice<UInt32>) -> Bool {
        let foreign = word.filter {
            $0 >= 0x80 && (Script(of: $0) != .latin || isLatinDisguise($0))
        }
        guard !foreign.isEmpty else { return false }
        return !foreign.allSatisfy(isDigit) || word.contains(where: isASCIILetter)
    }

    /// A Latin letter that looks like one letter of ASCII, as U+0261 does like g. Not `é`, which keeps its
    /// accent, nor `æ`, which nobody takes for two letters.
    private static func isLatinDisguise(_ scalar: UInt32) -> Bool {
        let look = Skeleton.of([scalar])
        return look.count == 1 && isASCIILetter(look[0])
    }

    private static func isDigit(_ scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar)?.properties.generalCategory == .decimalNumber
    }

    /// UTS #39, section 5.2, 'highly restrictive': one script, or Latin with Han, kana or Hangul.
    private static func isMixed(_ word: ArraySlice<UInt32>) -> Bool {
        var scripts: Set<Script> = []
        for scalar in word where scalar >= 0x80 || isASCIILetter(scalar) {
            let script = Script(of: scalar)
            guard script != .digit, script != .other else { continue }
            scripts.insert(script)
        }
        guard scripts.count > 1 else { return false }
        let eastAsian: Set<Script> = [.latin, .han, .kana]
        return !scripts.isSubset(of: eastAsian)
            && !scripts.isSubset(of: [.latin, .han, .hangul])
    }

    private static func isASCIILetter(_ scalar: UInt32) -> Bool {
        (0x41...0x5a).contains(scalar & ~0x20)
    }
}

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
    /// What it is taken for at a glance, in ASCII; nil where it is not, or is itself ASCII.
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

    /// The text with each foreign word as its skeleton; nil where there is none, or more than ASCII is left.
    /// Other words stay as they are: a skeleton has 'rn' for 'm'.
    private static func likeness(
        of scalars: [UInt32], _ words: [ArraySlice<UInt32>]
    ) -> String? {
        var (seen, place, hasForeign): ([UInt32], Int, Bool) = ([], 0, false)
        for word in words where hasForeignLetters(word) {
            seen += scalars[place..<word.startIndex] + Skeleton.of(Array(word))
            (place, hasForeign) = (word.endIndex, true)
        }
        seen += scalars[place...]
        guard hasForeign, seen.allSatisfy({ (0x20..<0x7f).contains($0) }) else { return nil }
        return String(String.UnicodeScalarView(seen.compactMap { Unicode.Scalar($0) }))
    }

    /// A letter beyond ASCII that is not one of the Latin script.
    private static func hasForeignLetters(_ word: ArraySlice<UInt32>) -> Bool {
        word.contains { $0 >= 0x80 && Script(of: $0) != .latin }
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

/// Text as it is compared where spelling must not matter: in a search, between two spellings of a
/// mark. By the project's own tables, so that every node folds alike.
package enum TextFolding {
    /// NFKC_Casefold: case, width and compatibility forms no longer tell two texts apart.
    package static func folded(_ text: String) -> String {
        if isFolded(text) { return text }
        return ScalarText(text).folded.string
    }

    /// As `folded`, and without the accents of letters (U+0300 to U+036F): 'Hermès' reads 'hermes'.
    package static func unaccented(_ text: String) -> String {
        if isFolded(text) { return text }
        let letters = Normalization.decomposed(ScalarText(text).folded.scalars).filter {
            !(0x300...0x36f).contains($0)
        }
        return ScalarText(scalars: Normalization.composed(letters)).string
    }

    /// NFKC_Casefold of scalars, canonically decomposed (NFD).
    package static func decomposedFold(_ scalars: [UInt32]) -> [UInt32] {
        Normalization.decomposed(Normalization.folded(scalars))
    }

    /// Canonical decomposition (NFD).
    package static func decomposed(_ scalars: [UInt32]) -> [UInt32] {
        Normalization.decomposed(scalars)
    }

    /// Whether folding leaves nothing of the character: it is ignorable by default.
    package static func isIgnorable(_ scalar: UInt32) -> Bool {
        Normalization.folded([scalar]).isEmpty
    }

    /// Letters, marks and numbers: what a text keeps when punctuation no longer counts.
    package static func isWordCharacter(_ scalar: UInt32) -> Bool {
        UnicodeTables.shared.isWordCharacter(scalar)
    }

    /// The property White_Space.
    package static func isWhiteSpace(_ scalar: UInt32) -> Bool {
        ScalarText.isWhiteSpace(scalar)
    }

    /// ASCII without capitals folds to itself.
    private static func isFolded(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5a).contains($0) }
    }
}

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

    /// ASCII without capitals folds to itself.
    private static func isFolded(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5a).contains($0) }
    }
}

/// Canonical form of `postal-address`: its words in lower case, one space between.
///
/// Rule: NFKC with case folded (`Normalization.folded`); whatever is no letter, mark or number
/// (general categories L, M, N: so punctuation, symbols, line ends) separates words. Abbreviations
/// and the order of the parts stay: which are the same differs from country to country.
///
/// Source: Unicode Standard Annex #15 and section 3.13 (NFKC_Casefold); the rule on words is ours.
enum PostalAddress {
    static func canonical(_ raw: String) throws(Refusal) -> String {
        let tables = UnicodeTables.shared
        let words = ScalarText(raw).folded.scalars.split { !tables.isWordCharacter($0) }
        guard words.joined().contains(where: { tables.category[$0] == UInt8(ascii: "l") }) else {
            throw Refusal("form", "it holds no letter")
        }
        return ScalarText(scalars: Array(words.joined(separator: [0x20]))).string
    }
}

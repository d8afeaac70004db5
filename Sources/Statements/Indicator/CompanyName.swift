/// Canonical form of `company`: its name in lower case, one space between words.
///
/// Rule: NFKC with case folded (`Normalization.folded`), white space collapsed. Punctuation and the
/// legal form stay: `Meyer GmbH` and `Meyer AG` are two companies.
///
/// Source: Unicode Standard Annex #15 and section 3.13 (NFKC_Casefold).
enum CompanyName {
    static func canonical(_ raw: String) throws(Refusal) -> String {
        let tables = UnicodeTables.shared
        let text = ScalarText(raw).folded.collapsed
        guard text.scalars.contains(where: tables.isWordCharacter) else {
            throw Refusal("form", "it holds no letter or digit")
        }
        guard !text.hasControlCharacter else {
            throw Refusal("character", "it holds a control character")
        }
        return text.string
    }
}

/// What the free-text index holds of one row: its words, the trigrams of the identifier, and a token
/// for each filter.
package struct SearchDocument: Equatable, Sendable {
    package enum Column: String, CaseIterable, Sendable {
        case words, grams, facets
    }

    package var dot: StatementDot
    package var keyHash: UInt64
    package var issuedAt: UInt64
    package var words: TokenText
    package var grams: TokenText
    package var facets: TokenText

    package init(
        dot: StatementDot, keyHash: UInt64, issuedAt: UInt64, words: TokenText, grams: TokenText,
        facets: TokenText
    ) {
        self.dot = dot
        self.keyHash = keyHash
        self.issuedAt = issuedAt
        self.words = words
        self.grams = grams
        self.facets = facets
    }

    package func tokens(in column: Column) -> [String] {
        switch column {
        case .words: words.tokens
        case .grams: grams.tokens
        case .facets: facets.tokens
        }
    }
}

/// What a document must hold, as the index understands it.
package indirect enum SearchExpression: Equatable, Sendable {
    case phrase(SearchDocument.Column, [String])
    case all([SearchExpression])
    case any([SearchExpression])

    /// The meaning, spelt out; an index may find the same documents any way it likes.
    package func matches(_ document: SearchDocument) -> Bool {
        switch self {
        case .phrase(let column, let tokens):
            contains(document.tokens(in: column), phrase: tokens)
        case .all(let parts): parts.allSatisfy { $0.matches(document) }
        case .any(let parts): parts.contains { $0.matches(document) }
        }
    }

    private func contains(_ tokens: [String], phrase: [String]) -> Bool {
        guard !phrase.isEmpty, tokens.count >= phrase.count else { return false }
        return (0...tokens.count - phrase.count).contains {
            tokens[$0..<$0 + phrase.count].elementsEqual(phrase)
        }
    }
}

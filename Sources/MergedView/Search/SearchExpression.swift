package import AllianceNames
package import Statements

/// What a document must hold, as the index understands it.
package indirect enum SearchExpression: Equatable, Sendable {
    case phrase(SearchDocument.Column, [String])
    case all([SearchExpression])
    case any([SearchExpression])

    /// Both: said in one of these channels, and marked no stricter than this. Whoever is shown nothing else looks at nothing
    /// else then, so that where a page or a figure ends does not depend on it.
    package static func said(
        in channels: Set<ChannelID>, upTo markingMax: TLP
    ) -> [SearchExpression] {
        func anyOf(_ tokens: [String]) -> SearchExpression {
            .any(tokens.sorted().map { .phrase(.facets, [$0]) })
        }
        let said = anyOf(channels.map { SearchFacet.channel($0) })
        guard markingMax < .red else { return [said] }
        let markings = TLP.allCases.filter { $0 <= markingMax }
        return [said, anyOf(markings.map { SearchFacet.marking($0) })]
    }

    /// Marked stricter than this; nil where nothing is.
    package static func marked(above markingMax: TLP) -> SearchExpression? {
        let markings = TLP.allCases.filter { $0 > markingMax }
        guard !markings.isEmpty else { return nil }
        return .any(markings.map { .phrase(.facets, [SearchFacet.marking($0)]) })
    }

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

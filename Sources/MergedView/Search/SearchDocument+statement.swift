import AllianceNames
import CRDT
package import Statements
import TransparencyLog

extension SearchDocument {
    /// The documents of one statement: one for each indicator that it is about; none for what is not
    /// about indicators.
    package static func documents(
        of statement: Statement, dot: StatementDot, issuedAt: UInt64
    ) -> [SearchDocument] {
        func document(
            _ indicator: Indicator, _ kind: EntryKind, _ texts: [String?], facets: [String] = []
        ) -> SearchDocument {
            SearchDocument(
                dot: dot, keyHash: KeyHash.of(indicator.keyBytes), issuedAt: issuedAt,
                words: words(of: [indicator.readableValue] + texts),
                grams: SearchText.trigrams(of: indicator.readableValue),
                facets: [
                    SearchFacet.statement(kind), SearchFacet.type(indicator.type),
                    SearchFacet.member(dot.log.member), SearchFacet.channel(dot.log.channel),
                ] + facets)
        }
        switch statement {
        case .assertIndicator(let said):
            let marks = said.marks.prefix(SearchFacet.marksMax)
            var texts = [said.marketplace, said.note]
            texts += marks.map(Optional.some)
            texts += said.attributes.map(\.value)
            let facets = Array(Set(marks.map { SearchFacet.mark($0) })).sorted()
            let places = said.marketplace.map { [SearchFacet.marketplace($0)] } ?? []
            return [document(said.indicator, .assertIndicator, texts, facets: places + facets)]
        case .dispute(let said): return [document(said.indicator, .dispute, [said.text])]
        case .link(let said):
            return [said.a, said.b].map { document($0, .link, [said.evidence]) }
        case .sight, .right, .registerProduct, .stixObject, .retract, .unknown: return []
        }
    }

    private static func words(of texts: [String?]) -> [String] {
        var words: [String] = []
        for case let text? in texts {
            let tokens = SearchText.tokens(of: text)
            guard !tokens.isEmpty else { continue }
            if !words.isEmpty { words.append(SearchText.gap) }
            words += tokens
            if words.count >= SearchText.tokensMax { break }
        }
        return words
    }
}

extension Indicator {
    /// As people read and type it: with the letters of its script where the canonical form has none.
    package var readableValue: String { value }
}

import AllianceNames
import CRDT
import MarkRecognition
package import Statements

extension SearchDocument {
    /// The documents of one statement: one for each indicator that it is about; none for what is not
    /// about indicators.
    package static func documents(
        of statement: Statement, dot: StatementDot, issuedAt: UInt64
    ) -> [SearchDocument] {
        let marking = statement.marking
        switch statement {
        case .assertIndicator(let said):
            var document = SearchDocument(said.indicator, .assertIndicator, marking, dot, issuedAt)
            if let place = said.marketplace {
                document.add(place)
                document.facets.append(SearchFacet.marketplace(place).utf8)
            }
            for mark in said.marks.prefix(SearchFacet.marksMax) {
                document.add(mark)
                document.facets.append(SearchFacet.mark(mark).utf8)
            }
            document.add(said.note)
            for attribute in said.attributes { document.add(attribute.value) }
            return [document]
        case .dispute(let said):
            var document = SearchDocument(said.indicator, .dispute, marking, dot, issuedAt)
            document.add(said.text)
            return [document]
        case .link(let said):
            return [said.a, said.b].map { end in
                var document = SearchDocument(end, .link, marking, dot, issuedAt)
                document.add(said.evidence)
                return document
            }
        case .sight, .right, .registerProduct, .serialSnapshot, .stixObject, .complaint,
            .misuseMeasure, .retract,
            .unknown:
            return []
        }
    }

    private init(
        _ indicator: Indicator, _ kind: EntryKind, _ marking: TLP?, _ dot: StatementDot,
        _ issuedAt: UInt64
    ) {
        self.init(
            dot: dot, keyHash: KeyHash.of(indicator.keyBytes), issuedAt: issuedAt,
            words: TokenText(), grams: TokenText(), facets: TokenText())
        let name = indicator.readableValue
        let likenesses = DisguisedWords.likenesses(in: name)
        add(name, likenesses)
        SearchText.appendTrigrams(of: name, to: &grams)
        for likeness in likenesses { SearchText.appendTrigrams(of: likeness, to: &grams) }
        facets.append(SearchFacet.statement(kind).utf8)
        facets.append(SearchFacet.type(indicator.type).utf8)
        facets.append(SearchFacet.member(dot.log.member).utf8)
        facets.append(SearchFacet.channel(dot.log.channel).utf8)
        facets.append(SearchFacet.marking(marking).utf8)
    }

    private mutating func add(_ text: String?) {
        guard let text, words.count < SearchText.tokensMax else { return }
        add(text, DisguisedWords.likenesses(in: text))
    }

    /// What a disguised word passes for is found as well: whoever looks for the mark types that.
    private mutating func add(_ text: String, _ likenesses: [String]) {
        SearchText.append(text, to: &words)
        for likeness in likenesses where words.count < SearchText.tokensMax {
            SearchText.append(likeness, to: &words)
        }
    }
}

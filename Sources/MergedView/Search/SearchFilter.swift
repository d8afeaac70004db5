import AllianceNames
import CRDT
import Statements

/// The filters of a query, as they are asked of one statement.
struct SearchFilter {
    private let query: SearchQuery
    private let marks: Set<String>
    private let marketplaces: Set<String>

    init(_ query: SearchQuery) {
        self.query = query
        marks = Set(query.marks.map { FoldedText.of($0) })
        marketplaces = Set(query.marketplaces.map { FoldedText.of($0) })
    }

    /// Whether some filter besides type and status narrows.
    var asksStatements: Bool {
        !marks.isEmpty || !marketplaces.isEmpty || !query.members.isEmpty || query.issued != nil
    }

    func accepts(_ indicator: Indicator) -> Bool {
        query.types.isEmpty || query.types.contains(indicator.type)
    }

    func accepts(_ dot: StatementDot, _ head: RowHead, _ body: RowBody) -> Bool {
        guard query.channels.contains(dot.log.channel) else { return false }
        if !query.members.isEmpty && !query.members.contains(dot.log.member) { return false }
        if let issued = query.issued, !issued.contains(head.issuedAt) { return false }
        guard !marks.isEmpty || !marketplaces.isEmpty else { return true }
        guard case .assertion(let said) = body else { return false }
        if !marks.isEmpty, !said.marks.contains(where: { marks.contains(FoldedText.of($0)) }) {
            return false
        }
        if !marketplaces.isEmpty {
            guard let place = said.marketplace, marketplaces.contains(FoldedText.of(place)) else {
                return false
            }
        }
        return true
    }

    /// What does not count is looked at only where its status is asked for.
    func accepts(_ standing: Standing) -> Bool {
        switch standing {
        case .live, .suspended: true
        case .retracted: query.statuses.contains(.withdrawn)
        case .outOfScope: query.statuses.contains(.outOfScope)
        }
    }

    func accepts(_ state: IndicatorState) -> Bool {
        if let wanted = query.confirmation, state.confirmation != wanted { return false }
        if !query.confidence.isEmpty {
            guard let found = state.confidence,
                query.confidence.contains(where: { $0.contains(found) })
            else { return false }
        }
        if !query.markings.isEmpty {
            guard let found = state.tlp, query.markings.contains(found) else { return false }
        }
        if !query.statuses.isEmpty { return query.statuses.contains(state.status) }
        return switch state.status {
        case .active, .disputed, .expired, .suspended: true
        case .unreported: state.links.contains { $0.standing == .live }
        case .withdrawn, .outOfScope: false
        }
    }

    /// What the index is asked for; nil where the text has no word that could be found.
    /// - Parameter markingMax: the strictest marking that whoever asks may see.
    func expression(words text: String?, upTo markingMax: TLP) -> SearchExpression? {
        var parts: [SearchExpression] = []
        guard !query.channels.isEmpty else { return nil }
        if let text {
            let words = SearchFilter.expressions(ofWords: text, query.namedRuns)
            guard !words.isEmpty else { return nil }
            parts += words
        } else {
            parts.append(.phrase(.facets, [SearchFacet.statement(.assertIndicator)]))
        }
        func anyOf(_ tokens: [String]) {
            guard !tokens.isEmpty else { return }
            parts.append(.any(tokens.sorted().map { .phrase(.facets, [$0]) }))
        }
        parts += SearchExpression.said(in: query.channels, upTo: markingMax)
        anyOf(query.types.map { SearchFacet.type($0) })
        anyOf(query.members.map { SearchFacet.member($0) })
        anyOf(query.marketplaces.map { SearchFacet.marketplace($0) })
        anyOf(query.marks.map { SearchFacet.mark($0) })
        return .all(parts)
    }

    /// Each word is a phrase of its tokens, or a part of the identifier; a name may also stand there by another of
    /// its names.
    private static func expressions(
        ofWords text: String, _ runs: [SearchQuery.NamedRun]
    ) -> [SearchExpression] {
        let words = text.split(whereSeparator: \.isWhitespace)
        var parts: [SearchExpression] = []
        var next = 0
        for run in runs where run.words.lowerBound >= next && run.words.upperBound <= words.count {
            parts += words[next..<run.words.lowerBound].compactMap { expression(of: $0) }
            next = run.words.upperBound
            let itself = words[run.words].compactMap { expression(of: $0) }
            let others = run.names.compactMap { name -> SearchExpression? in
                let all = name.split(whereSeparator: \.isWhitespace).compactMap {
                    expression(of: $0)
                }
                return all.isEmpty ? nil : .all(all)
            }
            if others.isEmpty {
                parts += itself
            } else {
                parts.append(.any((itself.isEmpty ? [] : [.all(itself)]) + others))
            }
        }
        return parts + words[next...].compactMap { expression(of: $0) }
    }

    private static func expression(of word: some StringProtocol) -> SearchExpression? {
        let tokens = SearchText.tokens(of: word)
        guard !tokens.isEmpty else { return nil }
        let phrase = SearchExpression.phrase(.words, tokens)
        let grams = tokens.map { SearchText.trigrams(of: $0) }
        guard !grams.contains(where: \.isEmpty) else { return phrase }
        return .any([phrase, .all(grams.map { .phrase(.grams, $0) })])
    }
}

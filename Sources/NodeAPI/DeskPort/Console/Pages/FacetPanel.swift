import AllianceNames
import MergedView
import Peering
import Statements

/// What a search can be narrowed to, each value with how many hits are left then: links, so that it needs no
/// script. Of a kind in which something is chosen it leads back to all.
struct FacetPanel {
    /// Values of one kind; the form has the others.
    static let valuesMax = 10

    private struct Choice {
        let label: HTML
        let count: Int
        let isChosen: Bool
        let narrowed: SearchForm
    }

    let context: ConsoleContext
    let form: SearchForm
    let facets: SearchFacets

    init(_ context: ConsoleContext, _ form: SearchForm, _ facets: SearchFacets) {
        self.context = context
        self.form = form
        self.facets = facets
    }

    /// `Found: 37`, or `Found: 1,000 or more`.
    var total: HTML {
        let figure = ConsoleWords.grouped(facets.total)
        let language = context.language
        let more: HTML = facets.isComplete ? "" : " \(SearchPageText.orMore(language))"
        return "\(SearchPageText.found(language)): <b>\(figure)</b>\(more)"
    }

    var html: HTML {
        let language = context.language
        let lead =
            facets.isComplete
            ? SearchPageText.narrowLead(language) : SearchPageText.onlyNewest(language)
        return """
            <aside class="narrow-to" aria-labelledby="narrow-to">
            <h2 id="narrow-to">\(SearchPageText.narrowHeading(language))</h2>
            <p class="small">\(lead)</p>
            \(HTML.joined(groups))</aside>
            """
    }

    private var groups: [HTML] {
        let (words, values) = (ConsoleWords(context), FacetValues(facets))
        let value = ShownValue(context)
        return [
            group(context[.headKind], values.types, \.kinds) { "\(words.kind($0))" },
            group(context[.headReportedBy], values.members, \.members) {
                value.text(context.name($0))
            },
            group(
                context[.headMarketplace],
                values.marketplaces.map { (MarketplaceID(unchecked: $0.value), $0.count) },
                \.marketplaces
            ) { value.text($0.rawValue) },
            group(context[.headMarks], values.marks, \.marks) { value.text($0) },
            group(SearchPageText.sharedIn(context.language), values.channels, \.channels) {
                value.text($0.rawValue)
            },
            group(context[.mayBeSeenBy], values.markings, \.markings) { words.audience($0) },
            group(context[.headConfirmation], confirmations),
            group(context[.headConfidence], values.bands, \.bands) { "\(word($0))" },
            group(context[.headStatus], values.statuses, \.statuses) { "\(words.status($0))" },
        ]
    }

    private var confirmations: [Choice] {
        let words = ConsoleWords(context)
        return FacetValues(facets).confirmations.map { value, count in
            Choice(
                label: "\(words.confirmation(value))", count: count,
                isChosen: form.confirmation == value,
                narrowed: form.with { $0.confirmation = form.confirmation == value ? nil : value })
        }
    }

    private func word(_ band: ConfidenceBand) -> String {
        switch band {
        case .low: context[.bandLow]
        case .medium: context[.bandMedium]
        case .high: context[.bandHigh]
        }
    }

    /// Where exactly one value is chosen it can be left again; where several are, any one of them narrows
    /// further.
    private func group<Value: Hashable>(
        _ title: String, _ values: [(value: Value, count: Int)],
        _ chosen: WritableKeyPath<SearchForm, Set<Value>>, _ label: (Value) -> HTML
    ) -> HTML {
        let now = form[keyPath: chosen]
        // A hit that two members report stays one of each, and only one of them was asked for.
        let shown = now.isEmpty ? values : values.filter { now.contains($0.value) }
        let choices = shown.prefix(Self.valuesMax).map { value, count in
            let isOnly = now == [value]
            return Choice(
                label: label(value), count: count, isChosen: isOnly,
                narrowed: form.with { $0[keyPath: chosen] = isOnly ? [] : [value] })
        }
        return group(title, Array(choices))
    }

    private func group(_ title: String, _ choices: [Choice]) -> HTML {
        guard !choices.isEmpty else { return "" }
        return """
            <h3>\(title)</h3><ul>\(HTML.joined(choices.map(item)))</ul>

            """
    }

    private func item(_ choice: Choice) -> HTML {
        let language = context.language
        let least: HTML =
            facets.isComplete
            ? "" : "<span class=\"unseen\"> \(SearchPageText.orMore(language))</span>+"
        let count: HTML =
            "<span class=\"figure\">\(ConsoleWords.grouped(choice.count))\(least)</span>"
        let href = choice.narrowed.href(after: nil)
        guard href.utf8.count <= RequestTarget.bytesMax else {
            return "<li>\(choice.label) \(count)</li>"
        }
        guard choice.isChosen else {
            return "<li><a href=\"\(href)\">\(choice.label)</a> \(count)</li>"
        }
        return """
            <li><b>\(choice.label)</b> <span class="unseen">\(SearchPageText.narrowedTo(language))</span> \
            \(count) <a class="small" href="\(href)">\(SearchPageText.allOfThem(language))</a></li>
            """
    }
}

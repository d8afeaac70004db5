import AllianceNames
import MergedView
import Statements

/// The search: one field, facets that narrow, and what was found.
struct SearchResultsPage {
    let context: ConsoleContext
    let form: SearchForm
    /// A search that is not kept or named, and why.
    private let refused: RefusedForm?

    init(_ context: ConsoleContext, _ form: SearchForm, _ refused: RefusedForm? = nil) {
        self.context = context
        self.form = form
        self.refused = refused
    }

    /// What one has kept, before anything is asked.
    func empty(_ listed: [ListedSearch]) -> DeskAnswer {
        let saved: HTML =
            context.keepsCasework && context.person != nil
            ? SavedSearches(context, refused).list(listed) : ""
        return page("<p>\(context[.searchLead])</p>\(saved)", title: context[.navSearch])
    }

    func answer(_ found: SearchPage, _ facets: SearchFacets) -> DeskAnswer {
        let panel = FacetPanel(context, form, facets)
        let count = ConsoleWords.grouped(found.hits.count)
        let heading: HTML = "<h2 id=\"found\">\(panel.total)</h2>"
        var body: HTML
        if found.hits.isEmpty {
            body = """
                <section aria-labelledby="found">\(heading)
                <p>\(found.next == nil ? context[.searchNothing] : context[.searchNothingYet])</p></section>
                """
        } else {
            body = """
                <section aria-labelledby="found">\(heading)
                \(exportLink)
                \(HitTable(context).html(found.hits, caption: "\(context[.searchCaption]): \(count)"))</section>
                """
        }
        if found.lag > 0 {
            body = """
                \(body)<p class="small">\(context[.noticeLag]) \(ConsoleWords.grouped(found.lag))</p>
                """
        }
        let results: HTML = """
            <div class="results"><div>\(body)\(paging(found))\(SavedSearches(context, refused).keeping(form))</div>
            \(facets.total > 0 || form.isNarrowed ? panel.html : "")</div>
            """
        return page(results, title: context[.navSearch])
    }

    private var byImage: HTML {
        guard context.looksForImages else { return "" }
        let words = ImageText.heading(context.language)
        return " <a href=\"\(ConsoleRoutes.imagePath)\">\(words)</a>"
    }

    private var exportLink: HTML {
        let href = form.exportHref
        guard href.utf8.count <= RequestTarget.bytesMax else { return "" }
        return "<p class=\"small\"><a href=\"\(href)\" download>\(context[.exportLink])</a></p>"
    }

    private func paging(_ found: SearchPage) -> HTML {
        var links: [HTML] = []
        if form.cursor != nil {
            links.append("<a href=\"\(form.href(after: nil))\">\(context[.pageFirst])</a>")
        }
        if let next = found.next {
            let href = form.href(after: next)
            // What is looked for can itself be as long as an address.
            links.append(
                href.utf8.count <= RequestTarget.bytesMax
                    ? "<a class=\"next\" rel=\"next\" href=\"\(href)\">\(context[.pageNext])</a>"
                    : "<span>\(context[.pageTooLong])</span>"
            )
        }
        guard !links.isEmpty else { return "" }
        return
            "<nav class=\"paging\" aria-label=\"\(context[.pagingLabel])\">\(HTML.joined(links))</nav>"
    }

    private func page(_ results: HTML, title: String) -> DeskAnswer {
        let content: HTML = """
            <h1>\(context[.navSearch])</h1>
            \(refused?.notice(context) ?? "")
            <form class="search" role="search" action="\(SearchForm.path)" method="get">
            <div class="field"><label for="q">\(context[.searchLabel])</label>
            <input id="q" type="search" name="q" value="\(form.text)" maxlength="1024" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="q-hint">
            <button type="submit">\(context[.searchButton])</button></div>
            <p class="small" id="q-hint">\(context[.searchHint]) <a href="/console/search/help">\(context[.searchHelp])</a>\(byImage)</p>
            <details class="facets"\(form.isNarrowed ? " open" : "")><summary>\(context[.facetsHeading])</summary>
            <div class="facet-columns">
            \(kinds)\(members)\(bands)\(statuses)\(confirmations)\(markings)\(others)
            </div></details>
            </form>
            \(results)
            """
        return ConsoleLayout(context).page(
            title, at: .search, status: refused?.status ?? 200, content)
    }

    // MARK: Facets

    private var kinds: HTML {
        let words = ConsoleWords(context)
        return facet(
            .headKind, "kind",
            IndicatorType.allCases.map { ($0.name, words.kind($0), form.kinds.contains($0)) })
    }

    private var members: HTML {
        let names = context.names.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        return facet(
            .headReportedBy, "member",
            names.map { ($0.key.rawValue, $0.value, form.members.contains($0.key)) })
    }

    private var bands: HTML {
        facet(
            .headConfidence, "confidence",
            [
                ("low", context[.bandLow], form.bands.contains(.low)),
                ("medium", context[.bandMedium], form.bands.contains(.medium)),
                ("high", context[.bandHigh], form.bands.contains(.high)),
            ])
    }

    private var statuses: HTML {
        let words = ConsoleWords(context)
        return facet(
            .headStatus, "status",
            IndicatorStatus.allCases.map {
                ($0.rawValue, words.status($0), form.statuses.contains($0))
            })
    }

    private var confirmations: HTML {
        let words = ConsoleWords(context)
        let any: (String, String, Bool) = ("", context[.facetAny], form.confirmation == nil)
        return facet(
            .headConfirmation, "confirmed",
            [any]
                + Confirmation.allCases.map {
                    ($0.rawValue, words.confirmation($0), form.confirmation == $0)
                }, isOneOf: true)
    }

    private var markings: HTML {
        let words = ConsoleWords(context)
        return facet(
            .mayBeSeenBy, "tlp",
            TLP.allCases.map { ($0.name, words.audienceText($0), form.markings.contains($0)) })
    }

    /// Of what there is no list, what is chosen, so that the button keeps it.
    private var others: HTML {
        HTML.joined([
            chosen(.headMarketplace, "marketplace", form.marketplaces.map(\.rawValue)),
            chosen(.headMarks, "mark", Array(form.marks)),
            chosen(.draftChannel, "channel", form.channels.map(\.rawValue)),
        ])
    }

    private func chosen(_ title: PageText, _ name: String, _ values: [String]) -> HTML {
        values.isEmpty ? "" : facet(title, name, values.sorted().map { ($0, $0, true) })
    }

    private func facet(
        _ title: PageText, _ name: String, _ choices: [(String, String, Bool)],
        isOneOf: Bool = false
    ) -> HTML {
        let kind = isOneOf ? "radio" : "checkbox"
        let boxes = choices.map { value, label, isChosen -> HTML in
            let checked: HTML = isChosen ? " checked" : ""
            return
                "<label><input type=\"\(kind)\" name=\"\(name)\" value=\"\(value)\"\(checked)> \(ShownValue.visible(label))</label>"
        }
        return
            "<fieldset class=\"facet\"><legend>\(context[title])</legend><div class=\"choices\">\(HTML.joined(boxes))</div></fieldset>"
    }
}

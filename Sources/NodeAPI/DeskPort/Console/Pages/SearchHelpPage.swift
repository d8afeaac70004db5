import GS1

/// How one searches, with examples that can be followed.
struct SearchHelpPage {
    let context: ConsoleContext

    init(_ context: ConsoleContext) { self.context = context }

    func answer() -> DeskAnswer {
        var table = DataTable(
            "\(context[.helpCaption])", [context[.helpWrite], context[.helpFinds]])
        let rows: [(String, PageText)] = [
            ("gucci bags", .helpWords), ("路易威登", .helpScript), ("cheapgucci", .helpInside),
            ("=+44 7700 900777", .helpExact), ("=https://shop.example/item?id=7", .helpSpelling),
            ("shop.ex*", .helpPrefix),
        ]
        for (text, finds) in rows {
            table.append([
                "<a href=\"/console/search?q=\(PercentEncoding.segment(text))\"><code>\(text)</code></a>",
                "\(context[finds])",
            ])
        }
        let content: HTML = """
            <h1>\(context[.searchHelp])</h1>
            <section><p>\(context[.helpLead])</p>
            \(table.html)</section>
            <section><h2>\(context[.helpFacetsHeading])</h2><p>\(context[.helpFacets])</p>
            <p>\(context[.helpNotFound])</p></section>
            <p><a href="\(SearchForm.path)">\(context[.navSearch])</a></p>
            """
        return ConsoleLayout(context).page(context[.searchHelp], at: nil, content)
    }
}

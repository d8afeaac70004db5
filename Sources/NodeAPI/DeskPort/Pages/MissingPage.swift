import GS1
import Peering

/// Pages for a code that leads to no product: it cannot be read, or nobody here has registered it.
/// Neither ever reads as a fake.
struct MissingPage {
    private let language: DeskLanguage
    private let layout: PageLayout

    init(_ language: DeskLanguage) {
        self.language = language
        layout = PageLayout(language)
    }

    func notRegistered(_ gtin: GTIN, owner: String) -> DeskAnswer {
        missing(PageText.notRegistered(language), gtin, owner: owner)
    }

    func notInAlliance(_ gtin: GTIN) -> DeskAnswer {
        missing(PageText.notInAlliance(language), gtin, owner: nil)
    }

    func malformed(_ problem: PeerProblem) -> DeskAnswer {
        // What is wrong with the code, or with the request for it.
        let words =
            RowProblemText(keyword: problem.keyword) == nil
            ? ProblemWords(problem, language)
            : ProblemWords(row: problem.keyword, problem.detail, language)
        let content: HTML = """
            <section><h1>\(PageText.malformedTitle(language))</h1>
            <p>\(PageText.malformedLead(language))</p></section>
            <section><h2>\(PageText.detail(language))</h2><p>\(words.line)</p></section>
            <p><a href="/">\(PageText.again(language))</a></p>
            """
        return layout.page(
            title: PageText.malformedTitle(language), status: problem.status, content)
    }

    private func missing(_ lead: String, _ gtin: GTIN, owner: String?) -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(PageText.notFoundTitle(language))</h1>
            <p>\(lead)</p></section>
            <section><h2>\(PageText.productHeading(language))</h2>
            \(layout.facts([
                (PageText.gtin, "<code>\(gtin.digits14)</code>"),
                (PageText.owner, owner.map { ShownValue(language).flagged($0) }),
            ]))</section>
            <p><a href="/">\(PageText.again(language))</a></p>
            """
        return layout.page(title: PageText.notFoundTitle(language), status: 404, content)
    }
}

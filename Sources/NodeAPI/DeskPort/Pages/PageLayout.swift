/// What all pages of the desk for people have in common: plain HTML that a phone shows well, that
/// needs no script, and that a screen reader reads in order.
package struct PageLayout: Sendable {
    package let language: DeskLanguage
    private let frame: PageFrame

    /// Of the product check.
    package init(_ language: DeskLanguage) { self.init(language, .productCheck(language)) }

    init(_ language: DeskLanguage, _ frame: PageFrame) {
        self.language = language
        self.frame = frame
    }

    /// - Parameters:
    ///   - head: beside what all pages have.
    ///   - isFindable: search engines may show it.
    package func page(
        title: String, status: Int = 200, head: HTML = "", isFindable: Bool = false, _ content: HTML
    ) -> DeskAnswer {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="\(language.tag)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="\(isFindable ? "index, follow" : "noindex")">
            <title>\(title) · \(frame.name)</title>
            <link rel="icon" href="\(Self.iconPath)" type="image/svg+xml">
            <link rel="stylesheet" href="\(Stylesheet.path)">
            \(head)
            </head>
            \(frame.opening)
            \(content)
            </main>
            <footer>\(frame.foot)</footer>
            </body>
            </html>

            """
        return DeskAnswer.html(page.markup, status: status)
            .adding("content-language", language.tag)
            .adding("vary", frame.vary)
    }

    /// Rows of a name and a value; those without a value are left out.
    func facts(_ rows: [(PageText, HTML?)]) -> HTML {
        let rows = rows.compactMap { name, value -> HTML? in
            guard let value else { return nil }
            return "<div><dt>\(name(language))</dt><dd>\(value)</dd></div>\n"
        }
        return "<dl>\n\(HTML.joined(rows))</dl>"
    }

    static let iconPath = "/desk-mark.svg"

    /// The picture that a browser shows beside the title.
    static let iconRoute = DeskRoute(.get, iconPath, for: .everybody) { _ in
        let picture =
            ##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M5 3h14l2 5-3 13H6L3 8z" fill="#14283f"/><path d="M8 15.5 16 8" stroke="#e3b341" stroke-width="2.6" stroke-linecap="round"/></svg>"##
        var answer = DeskAnswer(mediaType: "image/svg+xml", body: Array(picture.utf8))
        answer.caching = .everybody(seconds: Stylesheet.seconds)
        return answer
    }

    /// A touchstone with its streak of gold.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="M5 3h14l2 5-3 13H6L3 8z" fill="currentColor"/><path d="M8 15.5 16 8" stroke="#e3b341" stroke-width="2.6" stroke-linecap="round"/></svg>
        """
}

import JSON

/// What a rights holder finds who looks for the alliance: what it is, and how to join. The one page that
/// search engines are to show; each language has an address of its own.
enum LandingPage {
    static let path = "/about"

    static let routes: [DeskRoute] =
        [
            DeskRoute(.get, path, for: .everybody) { answer($0, DeskLanguage(of: $0)) },
            DeskRoute(.get, "/robots.txt", for: .everybody) { robots($0) },
            DeskRoute(.get, "/sitemap.xml", for: .everybody) { sitemap($0) },
        ]
        + DeskLanguage.allCases.map { language in
            DeskRoute(.get, href(language), for: .everybody) { answer($0, language) }
        }

    static func href(_ language: DeskLanguage) -> String { "\(path)/\(language.rawValue)" }

    private static func answer(_ request: DeskRequest, _ language: DeskLanguage) -> DeskAnswer {
        let origin = request.origin
        let alternates = DeskLanguage.allCases.map { other -> HTML in
            "<link rel=\"alternate\" hreflang=\"\(other.tag)\" href=\"\(origin)\(href(other))\">\n"
        }
        let head: HTML = """
            <meta name="description" content="\(PageText.aboutDescription(language))">
            <link rel="canonical" href="\(origin)\(href(language))">
            \(HTML.joined(alternates))<link rel="alternate" hreflang="x-default" href="\(origin)\(path)">
            <meta property="og:title" content="\(PageText.aboutTitle(language))">
            <meta property="og:description" content="\(PageText.aboutDescription(language))">
            <meta property="og:type" content="website">
            <meta property="og:url" content="\(origin)\(href(language))">
            \(structuredData(origin, language))
            """
        return PageLayout(language).page(
            title: PageText.aboutTitle(language), head: head, isFindable: true, content(language))
    }

    private static func content(_ language: DeskLanguage) -> HTML {
        func list(_ texts: [PageText], isOrdered: Bool) -> HTML {
            let items = texts.map { text -> HTML in "<li>\(text(language))</li>" }
            let tag: HTML = isOrdered ? "ol" : "ul"
            return "<\(tag)>\(HTML.joined(items))</\(tag)>"
        }
        let languages = DeskLanguage.allCases.filter { $0 != language }.map { other -> HTML in
            "<a href=\"\(href(other))\" hreflang=\"\(other.tag)\" lang=\"\(other.tag)\">\(other.catalogue.ownName)</a>"
        }
        return """
            <section><h1>\(PageText.aboutTitle(language))</h1>
            <p>\(PageText.aboutLead(language))</p></section>
            <section><h2>\(PageText.aboutWhatHeading(language))</h2>
            \(list([.aboutShare, .aboutProve, .aboutCheck, .aboutPrivate], isOrdered: false))</section>
            <section><h2>\(PageText.aboutJoinHeading(language))</h2>
            \(list([.aboutJoinAsk, .aboutJoinKeys, .aboutJoinRights, .aboutJoinFirst], isOrdered: true))</section>
            <section><h2>\(PageText.startTitle(language))</h2>
            <p><a href="/">\(PageText.aboutProduct(language))</a></p></section>
            <p>\(HTML.joined(languages, by: " · "))</p>
            """
    }

    /// Source: schema.org, vocabulary `WebSite` and `WebPage`, as JSON-LD. It is data: no browser runs it.
    private static func structuredData(_ origin: String, _ language: DeskLanguage) -> HTML {
        let data = JSONValue.object([
            "@context": .string("https://schema.org"), "@type": .string("WebPage"),
            "name": .string(PageText.aboutTitle(language)),
            "description": .string(PageText.aboutDescription(language)),
            "inLanguage": .string(language.tag),
            "url": .string(origin + href(language)),
            "isPartOf": .object([
                "@type": .string("WebSite"), "name": .string(PageText.siteName(language)),
                "url": .string(origin + "/"),
            ]),
        ])
        return HTML.data(String(decoding: data.bytes, as: UTF8.self))
    }

    private static func robots(_ request: DeskRequest) -> DeskAnswer {
        let text = """
            User-agent: *
            Allow: \(path)
            Disallow: /console
            Disallow: /find
            Disallow: /01/
            Disallow: /verify/
            Sitemap: \(request.origin)/sitemap.xml

            """
        return DeskAnswer(mediaType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// Source: sitemaps.org, protocol 0.9, with the language links that search engines read there.
    private static func sitemap(_ request: DeskRequest) -> DeskAnswer {
        let links = DeskLanguage.allCases.map { other -> HTML in
            "<xhtml:link rel=\"alternate\" hreflang=\"\(other.tag)\" href=\"\(request.origin)\(href(other))\"/>"
        }
        let pages = DeskLanguage.allCases.map { language -> HTML in
            "<url><loc>\(request.origin)\(href(language))</loc>\(HTML.joined(links))</url>\n"
        }
        let text: HTML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
            \(HTML.joined(pages))</urlset>

            """
        return DeskAnswer(
            mediaType: "application/xml; charset=utf-8", body: Array(text.markup.utf8))
    }
}

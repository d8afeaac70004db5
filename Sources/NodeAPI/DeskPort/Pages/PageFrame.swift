/// What stands around the content of a page: whose page it is, and what all pages of that one begin and end with.
struct PageFrame: Sendable {
    /// Of the whole, behind the title of each page.
    let name: String
    /// From the start of the body to the content.
    let opening: HTML
    /// What the foot of the page has.
    let foot: HTML
    /// What the answer depends on beside its address, as `Vary` says it (RFC 9110, section 12.5.5).
    let vary: String

    /// Around what everybody may ask of a product.
    static func productCheck(_ language: DeskLanguage) -> PageFrame {
        let name = PageText.siteName(language)
        return PageFrame(
            name: name,
            opening: """
                <body>
                <header class="top"><a href="/">\(PageLayout.mark)<span>\(name)</span></a></header>
                <main>
                """,
            foot: """
                <p>\(PageText.tagline(language))</p>
                <p><a href="\(LandingPage.href(language))">\(PageText.aboutLink(language))</a></p>
                """, vary: "Accept, Accept-Language")
    }

    /// Around the pages of accounts, which are chosen in a language like the console's.
    static func account(_ language: DeskLanguage, at path: String) -> PageFrame {
        let check = productCheck(language)
        return PageFrame(
            name: check.name, opening: check.opening,
            foot: "\(LanguageForm(language: language, path: path).html)\(check.foot)",
            vary: check.vary + ", Cookie")
    }

    /// Around the console, and the way into it.
    ///
    /// - Parameters:
    ///   - bar: the ways about, beside the name; nothing where nobody is in yet.
    ///   - foot: by `ConsoleFooter`.
    static func console(_ language: DeskLanguage, bar: HTML = "", foot: HTML) -> PageFrame {
        PageFrame(
            name: consoleName,
            opening: """
                <body class="console">
                <a class="skip" href="#main">\(PageText.skipToContent(language))</a>
                <header class="top"><div class="bar">
                <a class="home" href="\(SignInPath.home)">\(PageLayout.mark)<span>\(consoleName)</span></a>
                \(bar)
                </div></header>
                <main id="main" tabindex="-1">
                """, foot: foot, vary: "Accept, Accept-Language, Cookie")
    }

    private static let consoleName = "Touchstone"
}

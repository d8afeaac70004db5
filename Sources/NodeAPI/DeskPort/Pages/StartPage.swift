/// Where a person without a scanner begins: one field for what is printed on the product. Programs that
/// ask this root what it can do (`OPTIONS`) are told the versions of EPCIS.
enum StartPage {
    static let route = DeskRoute(.get, "/", for: .everybody, discovery: EPCISVersions.headers) {
        request in
        let language = DeskLanguage(of: request)
        let content: HTML = """
            <form action="/find" method="get">
            <h1>\(PageText.startTitle(language))</h1>
            <p>\(PageText.startLead(language))</p>
            <label for="code">\(PageText.codeLabel(language))</label>
            <input id="code" name="code" required maxlength="2048" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="hint">
            <p class="small" id="hint">\(PageText.codeHint(language))</p>
            <button type="submit">\(PageText.checkButton(language))</button>
            </form>
            """
        return PageLayout(language).page(title: PageText.startTitle(language), content)
    }
}

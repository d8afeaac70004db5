import SignIn

/// The pages around signing in and out: the console's, before one is in it and after.
struct SignInPage {
    private let language: DeskLanguage
    private let layout: PageLayout

    /// - Parameter footer: who looks, and where a change of the language comes back to.
    init(_ footer: ConsoleFooter) {
        language = footer.language
        layout = PageLayout(footer.language, .console(footer.language, foot: footer.html()))
    }

    private func page(_ title: PageText, status: Int = 200, _ content: HTML) -> DeskAnswer {
        layout.page(
            title: title(language), status: status,
            """
            <div class="narrow">
            \(content)
            </div>
            """)
    }

    /// Where somebody begins.
    ///
    /// - Parameters:
    ///   - provider: what the identity provider is called, if there is one.
    ///   - next: where to go on afterwards.
    func start(provider: String?, next: String?) -> DeskAnswer {
        let way: HTML =
            provider.map { name in
                "<p><a class=\"button\" href=\"\(SignInPath.provider(next: next))\">\(PageText.signInAt(language)) <bdi>\(name)</bdi></a></p>"
            } ?? ""
        let content: HTML = """
            <section><h1>\(PageText.signInTitle(language))</h1>
            <p>\(PageText.signInLead(language))</p>
            \(way)
            <p>\(PageText.signInByLink(language))</p></section>
            """
        return page(.signInTitle, content)
    }

    /// In place of a page that needs a person.
    ///
    /// - Parameter typed: into a form of a session that is over.
    func needed(next: String?, typed: TypedText = TypedText()) -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(PageText.signInTitle(language))</h1>
            <p>\(PageText.signInNeeded(language))</p>
            <p><a href="\(SignInPath.start(next: next))">\(PageText.signInButton(language))</a></p></section>
            \(typed.html(language))
            """
        return page(.signInTitle, status: 401, content)
    }

    /// Opening a link signs nobody in: what looks at links before people do would use it up.
    func confirm(_ person: Person, action: String) -> DeskAnswer {
        let content: HTML = """
            <form action="\(action)" method="post">
            <h1>\(PageText.signInTitle(language))</h1>
            <p>\(PageText.signInAs(language)) <strong><bdi>\(person.displayName)</bdi></strong></p>
            <button type="submit">\(PageText.signInButton(language))</button>
            <p class="small">\(PageText.signInNotYou(language))</p>
            </form>
            """
        return page(.signInTitle, content)
    }

    func linkOver() -> DeskAnswer {
        message(PageText.linkOverTitle, PageText.linkOver, status: 410)
    }

    /// The step within this site: a browser sends the new session's cookie along only with what a page of
    /// this desk has it ask.
    func signedIn(next: String) -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(PageText.signedInTitle(language))</h1>
            <p><a href="\(next)">\(PageText.goOn(language))</a></p></section>
            """
        return page(.signedInTitle, content)
            .adding("refresh", "0; url=\(next)")
    }

    func notBegun() -> DeskAnswer {
        message(PageText.notBegunTitle, PageText.notBegun, status: 400)
    }

    func notOnList() -> DeskAnswer {
        message(PageText.notOnListTitle, PageText.notOnList, status: 403)
    }

    func providerFailed(_ error: SignInError) -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(PageText.providerFailedTitle(language))</h1>
            <p>\(PageText.providerFailed(language))</p>
            <p class="small" lang="en">\(error.description)</p>
            <p><a href="\(SignInPath.start)">\(PageText.signInButton(language))</a></p></section>
            """
        return page(.providerFailedTitle, status: 502, content)
    }

    func tooManyAttempts() -> DeskAnswer {
        message(PageText.tooManyTitle, PageText.tooManyAttempts, status: 429)
            .adding("retry-after", "60")
    }

    func account(_ person: DeskPerson) -> DeskAnswer {
        let roles = person.roles.sorted().map { PageText.name(of: $0)(language) }
        let content: HTML = """
            <section><h1>\(PageText.accountTitle(language))</h1>
            \(layout.facts([
                (PageText.accountName, "<bdi>\(person.displayName)</bdi>"),
                (PageText.accountID, "<code>\(person.id.rawValue)</code>"),
                (PageText.accountRoles, "\(roles.joined(separator: ", "))"),
            ]))
            <p><a href="\(SignInPath.home)">\(PageText.navOverview(language))</a></p></section>
            <form action="\(SignInPath.signOut)" method="post">
            \(person.formField)
            <button type="submit">\(PageText.signOutButton(language))</button>
            </form>
            """
        return page(.accountTitle, content)
    }

    func signedOut() -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(PageText.signedOutTitle(language))</h1>
            <p>\(PageText.signedOut(language))</p>
            <p><a href="\(SignInPath.start)">\(PageText.signInButton(language))</a></p></section>
            """
        return page(.signedOutTitle, content)
    }

    private func message(_ title: PageText, _ text: PageText, status: Int) -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(title(language))</h1>
            <p>\(text(language))</p>
            <p><a href="\(SignInPath.start)">\(PageText.signInButton(language))</a></p></section>
            """
        return page(title, status: status, content)
    }
}

extension SignInPage {
    /// What a form or an identity provider's answer brought about is not shown again by its address: a change of the
    /// language leads to where one begins.
    init(answering request: DeskRequest) {
        let language = DeskLanguage(of: request)
        guard request.method == .get, request.target.path != ProviderRoutes.finish else {
            self.init(ConsoleFooter(language: language, person: nil, path: SignInPath.start))
            return
        }
        let query = request.target.query.map { "?\($0)" } ?? ""
        self.init(
            ConsoleFooter(
                language: language, person: request.caller.person,
                path: request.target.path + query))
    }
}

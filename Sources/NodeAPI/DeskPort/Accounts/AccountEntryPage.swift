import Accounts
import Peering

/// The pages for whoever has not signed in to an account: application, link, coming in.
struct AccountEntryPage {
    private let language: DeskLanguage
    private let layout: PageLayout

    /// - Parameter path: which a change of the language comes back to.
    init(_ language: DeskLanguage, at path: String) {
        self.language = language
        layout = PageLayout(language, .account(language, at: path))
    }

    private func text(_ text: AccountPageText) -> String { text(language) }

    /// - Parameters:
    ///   - fields: as they were sent; nil for an empty form.
    ///   - problem: what is wrong with them.
    func apply(_ fields: FormFields? = nil, problem: PeerProblem? = nil) -> DeskAnswer {
        let isAgent: HTML = fields?["agent"] == "yes" ? " checked" : ""
        let content: HTML = """
            \(wrong(problem))
            <form action="\(AccountPath.apply)" method="post">
            <h1>\(text(.applyTitle))</h1>
            <p>\(text(.lead))</p><p>\(text(.applyLead))</p>
            \(input("organisation", .organisation, fields, "maxlength=\"200\" required"))
            \(input("email", .email, fields, "type=\"email\" maxlength=\"254\" required"))
            \(input("country", .country, fields, "maxlength=\"2\" required"))
            <p><label class="tick"><input class="box" type="checkbox" name="agent" value="yes"\(isAgent)> \(text(.isAgent))</label></p>
            <label for="rights">\(text(.rights))</label>
            <textarea id="rights" name="rights" rows="4" maxlength="8000" spellcheck="false" aria-describedby="rights-hint">
            \(fields?["rights"] ?? "")</textarea>
            <p class="small" id="rights-hint">\(text(.rightsHint))</p>
            <button type="submit">\(text(.applyButton))</button>
            </form>
            <p><a href="\(AccountPath.signIn)">\(text(.signInTitle))</a></p>
            """
        return page(.applyTitle, status: problem?.status ?? 200, content)
    }

    private func input(
        _ name: String, _ label: AccountPageText, _ fields: FormFields?, _ more: HTML
    ) -> HTML {
        """
        <label for="\(name)">\(text(label))</label>
        <input id="\(name)" name="\(name)" value="\(fields?[name] ?? "")" autocomplete="off" \(more)>

        """
    }

    /// The same whether or not anything was sent.
    func mailed() -> DeskAnswer { message(.mailedTitle, .mailed) }

    func signIn(problem: PeerProblem? = nil) -> DeskAnswer {
        let content: HTML = """
            \(wrong(problem))
            <form action="\(AccountPath.signIn)" method="post">
            <h1>\(text(.signInTitle))</h1>
            <p>\(text(.signInLead))</p>
            \(input("email", .email, nil, "type=\"email\" maxlength=\"254\" required"))
            <button type="submit">\(text(.signInButton))</button>
            </form>
            <p><a href="\(AccountPath.apply)">\(text(.applyTitle))</a></p>
            """
        return page(.signInTitle, status: problem?.status ?? 200, content)
    }

    /// In place of a page that needs a holder.
    func needed() -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(text(.signInTitle))</h1>
            <p>\(text(.needed))</p>
            <p><a href="\(AccountPath.signIn)">\(text(.signInTitle))</a></p></section>
            """
        return page(.signInTitle, status: 401, content)
    }

    /// Opening a link lets nobody in: what looks at links before people do would use it up.
    func confirm(_ link: AccountLink, action: String) -> DeskAnswer {
        let (name, lead): (String, HTML) =
            switch link {
            case .account(let account): (account.organisation, "")
            case .application(let application):
                (application.organisation, "<p>\(text(.confirmApplication))</p>")
            }
        let content: HTML = """
            <form action="\(action)" method="post">
            <h1>\(text(.signInTitle))</h1>
            <p>\(text(.confirmLead)) <strong><bdi>\(ShownValue.visible(name))</bdi></strong></p>
            \(lead)
            <button type="submit">\(text(.confirmButton))</button>
            </form>
            """
        return page(.signInTitle, content)
    }

    func linkOver() -> DeskAnswer { message(.signInTitle, .linkOver, status: 410) }

    func tooManyAttempts() -> DeskAnswer {
        message(.signInTitle, .tooMany, status: 429).adding("retry-after", "60")
    }

    private func message(
        _ title: AccountPageText, _ said: AccountPageText, status: Int = 200
    ) -> DeskAnswer {
        let content: HTML = """
            <section><h1>\(text(title))</h1>
            <p>\(text(said))</p>
            <p><a href="\(AccountPath.signIn)">\(text(.signInTitle))</a></p></section>
            """
        return page(title, status: status, content)
    }

    private func wrong(_ problem: PeerProblem?) -> HTML {
        guard let problem else { return "" }
        return
            "<section role=\"alert\"><h2>\(text(.wrong))</h2>\(ProblemWords(problem, language).paragraphs)</section>"
    }

    private func page(
        _ title: AccountPageText, status: Int = 200, _ content: HTML
    ) -> DeskAnswer {
        layout.page(title: text(title), status: status, content)
    }
}

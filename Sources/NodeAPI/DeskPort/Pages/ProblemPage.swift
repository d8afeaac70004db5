package import Peering
import TAXII

/// A refusal in the form that was asked for: a page for people, an error message for TAXII clients,
/// `application/problem+json` for other programs and for whoever did not say.
package enum ProblemPage {
    /// - Parameters:
    ///   - request: its number.
    ///   - acceptLanguage: what the browser wants, or what was chosen in it.
    ///   - path: where to go on, after signing in or after what went wrong.
    ///   - typed: into a form that is not looked at; people are shown it, to be copied.
    package static func answer(
        _ problem: PeerProblem, accept: String?, acceptLanguage: String?, request: String,
        path: String? = nil, typed: TypedText = TypedText()
    ) -> DeskAnswer {
        let answer = form(
            problem, accept: accept, acceptLanguage: acceptLanguage, request: request, path: path,
            typed: typed)
        return AuthenticationChallenge.header(for: problem).map {
            answer.adding("www-authenticate", $0)
        } ?? answer
    }

    private static func form(
        _ problem: PeerProblem, accept: String?, acceptLanguage: String?, request: String,
        path: String?, typed: TypedText
    ) -> DeskAnswer {
        let ranges = MediaRanges(accept)
        if ranges.quality(of: TAXIIMediaType.type) > 0,
            ranges.quality(of: PeerProblem.mediaType) == 0
        {
            return TAXIIProblem.answer(problem, request: request)
        }
        let wanted = ranges.best(of: [PeerProblem.mediaType, "text/html"])
        guard wanted == "text/html" else {
            return DeskAnswer.problem(problem).adding("vary", "Accept, Accept-Language")
        }
        let language = DeskLanguage(accepting: acceptLanguage)
        if problem.keyword == DeskAdmission.signInNeeded.keyword {
            return SignInPage(
                ConsoleFooter(language: language, person: nil, path: path ?? SignInPath.home)
            ).needed(next: path, typed: typed)
        }
        if problem.keyword == DeskAdmission.accountNeeded.keyword {
            return AccountEntryPage(language, at: path ?? AccountPath.signIn).needed()
        }
        let console = path.flatMap { ConsoleRoutes.isAround($0) ? $0 : nil }
        let back: HTML =
            console == nil
            ? "<a href=\"/\">\(PageText.again(language))</a>"
            : "<a href=\"\(SignInPath.home)\">\(PageText.backToConsole(language))</a>"
        let content: HTML = """
            <section><h1>\(PageText.problemTitle(language))</h1>
            \(ProblemWords(problem, language).paragraphs)
            <p class="small">HTTP \(String(problem.status)) · \(problem.keyword)</p></section>
            \(typed.html(language))
            <p>\(back)</p>
            """
        // Who looks is not known where all that asks is refused.
        let layout =
            console.map { path in
                let footer = ConsoleFooter(language: language, person: nil, path: path)
                return PageLayout(language, .console(language, foot: footer.html()))
            } ?? PageLayout(language)
        return layout.page(
            title: PageText.problemTitle(language), status: problem.status, content)
    }
}

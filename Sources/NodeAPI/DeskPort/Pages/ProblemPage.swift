package import Peering
import TAXII

/// A refusal in the form that was asked for: a page for people, an error message for TAXII clients,
/// `application/problem+json` for other programs and for whoever did not say.
package enum ProblemPage {
    /// - Parameters:
    ///   - request: its number.
    ///   - path: where to go on after signing in.
    package static func answer(
        _ problem: PeerProblem, accept: String?, acceptLanguage: String?, request: String,
        path: String? = nil
    ) -> DeskAnswer {
        let answer = form(
            problem, accept: accept, acceptLanguage: acceptLanguage, request: request, path: path)
        return AuthenticationChallenge.header(for: problem).map {
            answer.adding("www-authenticate", $0)
        } ?? answer
    }

    private static func form(
        _ problem: PeerProblem, accept: String?, acceptLanguage: String?, request: String,
        path: String?
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
            return SignInPage(language).needed(next: path)
        }
        if problem.keyword == DeskAdmission.accountNeeded.keyword {
            return AccountEntryPage(language).needed()
        }
        let isMissing = problem.keyword == "no-such-path"
        let lead = isMissing ? PageText.pageMissing(language) : problem.detail
        // The detail is for who calls by program, and is written in English only.
        let inEnglish: HTML = language == .english || isMissing ? "" : " lang=\"en\""
        let content: HTML = """
            <section><h1>\(PageText.problemTitle(language))</h1>
            <p\(inEnglish)>\(lead)</p>
            <p class="small">HTTP \(String(problem.status)) · \(problem.keyword)</p></section>
            <p><a href="/">\(PageText.again(language))</a></p>
            """
        return PageLayout(language).page(
            title: PageText.problemTitle(language), status: problem.status, content)
    }
}

import AuditTrail
import Peering

extension LanguageChoice {
    static let path = "/language"

    /// For everybody, so that who signs in chooses it first. It acts for no session: the browser keeps it.
    package static let route = DeskRoute(.post, path, for: .everybody, form: .nobody) { request in
        try answer(request).noted(AuditNote(.use))
    }

    /// Back to the page that one came from, which must be one of this desk.
    private static func answer(_ request: DeskRequest) throws(PeerProblem) -> DeskAnswer {
        let fields = try MultipartFields(request)
        guard let language = fields.text("to").flatMap(DeskLanguage.init(rawValue:)) else {
            throw PeerProblem(
                status: 400, keyword: "language", detail: "There is no such language here.")
        }
        let from = fields.text("from") ?? ""
        // A search is longer than what one goes on to from elsewhere.
        let isOurs =
            ConsoleRoutes.isBelow(from) && (try? RequestTarget(parsing: from)) != nil
            || SignInPath.local(from) != nil
        return DeskAnswer.redirect(
            to: request.origin + (isOurs ? from : SignInPath.home), status: 303
        )
        .adding(
            "set-cookie",
            "\(cookie)=\(language.rawValue); Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=\(seconds)"
        )
    }
}

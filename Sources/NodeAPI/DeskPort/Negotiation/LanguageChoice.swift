import Peering

/// The language that a person chose on a page, kept by the browser.
package enum LanguageChoice {
    package static let cookie = "__Host-language"
    static let seconds = 365 * 86_400
    static let cookieBytesMax = 4_096

    /// - Parameter header: `Cookie`.
    package static func chosen(_ header: String?) -> DeskLanguage? {
        guard let header, header.utf8.count <= cookieBytesMax else { return nil }
        for pair in header.split(separator: ";") {
            let sides = pair.split(separator: "=", maxSplits: 1).map(QualityValue.trimmed)
            if sides.count == 2, sides[0] == cookie {
                return DeskLanguage(rawValue: String(sides[1]))
            }
        }
        return nil
    }

    /// Back to the page that one came from, which must be one of the console.
    static func answer(_ request: DeskRequest) throws(PeerProblem) -> DeskAnswer {
        let fields = try MultipartFields(request)
        guard let language = fields.text("to").flatMap(DeskLanguage.init(rawValue:)) else {
            throw PeerProblem(
                status: 400, keyword: "language", detail: "There is no such language here.")
        }
        let from = fields.text("from") ?? ""
        let isOurs = from.hasPrefix("/console") && (try? RequestTarget(parsing: from)) != nil
        return DeskAnswer.redirect(
            to: request.origin + (isOurs ? from : "/console"), status: 303
        )
        .adding(
            "set-cookie",
            "\(cookie)=\(language.rawValue); Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=\(seconds)"
        )
    }
}

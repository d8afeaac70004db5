import GS1
import Peering

/// From what a person types to the Digital Link of it, so that both have one page.
enum FindRedirect {
    static func answer(_ request: DeskRequest) throws -> DeskAnswer {
        let language = DeskLanguage(accepting: request.header("accept-language"))
        do {
            let code = try request.target.parameter("code") ?? ""
            var item = try ItemIdentifiers(parsing: trimmed(code))
            if let serial = try request.target.parameter("serial") {
                item.serial = try Serial(parsing: trimmed(serial))
            }
            return .redirect(to: request.origin + item.digitalLinkPath, status: 303)
        } catch let error as GS1Error {
            return MissingPage(language).malformed(
                PeerProblem(status: 400, keyword: error.keyword, detail: error.description))
        }
    }

    private static func trimmed(_ text: String) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}

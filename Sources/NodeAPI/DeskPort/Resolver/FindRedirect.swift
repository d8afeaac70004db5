import GS1
import Peering

/// From what a person types to the Digital Link of it, so that both have one page.
enum FindRedirect {
    static func answer(_ request: DeskRequest) throws -> DeskAnswer {
        let language = DeskLanguage(of: request)
        do {
            let code = try request.target.parameter("code") ?? ""
            let item = try ProductCode.item(code, serial: request.target.parameter("serial"))
            return .redirect(to: request.origin + item.digitalLinkPath, status: 303)
        } catch let error as GS1Error {
            return MissingPage(language).malformed(
                PeerProblem(status: 400, keyword: error.keyword, detail: error.description))
        }
    }
}

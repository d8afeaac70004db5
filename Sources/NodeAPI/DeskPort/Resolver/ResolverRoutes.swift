import GS1
import Peering

/// The GS1 Digital Link resolver: leads from what is printed on a product to what is known about it,
/// as a page for people, as JSON, or as a set of links.
///
/// Source: GS1-Conformant resolver standard 1.2; docs/resolver.md says what of it is kept how.
package struct ResolverRoutes: Sendable {
    private let answering: any DeskAnswering

    package init(_ answering: any DeskAnswering) { self.answering = answering }

    package var routes: [DeskRoute] {
        [
            DeskRoute(.get, "/01/{item...}", for: .everybody, openToOtherSites: true) {
                try await resolve($0)
            },
            DeskRoute(
                .get, "/.well-known/gs1resolver", for: .everybody, openToOtherSites: true,
                { ResolverDescription.answer($0) }),
            DeskRoute(.get, "/find", for: .everybody) { try FindRedirect.answer($0) },
            StartPage.route, Stylesheet.route, PageLayout.iconRoute, LanguageChoice.route,
        ]
            + LandingPage.routes
            + DigitalLinkRequest.otherKeys.map { key in
                DeskRoute(.get, "/\(key)/{rest...}", for: .everybody, openToOtherSites: true) { _ in
                    throw PeerProblem(
                        status: 404, keyword: "key-not-held",
                        detail:
                            "This resolver knows products only: GTINs, application identifier 01.")
                }
            }
    }

    private func resolve(_ request: DeskRequest) async throws -> DeskAnswer {
        let language = DeskLanguage(of: request)
        let accept = MediaRanges(request.header("accept"))
        let wanted = accept.best(of: ["text/html", "application/json", Linkset.mediaType])
        let asked: DigitalLinkRequest
        do throws(PeerProblem) {
            asked = try DigitalLinkRequest(request)
        } catch {
            return wanted == "text/html"
                ? MissingPage(language).malformed(error) : DeskAnswer.problem(error)
        }
        let product: DeskProduct
        switch try await answering.product(asked.item.gtin) {
        case .registered(let found): product = found
        case .notRegistered where wanted != "text/html",
            .notInAlliance where wanted != "text/html":
            throw PeerProblem(
                status: 404, keyword: "product-not-registered",
                detail: "Nobody in the alliance has registered GTIN \(asked.item.gtin) here.")
        case .notRegistered(let owner):
            return MissingPage(language).notRegistered(asked.item.gtin, owner: owner)
        case .notInAlliance: return MissingPage(language).notInAlliance(asked.item.gtin)
        }
        let linkset = "\(request.origin)\(asked.item.digitalLinkPath)"
        let link = linkset + (linkset.contains("?") ? "&" : "?") + "linkType=linkset"
        return try await answer(request, asked, product, language, wanted)
            .adding("link", "<\(link)>; rel=\"linkset\"; type=\"\(Linkset.mediaType)\"")
    }

    private func answer(
        _ request: DeskRequest, _ asked: DigitalLinkRequest, _ product: DeskProduct,
        _ language: DeskLanguage, _ wanted: String?
    ) async throws -> DeskAnswer {
        switch asked.linkType {
        case .linkset: return linkset(request, asked, product, language)
        case .named("verificationService"):
            guard let path = VerificationPath.path(of: asked.item) else {
                throw PeerProblem(
                    status: 404, keyword: "no-such-link",
                    detail:
                        "The verification service is asked with lot (10), serial (21) and expiry (17)."
                )
            }
            return .redirect(to: Self.passingOn(asked.query, to: request.origin + path))
        case .named(let name):
            if let link = link(name, of: product, request) {
                return .redirect(to: Self.passingOn(asked.query, to: link.href))
            }
        case .unspecified:
            if wanted == Linkset.mediaType { return linkset(request, asked, product, language) }
            // A code without a serial is not about one item: the brand's page is what it is for.
            if wanted == "text/html", asked.item.serial == nil,
                let link = link("pip", of: product, request)
            {
                return .redirect(to: Self.passingOn(asked.query, to: link.href))
            }
        }
        guard wanted != nil else {
            throw PeerProblem(
                status: 406, keyword: "not-acceptable",
                detail: "This is text/html, application/json or \(Linkset.mediaType).")
        }
        let verdict = try await answering.authenticate(
            asked.item,
            for: DeskInquiry(
                caller: request.caller, purpose: "digital link", country: asked.country))
        guard wanted == "text/html" else {
            return VerdictJSON.answer(asked.item, product, verdict, language)
        }
        return VerdictPage(language: language, requestID: request.id)
            .page(asked.item, product, verdict, asksWhere: asked.country == nil)
    }

    private func linkset(
        _ request: DeskRequest, _ asked: DigitalLinkRequest, _ product: DeskProduct,
        _ language: DeskLanguage
    ) -> DeskAnswer {
        DeskAnswer.json(
            Linkset(product: product, item: asked.item, origin: request.origin)
                .json(language).bytes,
            mediaType: Linkset.mediaType
        )
        .adding("vary", "Accept, Accept-Language")
        .adding(
            "link",
            "<\(Linkset.context)>; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\""
        )
    }

    /// The link of a type in the caller's language, else the first.
    private func link(
        _ name: String, of product: DeskProduct, _ request: DeskRequest
    ) -> DeskLink? {
        let language = DeskLanguage(of: request)
        let links = product.links.filter { $0.linkType == name }
        return links.first { $0.language?.lowercased().hasPrefix(language.rawValue) == true }
            ?? links.first
    }

    /// All parameters of the request go along (resolver standard 1.2).
    private static func passingOn(_ query: String?, to href: String) -> String {
        guard let query, !query.isEmpty else { return href }
        let sides = href.split(separator: "#", maxSplits: 1)
        let joint = sides[0].contains("?") ? "&" : "?"
        return sides[0] + joint + query + (sides.count > 1 ? "#" + sides[1] : "")
    }
}

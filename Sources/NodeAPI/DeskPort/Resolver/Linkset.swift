import GS1
import JSON

/// The links of one request, level by level from the item up to the product.
///
/// Source: RFC 9264, section 4.2 (JSON); GS1-Conformant resolver standard 1.2: every link has target,
/// type and title; one is the default.
struct Linkset {
    static let mediaType = "application/linkset+json"
    /// Makes the JSON readable as JSON-LD.
    static let context = "https://ref.gs1.org/standards/resolver/linkset-context"

    let product: DeskProduct
    let item: ItemIdentifiers
    let origin: String

    func json(_ language: DeskLanguage) -> JSONValue {
        let name = product.name(in: language)?.text ?? product.brand
        let productURI = origin + "/01/\(product.gtin)"
        var levels: [JSONValue] = []
        if item.serial != nil || item.lot != nil {
            let itemURI = origin + item.digitalLinkPath
            let here = link(itemURI, PageText.siteName(language), "text/html")
            var members: [(String, JSONValue?)] = [
                ("anchor", .string(itemURI)),
                ("itemDescription", .string(name)),
                (LinkType.vocabulary + "defaultLink", .array([here])),
            ]
            if let path = VerificationPath.path(of: item) {
                members.append(
                    (
                        LinkType.vocabulary + "verificationService",
                        .array([
                            link(origin + path, "GS1 verification messaging", "application/json")
                        ])
                    ))
            }
            levels.append(.members(members))
        }
        levels.append(productLevel(productURI, name, language))
        return .members([("linkset", .array(levels))])
    }

    private func productLevel(
        _ uri: String, _ name: String, _ language: DeskLanguage
    ) -> JSONValue {
        var members: [(String, JSONValue?)] = [
            ("anchor", .string(uri)), ("itemDescription", .string(name)),
        ]
        let pages = product.links.filter { $0.linkType == "pip" }
        let first = pages.first.map { link($0.href, $0.title, nil) }
        members.append(
            (
                LinkType.vocabulary + "defaultLink",
                .array([first ?? link(uri, PageText.siteName(language), nil)])
            ))
        if pages.isEmpty {
            members.append(
                (
                    LinkType.vocabulary + "pip",
                    .array([link(uri, PageText.siteName(language), "text/html")])
                ))
        }
        for linkType in Set(product.links.map(\.linkType)).sorted() {
            let links = product.links.filter { $0.linkType == linkType }.map {
                link($0.href, $0.title, "text/html", $0.language)
            }
            members.append((LinkType.vocabulary + linkType, .array(links)))
        }
        return .members(members)
    }

    private func link(
        _ href: String, _ title: String, _ type: String?, _ language: String? = nil
    ) -> JSONValue {
        .members([
            ("href", .string(href)), ("title", .string(title)),
            ("type", type.map { .string($0) }),
            ("hreflang", language.map { .array([.string($0)]) }),
        ])
    }
}

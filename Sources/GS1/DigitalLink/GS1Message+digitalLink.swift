extension GS1Message {
    /// The Digital Link that says the same: the first element that is a primary key, its qualifiers in
    /// their order, and the rest as attributes, those of pre-defined length first. Each AI once.
    ///
    /// - Parameter domain: what comes before the path, with or without a stem and a slash at the end:
    ///   `https://example.com/some/stem`.
    /// - Throws: `GS1Error.message` if there is no primary key, if an element may not be an attribute,
    ///   or if `domain` is no URI of the web without query.
    package func digitalLink(
        domain: String = DigitalLink.canonicalDomain, options: GS1Options = []
    ) throws(GS1Error) -> String {
        let uri = try DigitalLinkURI(Array(domain.utf8)[...], hasDomain: true)
        let isPlain = !domain.utf8.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        guard isPlain, uri.query.isEmpty else {
            throw .message(
                GS1Fault(.digitalLink, at: 0, "a domain for a link has no query and no fragment"))
        }
        let path = try digitalLinkPath(options: options)
        return (domain.hasSuffix("/") ? String(domain.dropLast()) : domain) + path
    }

    /// Path and query of `digitalLink(domain:options:)`.
    package func digitalLinkPath(options: GS1Options = []) throws(GS1Error) -> String {
        guard let key = elements.first(where: \.identifier.isPrimaryKey) else {
            throw .message(
                GS1Fault(
                    .primaryKeyMissing, at: 0,
                    "no element is a GS1 key, which a Digital Link begins with"))
        }
        let present = Set(elements.map(\.ai))
        var qualifiers: [String] = []
        for alternative in key.identifier.qualifiers {
            let given = alternative.filter(present.contains)
            if given.count > qualifiers.count { qualifiers = given }
        }
        let inPath = Set(qualifiers + [key.ai])
        let attributes = canonical.elements.filter { !inPath.contains($0.ai) }
        for attribute in attributes {
            let isAllowed =
                attribute.identifier.isKnown
                ? attribute.identifier.isDataAttribute : options.contains(.unknownAttributes)
            guard isAllowed else {
                throw .message(
                    GS1Fault(
                        .notAnAttribute, ai: attribute.ai, at: attribute.offset,
                        length: attribute.ai.utf8.count,
                        "may not stand in a Digital Link with AI \(key.ai)"))
            }
        }
        let path = ([key.ai] + qualifiers)
            .map { "/\($0)/\(PercentEncoding.encoded(self[$0] ?? "", isQuery: false))" }.joined()
        let query =
            attributes
            .map { "\($0.ai)=\(PercentEncoding.encoded($0.value, isQuery: true))" }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }
}

import NIOHTTP1

/// The header fields of every answer of the desk port.
enum StandardHeaders {
    /// No scripts, no frames, nothing from elsewhere; styles and pictures from this port.
    static let pagePolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    static let dataPolicy = "default-src 'none'; frame-ancestors 'none'"
    /// A year (RFC 6797).
    static let transportPolicy = "max-age=31536000"

    /// - Parameters:
    ///   - isOpen: pages of other sites may read the answer.
    ///   - isWebCertificate: browsers trust this port's certificate, so that they may insist on it.
    static func fields(
        for answer: DeskAnswer, id: String, date: String, isOpen: Bool, isWebCertificate: Bool
    ) -> HTTPHeaders {
        var headers = HTTPHeaders()
        let isPage = answer.mediaType?.hasPrefix("text/html") == true
        if let mediaType = answer.mediaType { headers.add(name: "content-type", value: mediaType) }
        switch answer.caching {
        case .noStore: headers.add(name: "cache-control", value: "no-store")
        case .revalidated: headers.add(name: "cache-control", value: "private, no-cache")
        case .everybody(let seconds):
            headers.add(name: "cache-control", value: "public, max-age=\(seconds)")
        }
        headers.add(name: "date", value: date)
        headers.add(name: "x-request-id", value: id)
        headers.add(name: "x-content-type-options", value: "nosniff")
        // The address of a page may hold a serial number.
        headers.add(name: "referrer-policy", value: "no-referrer")
        headers.add(
            name: "content-security-policy", value: isPage ? pagePolicy : dataPolicy)
        headers.add(
            name: "cross-origin-resource-policy", value: isOpen ? "cross-origin" : "same-origin")
        if isWebCertificate {
            headers.add(name: "strict-transport-security", value: transportPolicy)
        }
        if isOpen {
            // Without credentials, so a member's certificate opens nothing to another site.
            headers.add(name: "access-control-allow-origin", value: "*")
            headers.add(name: "access-control-expose-headers", value: "Link, Location")
        }
        for field in answer.headers { headers.add(name: field.name, value: field.value) }
        return headers
    }

    /// What a preflight request is told, and everybody else who asks what can be done.
    static func options(_ methods: [DeskMethod], isOpen: Bool) -> DeskAnswer {
        let answer = DeskAnswer.empty(status: 204).adding("allow", allow(methods))
        guard isOpen else { return answer }
        return answer.adding("access-control-allow-methods", allow(methods))
            .adding("access-control-allow-headers", "Accept, Accept-Language")
            .adding("access-control-max-age", "86400")
    }

    /// `HEAD` comes with `GET`, `OPTIONS` with all.
    static func allow(_ methods: [DeskMethod]) -> String {
        methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
            .joined(separator: ", ") + ", OPTIONS"
    }
}

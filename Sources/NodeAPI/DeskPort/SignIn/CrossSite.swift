package import Peering
import SignIn

/// Whether a request that changes something was made by a page of this desk, or by a program.
///
/// Three bars, each of which holds alone: browsers say which site a request comes from
/// (`Sec-Fetch-Site`, Fetch Metadata; `Origin`, RFC 6454), the session's cookie does not travel with
/// another site's requests, and a form brings back what only this session was shown. The last is asked for where a session
/// acts; what acts for none (`DeskRoute.FormOwner.nobody`), as a sign-in link, has the first alone to hold it, with a
/// session and without.
package enum CrossSite {
    private static let refused = PeerProblem(
        status: 403, keyword: "cross-site",
        detail:
            "This was sent by a page of another site, or by an old page of this one; begin again at the desk itself."
    )

    /// As of whoever is found to ask.
    ///
    /// - Throws: status 403.
    package static func check(_ request: DeskRequest) throws(PeerProblem) {
        try checkHead(request)
        switch request.caller {
        case .person(let person): try checkForm(request, of: person.formToken)
        case .accountHolder(let holder): try checkForm(request, of: holder.formToken)
        case .member, .machine, .stranger: break
        }
    }

    /// - Throws: status 403 where what changes something does not bring the token back.
    static func checkForm(_ request: DeskRequest, of token: FormToken) throws(PeerProblem) {
        guard request.method != .get else { return }
        guard isShown(token, in: request) else { throw refused }
    }

    /// What can be told before the body is there.
    ///
    /// - Throws: status 403.
    static func checkHead(_ request: DeskRequest) throws(PeerProblem) {
        guard request.method != .get else { return }
        let site = request.header("sec-fetch-site")
        // Our pages name no referrer, and for these browsers say 'null', as for a page of nobody's: it
        // tells nothing.
        let origin = request.header("origin").flatMap { $0 == "null" ? nil : $0 }
        if let site, site != "same-origin" { throw refused }
        if let origin {
            let host = request.header("host") ?? ""
            guard origin == request.origin || origin == "https://" + host else { throw refused }
        }
        switch request.caller {
        // Also where a sign-in is finished: browsers say at least one of the two.
        case .stranger, .person, .accountHolder:
            guard site != nil || origin != nil else { throw refused }
        // A certificate travels by itself too; what is no browser says neither.
        case .member, .machine: break
        }
    }

    /// As a header field, as a field of a form, or as the first part of one that carries files.
    private static func isShown(_ token: FormToken, in request: DeskRequest) -> Bool {
        if let shown = request.header(FormToken.header) { return token.matches(shown) }
        let type = request.header("content-type") ?? ""
        if type.lowercased().hasPrefix(FormFields.mediaType) {
            guard let fields = try? FormFields(parsing: request.body),
                let shown = fields[FormToken.field]
            else { return false }
            return token.matches(shown)
        }
        guard type.lowercased().hasPrefix("multipart/form-data") else { return false }
        return firstPart(of: request.body).map(token.matches) ?? false
    }

    /// The value of the first part where that is the token's field, as browsers write it: fields travel
    /// in the order of the form (HTML, section 4.10.21.8; RFC 7578).
    private static func firstPart(of body: [UInt8]) -> Substring? {
        let name = "Content-Disposition: form-data; name=\"\(FormToken.field)\"\r\n\r\n"
        let head = String(decoding: body.prefix(Self.firstPartBytesMax), as: UTF8.self)
        guard head.hasPrefix("--"), let line = head.firstRange(of: "\r\n"),
            head[line.upperBound...].hasPrefix(name)
        else { return nil }
        let value = head[line.upperBound...].dropFirst(name.count)
        return value.firstRange(of: "\r\n").map { value[..<$0.lowerBound] }
    }

    private static let firstPartBytesMax = 512
}

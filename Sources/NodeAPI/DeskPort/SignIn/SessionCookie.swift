package import SignIn

/// The cookie that a session is known by.
///
/// `__Host-`: from this host alone, over TLS, for all of its paths (RFC 6265bis, section 4.1.3.2), so
/// that no neighbour under the same domain can set it. `SameSite=Strict`: never sent with what another
/// site makes a browser ask. Without `Max-Age` it ends with the browser, and its session at the node
/// earlier or later by itself.
package enum SessionCookie {
    package static let name = "__Host-touchstone"
    package static let cookieBytesMax = 4_096

    package static func set(_ session: Secret) -> String {
        "\(name)=\(session.text); Path=/; Secure; HttpOnly; SameSite=Strict"
    }

    static let cleared = "\(name)=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict"

    /// The session that a request names; nil where it names none, two, or none that can be.
    package static func session(in fields: [String]) -> Secret? {
        value(of: name, in: fields).flatMap { Secret($0) }
    }

    /// The value of a cookie that stands once.
    static func value(of name: String, in fields: [String]) -> Substring? {
        guard fields.reduce(0, { $0 + $1.utf8.count }) <= cookieBytesMax else { return nil }
        var found: Substring?
        for pair in fields.flatMap({ $0.split(separator: ";") }) {
            let sides = pair.drop { $0 == " " }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, sides[0] == name else { continue }
            guard found == nil else { return nil }
            found = sides[1]
        }
        return found
    }
}

/// What a program shows: `Authorization: Bearer touchstone_…` (RFC 6750, section 2.1).
package enum BearerToken {
    package enum Shown: Equatable {
        case nothing
        case token(Secret)
        /// Of a scheme that is not this desk's, such as `Basic`: it is meant for something else, and says nothing here.
        case ofOtherScheme
        /// Something that is no token of this desk, or one that is not shown as a token is.
        case unreadable
    }

    package static func shown(in fields: [String]) -> Shown {
        guard let field = fields.first else { return .nothing }
        let sides = field.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count == 1, let scheme = sides.first else { return .unreadable }
        guard scheme.lowercased() == "bearer" else {
            return sides.contains { AccessToken.secret(in: $0) != nil }
                ? .unreadable : .ofOtherScheme
        }
        guard sides.count == 2, let secret = AccessToken.secret(in: sides[1]) else {
            return .unreadable
        }
        return .token(secret)
    }
}

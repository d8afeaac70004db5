package import SignIn

/// The cookie that the session of an account's holder is known by: another one than that of the member's people,
/// with the same attributes (`SessionCookie`), so that neither is ever taken for the other.
package enum AccountCookie {
    package static let name = "__Host-touchstone-account"

    package static func set(_ session: Secret) -> String {
        "\(name)=\(session.text); Path=/; Secure; HttpOnly; SameSite=Strict"
    }

    static let cleared = "\(name)=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict"

    /// The session that a request names; nil where it names none, two, or none that can be.
    package static func session(in fields: [String]) -> Secret? {
        SessionCookie.value(of: name, in: fields).flatMap { Secret($0) }
    }
}

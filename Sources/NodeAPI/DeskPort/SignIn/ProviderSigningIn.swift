package import SignIn

/// Signing in at the member's identity provider.
package protocol ProviderSigningIn: Sendable {
    /// What the button says; nil where there is no provider at present.
    var name: String? { get }

    /// - Parameters:
    ///   - next: where to go on afterwards, a path of this desk.
    ///   - returningTo: where the provider sends the browser back to.
    /// - Returns: where to send the browser, and what it keeps meanwhile.
    /// - Throws: `SignInError.provider`.
    func begin(next: String?, returningTo: String) async throws -> (
        location: String, browser: Secret
    )

    /// - Parameters:
    ///   - browser: what the browser kept.
    ///   - issuer: who says that it answers, where it says so (RFC 9207).
    /// - Throws: `SignInError.provider`.
    func finish(
        browser: Secret, state: String, code: String, issuer: String?, returningTo: String
    ) async throws -> ProviderOutcome
}

package enum ProviderOutcome: Sendable {
    case signedIn(Secret, next: String?)
    /// The provider knows the person, this member's list does not.
    case notOnList
    /// This browser was sent nowhere, too long ago, or with another state.
    case notBegun
}

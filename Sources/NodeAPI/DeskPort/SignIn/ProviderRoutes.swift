import Peering
import SignIn

/// Signing in at the member's identity provider: OpenID Connect, authorization code flow with PKCE.
///
/// The provider sends the browser back from another site, so the session's cookie, which is
/// `SameSite=Strict`, cannot come along. What ties the answer to the browser is a cookie of ten minutes
/// that is `Lax`; and the answer is a page of this desk, from which the browser goes on by itself: only
/// that step is one within the site.
package struct ProviderRoutes: Sendable {
    package static let begin = SignInPath.provider
    package static let finish = "/sign-in/return"

    static let cookie = "__Host-touchstone-begun"
    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

    private let provider: any ProviderSigningIn
    private let signIn: any DeskSignIn

    package init(_ provider: any ProviderSigningIn, _ signIn: any DeskSignIn) {
        self.provider = provider
        self.signIn = signIn
    }

    package var routes: [DeskRoute] {
        [
            DeskRoute(.get, Self.begin, for: .everybody) {
                try requireProvider()
                return try await begin($0)
            },
            DeskRoute(.get, Self.finish, for: .everybody) {
                try requireProvider()
                return try await finish($0)
            },
        ]
    }

    private func requireProvider() throws(PeerProblem) {
        guard provider.name != nil else {
            throw PeerProblem(
                status: 404, keyword: "no-provider",
                detail: "Nobody signs in at an identity provider here.")
        }
    }

    private func page(_ request: DeskRequest) -> SignInPage { SignInPage(answering: request) }

    private func begin(_ request: DeskRequest) async throws -> DeskAnswer {
        guard signIn.takeAttempt(from: SignInRoutes.place(request)) else {
            return page(request).tooManyAttempts()
        }
        let next = SignInPath.local(try request.target.parameter("next"))
        do {
            let (location, browser) = try await provider.begin(
                next: next, returningTo: request.origin + Self.finish)
            return .redirect(to: location, status: 303)
                .adding(
                    "set-cookie",
                    "\(Self.cookie)=\(browser.text); Max-Age=\(BegunSignIn.millisecondsMax / 1_000); \(Self.attributes)"
                )
        } catch let error as SignInError {
            return page(request).providerFailed(error)
        }
    }

    private func finish(_ request: DeskRequest) async throws -> DeskAnswer {
        guard signIn.takeAttempt(from: SignInRoutes.place(request)) else {
            return page(request).tooManyAttempts()
        }
        let answer = try await outcome(of: request)
        return answer.adding("set-cookie", "\(Self.cookie)=; Max-Age=0; \(Self.attributes)")
    }

    private func outcome(of request: DeskRequest) async throws -> DeskAnswer {
        let page = page(request)
        let fields = request.headers.filter { $0.name == "cookie" }.map(\.value)
        guard
            let browser = SessionCookie.value(of: Self.cookie, in: fields).flatMap({ Secret($0) }),
            let state = try request.target.parameter("state")
        else { return page.notBegun() }
        guard let code = try request.target.parameter("code"),
            (1...ProviderURL.bytesMax).contains(code.utf8.count)
        else {
            // What the provider says of it is its own affair, and nothing to show unread.
            return page.providerFailed(.provider("it did not sign you in"))
        }
        do {
            let outcome = try await provider.finish(
                browser: browser, state: state, code: code,
                issuer: try request.target.parameter("iss"),
                returningTo: request.origin + Self.finish)
            switch outcome {
            case .signedIn(let session, let next):
                return page.signedIn(next: next ?? SignInPath.home)
                    .adding("set-cookie", SessionCookie.set(session))
                    .noted(SignInRoutes.began(session, signIn))
            case .notOnList: return page.notOnList().refusing("not-on-list", request, signIn)
            case .notBegun: return page.notBegun().refusing("not-begun", request, signIn)
            }
        } catch let error as SignInError {
            return page.providerFailed(error).refusing("provider", request, signIn)
        }
    }
}

import AllianceNames
import AuditTrail
import Peering
import SignIn

/// Signing in with a link, the account, signing out.
package struct SignInRoutes: Sendable {
    private let signIn: any DeskSignIn
    private let provider: (any ProviderSigningIn)?

    /// - Parameter provider: nil where people sign in by link only.
    package init(_ signIn: any DeskSignIn, provider: (any ProviderSigningIn)? = nil) {
        self.signIn = signIn
        self.provider = provider
    }

    package var routes: [DeskRoute] {
        [
            DeskRoute(.get, SignInPath.start, for: .everybody) { try start($0) },
            DeskRoute(.get, SignInPath.link + "/{secret}", for: .everybody) {
                try await confirm($0)
            },
            DeskRoute(.post, SignInPath.link + "/{secret}", for: .everybody, form: .nobody) {
                try await finish($0)
            },
            DeskRoute(.get, SignInPath.account, for: .people(.view)) { try account($0) },
            DeskRoute(.post, SignInPath.signOut, for: .everybody) { try await signOut($0) },
        ] + PurposeRoutes(signIn).routes
            + (provider.map { ProviderRoutes($0, signIn).routes } ?? [])
    }

    private func page(_ request: DeskRequest) -> SignInPage { SignInPage(answering: request) }

    private func start(_ request: DeskRequest) throws -> DeskAnswer {
        let next = SignInPath.local(try request.target.parameter("next"))
        if request.caller.person != nil {
            return .redirect(to: request.origin + (next ?? SignInPath.home), status: 303)
        }
        return page(request).start(provider: provider?.name, next: next)
    }

    // MARK: By link

    private func confirm(_ request: DeskRequest) async throws -> DeskAnswer {
        guard signIn.takeAttempt(from: Self.place(request)) else {
            return page(request).tooManyAttempts()
        }
        guard let link = Secret(request.parameters["secret"] ?? ""),
            let person = try await signIn.person(ofLink: link)
        else { return page(request).linkOver().refusing("link", request, signIn) }
        return page(request).confirm(person, action: "\(SignInPath.link)/\(link.text)")
    }

    private func finish(_ request: DeskRequest) async throws -> DeskAnswer {
        guard signIn.takeAttempt(from: Self.place(request)) else {
            return page(request).tooManyAttempts()
        }
        guard let link = Secret(request.parameters["secret"] ?? ""),
            let session = try await signIn.begin(usingLink: link)
        else { return page(request).linkOver().refusing("link", request, signIn) }
        // Whoever was signed in here before is so no more: one browser, one person.
        try await endSession(of: request)
        return .redirect(to: request.origin + SignInPath.home, status: 303)
            .adding("set-cookie", SessionCookie.set(session))
            .noted(Self.began(session, signIn))
    }

    /// For the audit log: whose session begins. Who asked was a stranger still.
    static func began(_ session: Secret, _ signIn: any DeskSignIn) -> AuditNote {
        AuditNote(
            .signIn,
            who: signIn.person(with: session).flatMap { DeskCaller.person($0).auditActor })
    }

    /// Where attempts come from: a browser with a certificate counts as its member.
    static func place(_ request: DeskRequest) -> String { place(request.caller) }

    static func place(_ caller: DeskCaller) -> String {
        switch caller {
        case .stranger(let address): "address \(address)"
        case .accountHolder(let holder): "account \(holder.id)"
        case .member, .person, .machine: "member \(caller.member?.rawValue ?? "")"
        }
    }

    // MARK: Account

    private func account(_ request: DeskRequest) throws -> DeskAnswer {
        guard let person = request.caller.person else { throw DeskAdmission.signInNeeded }
        return page(request).account(person)
    }

    /// Whoever has no session any more is signed out all the same.
    private func signOut(_ request: DeskRequest) async throws -> DeskAnswer {
        try await endSession(of: request)
        return page(request).signedOut().adding("set-cookie", SessionCookie.cleared)
            .noted(AuditNote(.signOut))
    }

    private func endSession(of request: DeskRequest) async throws {
        let cookies = request.headers.filter { $0.name == "cookie" }.map(\.value)
        if let session = SessionCookie.session(in: cookies) { try await signIn.end(session) }
    }
}

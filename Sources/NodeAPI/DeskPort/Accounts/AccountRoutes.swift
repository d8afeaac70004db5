import Accounts
import AllianceNames
import Complaints
import Notices
import Peering
import SignIn

/// The pages of accounts of rights holders: `docs/hosted-accounts.md`.
///
///     GET  /account/apply            asks for an account; POST mails a link to its address
///     GET  /account/sign-in          POST mails a link to the account's holder
///     GET  /account/link/{secret}    POST lets in, once
///     POST /account/sign-out
///     GET  /account/home             how the account stands
///     POST /account/code             enters the code of a registered owner
///     POST /account/rights           names one right more
///     POST /account/clients          names a client with its authorisation; …/end ends one
///
/// and, at a desk that files complaints, what `complaintRoutes` has.
package struct AccountRoutes: Sendable {
    let accounts: any HostedAccounts
    /// Nil at a desk that files none.
    let complaints: (any DeskComplaints)?
    private let measures: (any DeskMeasures)?
    private let signIn: any DeskSignIn
    /// Whose desk it is: the platform.
    let own: MemberID
    let uploads: AccountUploads

    package init(
        _ accounts: any HostedAccounts, complaints: (any DeskComplaints)?,
        measures: (any DeskMeasures)? = nil,
        signIn: any DeskSignIn, uploads: AccountUploads = AccountUploads()
    ) {
        self.accounts = accounts
        self.complaints = complaints
        self.measures = measures
        self.signIn = signIn
        self.uploads = uploads
        own = signIn.member
    }

    /// A document, and what a form has around it.
    static let clientFormBytesMax = AccountLimits.documentBytesMax + (64 << 10)

    package var routes: [DeskRoute] {
        [
            open(.get, AccountPath.apply) { entry($0).apply() },
            open(.post, AccountPath.apply) { try await apply($0) },
            open(.get, AccountPath.signIn) { entry($0).signIn() },
            open(.post, AccountPath.signIn) { try await sendLink($0) },
            open(.get, AccountPath.link + "/{secret}") { try await confirm($0) },
            open(.post, AccountPath.link + "/{secret}") { try await comeIn($0) },
            open(.post, AccountPath.signOut, form: .account) { try await signOut($0) },
            held(.get, AccountPath.home) { try await homePage($0, $1) },
            held(.post, AccountPath.code) { try await enter($0, $1) },
            held(.post, AccountPath.rights) { request, holder in
                try await changed(request, holder) {
                    let right = try AccountForm.right(FormFields(parsing: request.body))
                    return .addRight(right, client: nil)
                }
            },
            held(
                .post, AccountPath.clients,
                collecting: BodyPlaces(bytesMax: Self.clientFormBytesMax, atOnceMax: 2)
            ) { try await addClient($0, $1) },
            held(.post, AccountPath.clientEnd) { request, holder in
                try await changed(request, holder) {
                    .endClient(try FormFields(parsing: request.body)["client"] ?? "")
                }
            },
        ] + (complaints.map(complaintRoutes) ?? [])
    }

    // MARK: Kinds of routes

    private func open(
        _ method: DeskMethod, _ path: String, form: DeskRoute.FormOwner = .nobody,
        _ handler: @escaping @Sendable (DeskRequest) async throws -> DeskAnswer
    ) -> DeskRoute {
        DeskRoute(method, path, for: .everybody, form: form) { request in
            do {
                return try await handler(request)
            } catch let error as AccountError {
                throw error.problem
            }
        }
    }

    typealias HolderHandler =
        @Sendable (DeskRequest, DeskAccountHolder) async throws -> DeskAnswer

    func held(
        _ method: DeskMethod, _ path: String, collecting: BodyPlaces? = nil,
        _ handler: @escaping HolderHandler
    ) -> DeskRoute {
        DeskRoute(method, path, for: .accountHolders, collecting: collecting) { request in
            guard case .accountHolder(let holder) = request.caller else {
                throw DeskAdmission.accountNeeded
            }
            do {
                return try await handler(request, holder)
            } catch let error as AccountError {
                throw error.problem
            }
        }
    }

    func layout(_ request: DeskRequest, _ holder: DeskAccountHolder) -> AccountLayout {
        AccountLayout(
            language: DeskLanguage(of: request),
            path: Self.path(of: request, otherwise: AccountPath.home), holder: holder,
            hasComplaints: complaints != nil)
    }

    private func entry(_ request: DeskRequest) -> AccountEntryPage {
        AccountEntryPage(
            DeskLanguage(of: request), at: Self.path(of: request, otherwise: AccountPath.signIn))
    }

    /// Where the page stands that is shown, or would be asked for again; most of what is posted has none.
    private static func path(of request: DeskRequest, otherwise page: String) -> String {
        let path = request.target.path
        guard request.method == .post else {
            return path + (request.target.query.map { "?\($0)" } ?? "")
        }
        return [AccountPath.apply, AccountPath.file].contains(path) ? path : page
    }

    // MARK: Coming in

    private func apply(_ request: DeskRequest) async throws -> DeskAnswer {
        let page = entry(request)
        let place = SignInRoutes.place(request)
        guard signIn.takeAttempt(from: place) else { return page.tooManyAttempts() }
        let fields = try FormFields(parsing: request.body)
        do {
            let application = try AccountForm.application(fields)
            try await accounts.apply(application, from: place)
        } catch let error as AccountError {
            return page.apply(fields, problem: error.problem)
        }
        return page.mailed()
    }

    private func sendLink(_ request: DeskRequest) async throws -> DeskAnswer {
        let page = entry(request)
        guard signIn.takeAttempt(from: SignInRoutes.place(request)) else {
            return page.tooManyAttempts()
        }
        let text = try FormFields(parsing: request.body)["email"] ?? ""
        guard let address = MailAddress(inLowerCase: text) else {
            return page.signIn(problem: AccountError.email.problem)
        }
        accounts.sendLink(to: address)
        return page.mailed()
    }

    private func confirm(_ request: DeskRequest) async throws -> DeskAnswer {
        let page = entry(request)
        guard signIn.takeAttempt(from: SignInRoutes.place(request)) else {
            return page.tooManyAttempts()
        }
        guard let secret = Secret(request.parameters["secret"] ?? ""),
            let link = try await accounts.link(secret)
        else { return page.linkOver().refusing("account-link", request, signIn) }
        return page.confirm(link, action: "\(AccountPath.link)/\(secret.text)")
    }

    private func comeIn(_ request: DeskRequest) async throws -> DeskAnswer {
        let page = entry(request)
        guard signIn.takeAttempt(from: SignInRoutes.place(request)) else {
            return page.tooManyAttempts()
        }
        guard let secret = Secret(request.parameters["secret"] ?? ""),
            let session = try await accounts.begin(usingLink: secret)
        else { return page.linkOver().refusing("account-link", request, signIn) }
        // Whoever was signed in here before is so no more: one browser, one holder.
        try await endSession(of: request)
        return .redirect(to: request.origin + AccountPath.home, status: 303)
            .adding("set-cookie", AccountCookie.set(session))
    }

    /// For everybody: who may have an answer is decided once more when it is made, and then the session is over.
    private func signOut(_ request: DeskRequest) async throws -> DeskAnswer {
        try await endSession(of: request)
        return .redirect(to: request.origin + AccountPath.signIn, status: 303)
            .adding("set-cookie", AccountCookie.cleared)
    }

    private func endSession(of request: DeskRequest) async throws {
        let cookies = request.headers.filter { $0.name == "cookie" }.map(\.value)
        if let session = AccountCookie.session(in: cookies) { try await accounts.end(session) }
    }

    // MARK: The account

    private func enter(
        _ request: DeskRequest, _ holder: DeskAccountHolder
    ) async throws -> DeskAnswer {
        let fields = try FormFields(parsing: request.body)
        do {
            // What cannot be a code is nobody's guess, and costs no attempt.
            guard let code = VerificationCode(parsing: fields["code"] ?? "") else {
                let left = try await accounts.account(holder.id).code?.attemptsLeft ?? 0
                throw AccountError.codeWrong(left: left)
            }
            switch try await accounts.enter(code, of: holder.id) {
            case .confirmed: return home(request)
            case .missed(let left): throw AccountError.codeWrong(left: left)
            }
        } catch let error as AccountError {
            return try await homePage(request, holder, error.problem)
        }
    }

    private func addClient(
        _ request: DeskRequest, _ holder: DeskAccountHolder
    ) async throws -> DeskAnswer {
        let fields = try MultipartFields(request)
        return try await changed(request, holder) {
            let (client, document) = try AccountForm.client(fields)
            try await accounts.account(holder.id).check(.addClient)
            try await accounts.keep(document, of: holder.id)
            return .addClient(client)
        }
    }

    /// Does what a form asks, and shows the account again with what is wrong where something is.
    private func changed(
        _ request: DeskRequest, _ holder: DeskAccountHolder,
        _ change: () async throws -> AccountChange
    ) async throws -> DeskAnswer {
        do {
            try await accounts.change(
                holder.id, change(), by: AccountStep.holder, note: "")
            return home(request)
        } catch let error as AccountError {
            return try await homePage(request, holder, error.problem)
        }
    }

    private func home(_ request: DeskRequest) -> DeskAnswer {
        .redirect(to: request.origin + AccountPath.home, status: 303)
    }

    private func homePage(
        _ request: DeskRequest, _ holder: DeskAccountHolder, _ problem: PeerProblem? = nil
    ) async throws -> DeskAnswer {
        let party = LadderParty.complainant(.hosted(holder.id.rawValue, at: own))
        return AccountHomePage(layout: layout(request, holder))
            .answer(
                try await accounts.account(holder.id),
                try await measures?.measures(against: party).items ?? [], problem: problem)
    }
}

import Accounts
import AllianceNames
import AuditTrail
import SignIn

/// Accounts of rights holders at this platform, for its people: `docs/hosted-accounts.md`.
///
///     GET  /console/accounts                          all, or those of a stage
///     GET  /console/accounts/{id}                     one, with its record
///     GET  /console/accounts/{id}/document/{digest}   the document of an authorisation, to be read
///     POST /console/accounts/{id}/accept              it was read; /code sends one to the registered owner
///     POST /console/accounts/{id}/suspend             /resume, /close
extension ConsoleRoutes {
    static let accountsPath = "/console/accounts"
    /// What lets somebody file is released by who releases what leaves this member.
    static let accountAudience = DeskRoute.Access.people(.approve)

    func accountRoutes(_ accounts: any HostedAccounts) -> [DeskRoute] {
        let one = Self.accountsPath + "/{id}"
        return [
            page(.get, Self.accountsPath) { request, context in
                let stage = try request.target.filter("stage", AccountStage.init(rawValue:))
                let last = try request.target.filter("before") { try? AccountID(parsing: $0) }
                let listed = try await ListedAccounts(
                    of: accounts, in: stage.map { [$0] } ?? [], behind: last)
                return AccountsPage(context).list(listed, stage: stage)
                    .noted(AuditNote(.view, results: listed.accounts.count))
            },
            page(.get, one) { request, context in
                let account = try await accounts.account(request.accountID())
                return AccountsPage(context)
                    .account(account, try await accounts.steps(of: account.id))
                    .noted(AuditNote(.view, [.account: account.id.rawValue]))
            },
            page(.get, one + "/document/{digest}", for: Self.accountAudience) { request, _ in
                try await accountDocument(
                    request, accounts, route: "GET \(one)/document/{digest}")
            },
            acting(one + "/accept", accounts) { try AccountAction.accepting($0) },
            acting(one + "/code", accounts) { try AccountAction.sendingCode($0) },
            acting(one + "/suspend", accounts) { .suspend(reason: $0["reason"] ?? "") },
            acting(one + "/resume", accounts) { .resume(reason: $0["reason"] ?? "") },
            acting(one + "/close", accounts) { .close(reason: $0["reason"] ?? "") },
        ]
    }

    /// Does what a form asks, or shows the account once more with why it is not done.
    private func acting(
        _ path: String, _ accounts: any HostedAccounts,
        _ action: @escaping @Sendable (FormFields) throws -> AccountAction
    ) -> DeskRoute {
        page(.post, path, for: Self.accountAudience, recording: .byHandler) { request, context in
            let (id, fields) = (try request.accountID(), try FormFields(parsing: request.body))
            let step = String(path.split(separator: "/").last ?? "")
            let place = Self.accountsPath + "/" + id.rawValue
            return try await answer {
                try await take(action(fields), on: id, request, route: "POST \(path)", accounts) {
                    _ in .redirect(to: request.origin + place, status: 303)
                }
            } again: { problem in
                let account = try await accounts.account(id)
                return AccountsPage(context.at(place), RefusedForm(step, problem, fields))
                    .account(account, try await accounts.steps(of: id))
                    .noted(Self.refused(problem, [.account: id.rawValue]))
            }
        }
    }
}

import Accounts
import AllianceNames
import AuditTrail
import Notices
import Peering
import SignIn
import TransparencyLog

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
    static let accountsShown = 50

    func accountRoutes(_ accounts: any HostedAccounts) -> [DeskRoute] {
        let one = Self.accountsPath + "/{id}"
        return [
            page(.get, Self.accountsPath) { request, context in
                let stage = try request.target.parameter("stage").flatMap(
                    AccountStage.init(rawValue:))
                let found = try await accounts.accounts(
                    in: stage.map { Set([$0]) } ?? Set(AccountStage.allCases),
                    before: request.target.parameter("before").flatMap {
                        try? AccountID(parsing: $0)
                    }, limit: Self.accountsShown)
                return AccountsPage(context).list(found, stage: stage)
                    .noted(AuditNote(.view, results: found.count))
            },
            page(.get, one) { request, context in
                let account = try await accounts.account(Self.accountID(request))
                return AccountsPage(context)
                    .account(account, try await accounts.steps(of: account.id))
                    .noted(AuditNote(.view, ["account": account.id.rawValue]))
            },
            page(.get, one + "/document/{digest}", for: Self.accountAudience) { request, _ in
                let id = try Self.accountID(request)
                guard let digest = Digest(hex: request.parameters["digest"] ?? "") else {
                    throw AccountError.documentUnknown
                }
                let document = try await accounts.document(digest, of: id)
                let ending = document.mediaType.split(separator: "/").last ?? "bin"
                // Handed out as bytes: never shown where something would run it.
                return DeskAnswer(mediaType: "application/octet-stream", body: document.bytes)
                    .adding(
                        "content-disposition", "attachment; filename=\"authorisation.\(ending)\""
                    )
                    .noted(AuditNote(.view, ["account": id.rawValue, "document": digest.hex]))
            },
            acting(one + "/accept", accounts) { fields, account, by in
                guard let document = Digest(hex: fields["document"] ?? "") else {
                    throw AccountError.documentUnknown
                }
                try await accounts.change(
                    account,
                    .acceptAuthorisation(
                        client: fields["client"] ?? "", document: document,
                        seen: Self.seen(fields)),
                    by: by, note: "")
            },
            acting(one + "/code", accounts) { fields, account, by in
                guard let address = MailAddress(fields["address"] ?? "") else {
                    throw AccountError.email
                }
                let client = fields["client"].flatMap { $0.isEmpty ? nil : $0 }
                _ = try await accounts.sendCode(
                    for: account, client: client, to: address, seen: Self.seen(fields), by: by)
            },
            stepping(one + "/suspend", .suspend, accounts),
            stepping(one + "/resume", .resume, accounts),
            stepping(one + "/close", .close, accounts),
        ]
    }

    private static func accountID(_ request: DeskRequest) throws(AccountError) -> AccountID {
        let text = request.parameters["id"] ?? ""
        guard let id = try? AccountID(parsing: text) else {
            throw .accountUnknown(String(text.prefix(identifierBytesMax)))
        }
        return id
    }

    /// What the page showed on which somebody acts.
    private static func seen(_ fields: FormFields) throws(AccountError) -> Digest {
        guard let seen = Digest(hex: fields["seen"] ?? "") else { throw .changedSince }
        return seen
    }

    private func stepping(
        _ path: String, _ change: AccountChange, _ accounts: any HostedAccounts
    ) -> DeskRoute {
        acting(path, accounts) { fields, account, by in
            try await accounts.change(account, change, by: by, note: fields["reason"] ?? "")
        }
    }

    /// Does what a form asks, recorded before it is done.
    private func acting(
        _ path: String, _ accounts: any HostedAccounts,
        _ action: @escaping @Sendable (FormFields, AccountID, String) async throws -> Void
    ) -> DeskRoute {
        page(.post, path, for: Self.accountAudience, recording: .byHandler) { request, context in
            guard let person = request.caller.person else { throw DeskAdmission.signInNeeded }
            let (id, fields) = (try Self.accountID(request), try FormFields(parsing: request.body))
            // Of one that there is not nothing is said to have been done.
            _ = try await accounts.account(id)
            let step = String(path.split(separator: "/").last ?? "")
            return try await answer {
                try await recorded(
                    AuditNote(.administer, ["account": id.rawValue, "did": step]), request,
                    route: "POST \(path)"
                ) {
                    try await action(fields, id, person.id.rawValue)
                    return .redirect(
                        to: request.origin + Self.accountsPath + "/" + id.rawValue, status: 303)
                }
            } again: { problem in
                let account = try await accounts.account(id)
                let context = context.at(Self.accountsPath + "/" + id.rawValue)
                return AccountsPage(context, RefusedForm(step, problem, fields))
                    .account(account, try await accounts.steps(of: id))
                    .noted(Self.refused(problem, ["account": id.rawValue]))
            }
        }
    }
}

import Accounts
import AllianceNames
import AuditTrail
import JSON
import Peering
import TransparencyLog

/// Accounts of rights holders at this platform, for the programs of its people: the same as on the console.
extension RESTRoutes {
    static let accountsPath = "/accounts"
    private static let accountPath = accountsPath + "/{id}"
    private static let accountParameter = RESTOperation.Parameter.path(
        "id", JSONSchema.identifier, "Of the account.")
    private static let seenParameter = RESTOperation.Parameter.query(
        "seen", RESTBody.digestSchema,
        "Of what was read; where the account has named something else since, it is refused.",
        isRequired: true)

    func keepingAccounts(_ accounts: any HostedAccounts) -> [RESTOperation] {
        accountReading(accounts) + accountSteps(accounts)
    }

    // MARK: Reading

    private func accountReading(_ accounts: any HostedAccounts) -> [RESTOperation] {
        [
            RESTOperation(
                method: .get, path: Self.accountsPath, id: "listAccounts",
                summary: "Accounts of rights holders at this platform, the newest first.",
                access: ConsoleRoutes.audience,
                parameters: [
                    .repeated(
                        "stage", JSONSchema.word(AccountStage.allCases.map(\.rawValue)),
                        "In one of these stages.")
                ]
                    + RESTParameter.paging(
                        max: ListedAccounts.pageMax, usual: ListedAccounts.pageMax,
                        cursor: JSONSchema.identifierPattern),
                success: .init(
                    schema: JSONSchema.named("AccountPage"),
                    meaning: "A page; each account that was there is given once.", isTagged: false),
                refusals: [404],
                handler: { call in
                    let stages = try call.query.readAll("stage", AccountStage.init(rawValue:))
                    let page = try call.query.page(max: ListedAccounts.pageMax) {
                        try? AccountID(parsing: $0)
                    }
                    let listed = try await ListedAccounts(
                        of: accounts, in: Set(stages), behind: page.after, limit: page.limit)
                    return DeskAnswer.json(AccountJSON.page(listed).bytes)
                        .noted(AuditNote(.view, results: listed.accounts.count))
                }),
            RESTOperation(
                method: .get, path: Self.accountPath, id: "getAccount",
                summary:
                    "One of them: what is proved of it, its clients, and what was done with it, the newest first.",
                access: ConsoleRoutes.audience, parameters: [Self.accountParameter],
                success: .init(
                    schema: JSONSchema.named("AccountRecord"),
                    meaning: "As it stands now; 'seen' is for what is done about it.",
                    isTagged: false), refusals: [404],
                handler: { call in
                    let account = try await accounts.account(call.request.accountID())
                    let steps = try await accounts.steps(of: account.id)
                    return DeskAnswer.json(AccountJSON.record(account, steps).bytes)
                        .noted(AuditNote(.view, [.account: account.id.rawValue]))
                }),
            RESTOperation(
                method: .get, path: Self.accountPath + "/documents/{digest}",
                id: "getAccountDocument",
                summary:
                    "The document of an authorisation, to be read; it counts as a row taken away. Never to be shown where something would run it.",
                access: ConsoleRoutes.accountAudience, isForPersons: true,
                parameters: [
                    Self.accountParameter,
                    .path("digest", RESTBody.digestSchema, "SHA-256 of the document."),
                ],
                success: .init(
                    mediaType: Self.fileMediaType, schema: JSONSchema.text(format: "binary"),
                    meaning: "As the account's holder sent it.", isTagged: false),
                refusals: [404],
                handler: {
                    try await console.accountDocument($0.request, accounts, route: $0.route)
                }),
        ]
    }

    // MARK: Acting

    private func accountSteps(_ accounts: any HostedAccounts) -> [RESTOperation] {
        [
            step(
                "acceptance", "acceptAuthorisation",
                "The document of a client's authorisation was read, and counts.", accounts,
                [Self.seenParameter], "AcceptedAuthorisation"
            ) { try AccountAction.accepting($0.json(), seen: Self.seen($0)) },
            step(
                "code", "sendAccountCode",
                "Mail a code to the registered owner of what is not confirmed yet: of the account's own rights, or of a client's.",
                accounts, [Self.seenParameter], "NewAccountCode"
            ) { try AccountAction.sendingCode($0.json(), seen: Self.seen($0)) },
            step(
                "suspension", "suspendAccount", "Let it file nothing until that is lifted.",
                accounts
            ) { .suspend(reason: $0) },
            step("resumption", "resumeAccount", "Lift its suspension.", accounts) {
                .resume(reason: $0)
            },
            step("closing", "closeAccount", "Close it, for good.", accounts) {
                .close(reason: $0)
            },
        ]
    }

    /// - Throws: status 400 where it is missing.
    private static func seen(_ call: RESTCall) throws(PeerProblem) -> Digest {
        guard let seen = try call.query.read("seen", { Digest(hex: $0) }) else {
            throw RESTQuery.missing("seen")
        }
        return seen
    }

    /// What its stage alone allows, with a reason for its record.
    private func step(
        _ name: String, _ operation: String, _ summary: String, _ accounts: any HostedAccounts,
        _ action: @escaping @Sendable (String) -> AccountAction
    ) -> RESTOperation {
        step(name, operation, summary, accounts, [], "AccountReason") {
            action(try AccountAction.reason($0.json()))
        }
    }

    /// - Parameter parameters: beside the account.
    private func step(
        _ name: String, _ operation: String, _ summary: String, _ accounts: any HostedAccounts,
        _ parameters: [RESTParameter], _ schema: String,
        _ read: @escaping @Sendable (RESTCall) throws -> AccountAction
    ) -> RESTOperation {
        RESTOperation(
            method: .post, path: "\(Self.accountPath)/\(name)", id: operation, summary: summary,
            access: ConsoleRoutes.accountAudience, isForPersons: true,
            parameters: [Self.accountParameter] + parameters, body: JSONSchema.named(schema),
            success: .init(
                schema: JSONSchema.named("Account"), meaning: "As it is kept now.",
                isTagged: false),
            refusals: [404, 409, 411, 413, 415, 422], recording: .byHandler,
            handler: { call in
                let id = try call.request.accountID()
                return try await console.take(
                    read(call), on: id, call.request, route: call.route, accounts
                ) { DeskAnswer.json(AccountJSON.account($0).bytes) }
            })
    }
}

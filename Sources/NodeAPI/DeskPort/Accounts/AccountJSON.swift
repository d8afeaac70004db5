import Accounts
import AllianceNames
import JSON
import Notices
import TransparencyLog

/// Accounts of rights holders at this platform, for programs.
enum AccountJSON {
    static func page(_ page: ListedAccounts) -> JSONValue {
        .members([
            ("accounts", .array(page.accounts.map { .members(head($0)) })),
            ("next", page.next.map { .string($0.rawValue) }),
        ])
    }

    static func account(_ account: HostedAccount) -> JSONValue {
        .members(head(account) + whole(account))
    }

    /// - Parameter steps: the newest first.
    static func record(_ account: HostedAccount, _ steps: [AccountStep]) -> JSONValue {
        .members(head(account) + whole(account) + [("steps", .array(steps.map(step)))])
    }

    private static func path(of id: AccountID) -> String {
        "\(RESTRoutes.root)\(RESTRoutes.accountsPath)/\(id.rawValue)"
    }

    /// What is told of each in a list.
    private static func head(_ account: HostedAccount) -> [(String, JSONValue?)] {
        [
            ("id", .string(account.id.rawValue)), ("href", .string(path(of: account.id))),
            ("organisation", .string(account.organisation)),
            ("country", .string(account.country)), ("agent", .bool(account.isAgent)),
            ("stage", .string(account.stage.rawValue)),
            ("appliedAt", IndicatorJSON.time(account.appliedAt)),
        ]
    }

    private static func whole(_ account: HostedAccount) -> [(String, JSONValue?)] {
        [
            ("email", .string(account.email.text)), ("seen", .string(account.seen.hex)),
            ("rights", .array(account.rights.map(right))),
            ("clients", .array(account.clients.map { client($0, of: account.id) })),
            ("code", account.code.map(code)),
        ]
    }

    private static func right(_ right: AccountRight) -> JSONValue {
        .members([
            ("office", .string(right.office)), ("number", .string(right.number)),
            ("key", .string(right.key)),
            ("confirmedAt", right.confirmedAt.map(IndicatorJSON.time)),
        ])
    }

    private static func client(_ client: AccountClient, of id: AccountID) -> JSONValue {
        let authorisation = client.authorisation
        let digest = authorisation.document.hex
        return .members([
            ("name", .string(client.name)),
            (
                "authorisation",
                .members([
                    ("document", .string(digest)),
                    ("href", .string("\(path(of: id))/documents/\(digest)")),
                    ("until", IndicatorJSON.time(authorisation.until)),
                    ("acceptedAt", authorisation.acceptedAt.map(IndicatorJSON.time)),
                ])
            ), ("rights", .array(client.rights.map(right))),
        ])
    }

    /// Of the code itself its hash alone is kept, and nobody is told that.
    private static func code(_ code: SentCode) -> JSONValue {
        .members([
            ("address", .string(code.address.text)), ("client", code.client.map { .string($0) }),
            ("rights", .array(code.rights.sorted().map { .string($0) })),
            ("sentAt", IndicatorJSON.time(code.sentAt)),
            ("expiresAt", IndicatorJSON.time(code.expiresAt)),
            ("attemptsLeft", .integer(UInt64(code.attemptsLeft))),
        ])
    }

    private static func step(_ step: AccountStep) -> JSONValue {
        .object([
            "at": IndicatorJSON.time(step.at), "step": .string(step.transition.rawValue),
            "by": .string(step.by), "note": .string(step.note),
        ])
    }
}

extension OpenAPISchemas {
    private static let text = JSONSchema.text()

    /// What each in a list has, and what follows.
    private static func account(
        _ more: [(String, JSONValue)] = [], optional: [(String, JSONValue)] = []
    ) -> JSONValue {
        let head: [(String, JSONValue)] = [
            ("id", JSONSchema.identifier), ("href", text), ("organisation", text),
            ("country", text), ("agent", JSONSchema.flag),
            ("stage", JSONSchema.word(AccountStage.allCases.map(\.rawValue))),
            ("appliedAt", JSONSchema.time),
        ]
        return JSONSchema.object(head + more, optional: optional)
    }

    private static let right = JSONSchema.object(
        ["office": text, "number": text, "key": text],
        optional: ["confirmedAt": JSONSchema.time])
    private static let rights = JSONSchema.list(right, max: AccountLimits.rightsMax)

    private static let client = JSONSchema.object([
        "name": text,
        "authorisation": JSONSchema.object(
            ["document": RESTBody.digestSchema, "href": text, "until": JSONSchema.time],
            optional: ["acceptedAt": JSONSchema.time]), "rights": rights,
    ])

    private static let whole: [(String, JSONValue)] = [
        ("email", text), ("seen", RESTBody.digestSchema), ("rights", rights),
        ("clients", JSONSchema.list(client, max: AccountLimits.clientsMax)),
    ]

    private static let code = JSONSchema.object(
        [
            "address": text, "rights": JSONSchema.list(text, max: AccountLimits.rightsMax),
            "sentAt": JSONSchema.time, "expiresAt": JSONSchema.time,
            "attemptsLeft": JSONSchema.number(0, SentCode.attemptsMax),
        ], optional: ["client": text])

    private static let step = JSONSchema.object([
        "at": JSONSchema.time,
        "step": JSONSchema.word(AccountTransition.allCases.map(\.rawValue)), "by": text,
        "note": text,
    ])

    private static let clientName = JSONSchema.text(min: 1, max: AccountLimits.nameBytesMax)

    static let ofAccounts: [(String, JSONValue)] = [
        (
            "AccountPage",
            JSONSchema.object(
                ["accounts": JSONSchema.list(account(), max: ListedAccounts.pageMax)],
                optional: ["next": JSONSchema.identifier])
        ),
        ("Account", account(whole, optional: [("code", code)])),
        (
            "AccountRecord",
            account(whole + [("steps", JSONSchema.list(step))], optional: [("code", code)])
        ),
        (
            "AcceptedAuthorisation",
            JSONSchema.object(
                ["client": clientName, "document": RESTBody.digestSchema], isClosed: true)
        ),
        (
            "NewAccountCode",
            JSONSchema.object(
                ["address": JSONSchema.text(min: 1, max: MailAddress.bytesMax)],
                optional: ["client": clientName], isClosed: true)
        ),
        (
            "AccountReason",
            JSONSchema.object(
                [:], optional: ["reason": JSONSchema.text(max: AccountLimits.reasonBytesMax)],
                isClosed: true)
        ),
    ]
}

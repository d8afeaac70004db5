import Accounts
import Notices
import Testing
import TransparencyLog

/// Accounts for tests, in every stage.
enum SampleAccounts {
    static let now: UInt64 = 1_795_435_200_000
    static let day: UInt64 = 86_400_000
    static let client = "Maison Aurum"
    static let document = Digest.sha256(Array("%PDF-1.7".utf8))

    static func right(_ number: String, office: String = "EM") throws -> AccountRight {
        try AccountRight(office: office, number: number)
    }

    /// An agent with a right of its own.
    static func applied() throws -> HostedAccount {
        HostedAccount(
            try AccountApplication(
                organisation: "Kanzlei Nord", email: "desk@nord.example", country: "DE",
                isAgent: true, rights: [right("018012345")]),
            id: AccountID(unchecked: "rh-test"), at: now)
    }

    static func client(_ name: String = client, until: UInt64 = now + 300 * day) throws
        -> AccountClient
    {
        try AccountClient(
            name: name, authorisation: Authorisation(document: document, until: until),
            rights: [right("1 234 567", office: "US"), right("7654321", office: "US")])
    }

    static func address() throws -> MailAddress {
        try #require(MailAddress("owner@register.example"))
    }

    /// Sends a code that is entered with its hash.
    static func send(
        to account: inout HostedAccount, client: String? = nil, at time: UInt64 = now
    ) throws -> Digest {
        let hash = VerificationCode.random().hash(for: account.id)
        try account.sent(
            hash, to: address(), client: client, for: account.toConfirm(client: client), at: time)
        return hash
    }

    static func account(in stage: AccountStage) throws -> HostedAccount {
        var account = try applied()
        try account.add(client(), at: now)
        if stage == .applied { return account }
        let hash = try send(to: &account)
        if stage == .codeSent { return account }
        #expect(try account.enter(hash, at: now) == .confirmed)
        switch stage {
        case .applied, .codeSent, .verified: break
        case .suspended: try account.suspend()
        case .closed: try account.close()
        }
        return account
    }
}

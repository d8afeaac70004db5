import Accounts
import Complaints
import NodeAPI
import Notices
import SignIn
import Synchronization
import TransparencyLog

/// A platform's accounts in memory, which keeps who did what: an agent's, whose one client waits for a person to read its
/// document, and as many others.
final class FixedAccounts: HostedAccounts {
    struct Sent: Equatable {
        let client: String?
        let address: String
        let by: String
    }

    private struct State {
        /// The newest first.
        var accounts: [HostedAccount]
        var steps: [AccountStep] = []
        var sent: [Sent] = []
    }

    static let now: UInt64 = 1_795_000_000_000
    static let id = AccountID(unchecked: "rh-agent")
    static let client = "Maison <Aurum> & \"Cie\""

    let document: AccountDocument
    private let state: Mutex<State>

    /// - Parameter more: accounts that were asked for before the agent's, all of which are closed.
    init(more: Int = 0) throws {
        document = try AccountDocument(Array("%PDF-1.7 power <of> attorney".utf8))
        let right = try AccountRight(office: "EM", number: "018012345", confirmedAt: Self.now - 9)
        let open = try AccountRight(office: "US", number: "7 654 321")
        let address = try Self.address("owner@register.example")
        let agent = HostedAccount(
            id: Self.id, organisation: "Kanzlei <Nord> & Söhne",
            email: try Self.address("desk@nord.example"), country: "DE", isAgent: true,
            stage: .verified, rights: [right, open],
            clients: [
                try AccountClient(
                    name: Self.client,
                    authorisation: Authorisation(
                        document: document.digest, until: Self.now + 86_400_000), rights: [open])
            ],
            code: SentCode(
                hash: .sha256([1]), address: address, client: nil, rights: [open.key],
                sentAt: Self.now - 5, missed: 2), appliedAt: Self.now)
        let others = try (0..<more).map { number in
            HostedAccount(
                id: AccountID(unchecked: "rh-\(number)"), organisation: "Holder \(number)",
                email: try Self.address("desk-\(number)@nord.example"), country: "FR",
                isAgent: false, stage: .closed, rights: [right], clients: [], code: nil,
                appliedAt: Self.now - UInt64(number))
        }
        state = Mutex(State(accounts: [agent] + others))
    }

    private static func address(_ text: String) throws(AccountError) -> MailAddress {
        guard let address = MailAddress(text) else { throw .email }
        return address
    }

    var agent: HostedAccount { get async throws { try await account(Self.id) } }
    var sent: [Sent] { state.withLock { $0.sent } }

    /// As its holder does it meanwhile.
    func nameAnother() async throws {
        let right = try AccountRight(office: "FR", number: "1234567")
        try await change(
            Self.id, .addRight(right, client: nil), by: AccountStep.holder, note: "")
    }

    // MARK: For the platform's people

    func account(_ id: AccountID) async throws -> HostedAccount {
        try state.withLock { state in
            guard let found = state.accounts.first(where: { $0.id == id }) else {
                throw AccountError.accountUnknown(id.rawValue)
            }
            return found
        }
    }

    func accounts(
        in stages: Set<AccountStage>, before: AccountID?, limit: Int
    ) async throws -> [HostedAccount] {
        // As the store has it.
        precondition((1...100).contains(limit), "a page of 1 to 100 accounts")
        if let before { _ = try await account(before) }
        return state.withLock { state in
            let place = state.accounts.firstIndex { $0.id == before }
            let rest = state.accounts[(place.map { $0 + 1 } ?? 0)...]
            return Array(rest.filter { stages.contains($0.stage) }.prefix(limit))
        }
    }

    func steps(of id: AccountID) async throws -> [AccountStep] {
        state.withLock { $0.steps.reversed() }
    }

    @discardableResult
    func change(
        _ id: AccountID, _ change: AccountChange, by: String, note: String
    ) async throws -> HostedAccount {
        let note = try AccountChange.note(note)
        return try changing(id, change.transition, by: by, note: note) {
            try change.apply(to: &$0, at: Self.now)
        }
    }

    func sendCode(
        for id: AccountID, client: String?, to address: MailAddress, seen: Digest?, by: String
    ) async throws -> HostedAccount {
        let changed = try changing(id, .sendCode, by: by, note: client ?? "") { account in
            try account.check(seen: seen)
            let rights = try account.toConfirm(client: client)
            try account.sent(
                .sha256([2]), to: address, client: client, for: rights, at: Self.now)
        }
        state.withLock {
            $0.sent.append(Sent(client: client, address: address.text, by: by))
        }
        return changed
    }

    private func changing(
        _ id: AccountID, _ transition: AccountTransition, by: String, note: String,
        _ body: (inout HostedAccount) throws -> Void
    ) throws -> HostedAccount {
        try state.withLock { state in
            guard let place = state.accounts.firstIndex(where: { $0.id == id }) else {
                throw AccountError.accountUnknown(id.rawValue)
            }
            var account = state.accounts[place]
            try account.check(transition)
            try body(&account)
            state.accounts[place] = account
            state.steps.append(
                AccountStep(at: Self.now, transition: transition, by: by, note: note))
            return account
        }
    }

    func document(_ digest: Digest, of id: AccountID) async throws -> AccountDocument {
        guard digest == document.digest, id == Self.id else { throw AccountError.documentUnknown }
        return document
    }

    // MARK: Nobody comes to these here

    func holder(with session: Secret) -> DeskAccountHolder? { nil }
    func refresh() async throws {}
    func apply(_ application: AccountApplication, from place: String) async throws {}
    func sendLink(to address: MailAddress) {}
    func link(_ secret: Secret) async throws -> AccountLink? { nil }
    func begin(usingLink secret: Secret) async throws -> Secret? { nil }
    func end(_ session: Secret) async throws {}
    func keep(_ document: AccountDocument, of id: AccountID) async throws {}

    func enter(_ code: VerificationCode, of id: AccountID) async throws -> HostedAccount.Entry {
        throw AccountError.noCode
    }

    func authority(
        of account: String, for right: String, onBehalfOf: String?
    ) async throws -> RightAuthority { .none }
}

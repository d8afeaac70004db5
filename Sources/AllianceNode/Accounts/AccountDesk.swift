package import Accounts
package import Complaints
package import Logging
package import NodeAPI
package import Notices
package import SQLiteStore
package import SignIn
import Synchronization
package import TransparencyLog

/// Accounts of rights holders at this platform: kept in a database that commands change while the node runs. Who is
/// signed in is held in memory, and looked at again before each request that it decides.
package final class AccountDesk: HostedAccounts {
    private struct State {
        var number: UInt64 = 0
        var sessions: [Digest: AccountSession] = [:]
        /// When the last request of a session was written down.
        var noted: [Digest: UInt64] = [:]
        /// To be written down.
        var seen: [Digest: UInt64] = [:]
        /// The mails that are under way, one behind the other.
        var mailing: Task<Void, Never>?
    }

    private let store: SQLiteAccountStore
    private let calls: BlockingCalls
    /// The program may take its time, and nothing else waits for it.
    private let submitting = BlockingCalls.serial(label: "accounts.mail")
    /// Nil where none is sent: then nobody comes in but by a link that a command prints.
    private let mail: AccountMail?
    /// Milliseconds since 1970.
    private let now: @Sendable () -> UInt64
    private let logger: Logger
    private let state = Mutex(State())

    /// - Throws: `SQLiteStoreError`.
    package init(
        store: SQLiteAccountStore, mail: AccountMail?, calls: BlockingCalls,
        now: @escaping @Sendable () -> UInt64, logger: Logger
    ) throws {
        self.store = store
        self.mail = mail
        self.calls = calls
        self.now = now
        self.logger = logger
        try takeUp()
    }

    // MARK: Who is signed in

    package func holder(with session: Secret) -> DeskAccountHolder? {
        let (now, hash) = (now(), session.hash(for: .accountSession))
        return state.withLock { state in
            guard let found = state.sessions[hash], !found.isOver(at: now) else { return nil }
            if now > found.seenAt { state.sessions[hash]?.seenAt = now }
            let noted = state.noted[hash] ?? found.begunAt
            if now >= noted + AccountSession.noteMilliseconds { state.seen[hash] = now }
            return DeskAccountHolder(id: found.account, formToken: session.formToken)
        }
    }

    package func refresh() async throws {
        try await calls.run { try self.takeUp() }
    }

    /// Blocks.
    private func takeUp() throws {
        let newest = try store.changeNumber()
        if state.withLock({ $0.number }) != newest {
            let (number, sessions) = try store.sessions()
            state.withLock { state in
                // Of two that read at the same time the newer one stays.
                guard number > state.number else { return }
                state.number = number
                let before = state.sessions
                state.sessions = [:]
                for var session in sessions {
                    session.seenAt = max(session.seenAt, before[session.hash]?.seenAt ?? 0)
                    state.sessions[session.hash] = session
                }
                let held = state.sessions
                state.noted = state.noted.filter { held[$0.key] != nil }
            }
        }
        let seen = state.withLock { state in
            state.noted.merge(state.seen, uniquingKeysWith: { $1 })
            defer { state.seen = [:] }
            return state.seen
        }
        for (hash, time) in seen { try store.noteSeen(hash, at: time) }
    }

    // MARK: Coming in

    package func apply(_ application: AccountApplication, from place: String) async throws {
        guard let mail else { throw AccountError.noMail }
        let (secret, now) = (Secret.random(), now())
        try await calls.run { [store] in
            try store.keep(
                application, hash: secret.hash(for: .accountLink), from: place, at: now)
        }
        later { try mail.send(secret, to: application.email, at: now) }
    }

    package func sendLink(to address: MailAddress) {
        guard let mail else { return }
        let now = now()
        later { [store] in
            guard let account = try store.account(of: address) else { return }
            let secret = Secret.random()
            try store.add(
                linkOf: secret.hash(for: .accountLink), for: account.id, isMailed: true, at: now)
            try mail.send(secret, to: account.email, at: now)
        }
    }

    /// Done after the answer, so that the time of the answer tells nothing; each behind the one before.
    private func later(_ body: @escaping @Sendable () throws -> Void) {
        state.withLock { state in
            let (before, submitting, logger) = (state.mailing, submitting, logger)
            state.mailing = Task {
                await before?.value
                do {
                    try await submitting.run(body)
                } catch let error as AccountError {
                    logger.warning(
                        "mail of an account was not sent", metadata: ["keyword": "\(error.keyword)"]
                    )
                } catch {
                    logger.error(
                        "mail of an account was not sent", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    /// When all mail that was asked for is sent, or was refused.
    package func mailsSent() async {
        await state.withLock { $0.mailing }?.value
    }

    package func link(_ secret: Secret) async throws -> AccountLink? {
        let (store, now) = (store, now())
        return try await calls.run { try store.link(secret.hash(for: .accountLink), at: now) }
    }

    package func begin(usingLink secret: Secret) async throws -> Secret? {
        let session = Secret.random()
        let (store, now) = (store, now())
        var generator = SystemRandomNumberGenerator()
        let id = AccountID(using: &generator)
        let account = try await calls.run {
            try store.begin(
                usingLink: secret.hash(for: .accountLink),
                sessionHash: session.hash(for: .accountSession), newAccount: id, at: now)
        }
        try await refresh()
        return account == nil ? nil : session
    }

    package func end(_ session: Secret) async throws {
        try await calls.run { [store] in try store.end(session.hash(for: .accountSession)) }
        try await refresh()
    }

    // MARK: Accounts

    package func account(_ id: AccountID) async throws -> HostedAccount {
        try await calls.run { [store] in try store.account(id) }
    }

    @discardableResult
    package func change(
        _ id: AccountID, _ change: AccountChange, by: String, note: String
    ) async throws -> HostedAccount {
        let (store, now) = (store, now())
        let note = try AccountChange.note(note)
        return try await calls.run {
            try store.change(id, change.transition, by: by, note: note, at: now) {
                try change.apply(to: &$0, at: now)
            }
        }
    }

    package func enter(
        _ code: VerificationCode, of id: AccountID
    ) async throws -> HostedAccount.Entry {
        let (store, now) = (store, now())
        return try await calls.run { try store.enter(code.hash(for: id), of: id, at: now) }
    }

    package func keep(_ document: AccountDocument, of id: AccountID) async throws {
        try await calls.run { [store] in try store.keep(document, of: id) }
    }

    package func document(_ digest: Digest, of id: AccountID) async throws -> AccountDocument {
        try await calls.run { [store] in try store.document(digest, of: id) }
    }

    package func authority(
        of account: String, for right: String, onBehalfOf: String?
    ) async throws -> RightAuthority {
        try await calls.run { [store] in
            try store.authority(of: account, for: right, onBehalfOf: onBehalfOf)
        }
    }

    package func accounts(
        in stages: Set<AccountStage>, before: AccountID?, limit: Int
    ) async throws -> [HostedAccount] {
        try await calls.run { [store] in
            try store.accounts(
                in: stages, before: before.map { try store.account($0) }, limit: limit)
        }
    }

    package func steps(of id: AccountID) async throws -> [AccountStep] {
        try await calls.run { [store] in try store.steps(of: id) }
    }

    package func sendCode(
        for id: AccountID, client: String?, to address: MailAddress, seen: Digest?, by: String
    ) async throws -> HostedAccount {
        let (store, mail, now) = (store, mail, now())
        return try await submitting.run {
            try Self.sendCode(
                for: id, client: client, to: address, seen: seen, by: by, in: store, over: mail,
                at: now)
        }
    }

    /// Sends first and notes then, so that the code itself is nowhere but in the mail: one that was sent and not
    /// noted, because the machine failed between, is good for nothing, and another can be sent. It confirms what was
    /// named before it went out: meanwhile the holder may name what is somebody else's. Blocks.
    ///
    /// - Parameter seen: as `HostedAccount.seen` of the page on which somebody looked the owner up; nil for none.
    /// - Throws: `AccountError`; `SQLiteStoreError`.
    package static func sendCode(
        for id: AccountID, client: String?, to address: MailAddress, seen: Digest?, by: String,
        in store: SQLiteAccountStore, over mail: AccountMail?, at now: UInt64
    ) throws -> HostedAccount {
        guard let mail else { throw AccountError.noMail }
        let account = try store.account(id)
        try account.check(seen: seen)
        let rights = try account.toConfirm(client: client)
        try store.countMail(to: address, at: now)
        let code = VerificationCode.random()
        try mail.send(code, to: address, organisation: account.organisation, at: now)
        return try store.change(
            id, .sendCode, by: by, note: client ?? "", at: now
        ) {
            try $0.sent(code.hash(for: id), to: address, client: client, for: rights, at: now)
        }
    }
}

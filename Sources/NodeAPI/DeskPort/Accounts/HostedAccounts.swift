package import Accounts
package import Complaints
package import Notices
package import SignIn
package import TransparencyLog

/// Who of the holders of accounts is signed in. Asked on event loops, for every request of theirs: an
/// implementation has it in memory.
package protocol AccountSessions: Sendable {
    /// Nil where the session is over, or was never.
    func holder(with session: Secret) -> DeskAccountHolder?

    /// Takes up what other processes have changed, before a request is judged.
    func refresh() async throws
}

/// The holder of an account, signed in.
package struct DeskAccountHolder: Hashable, Sendable {
    package let id: AccountID
    /// Comes back with every form that changes something.
    package let formToken: FormToken

    package init(id: AccountID, formToken: FormToken) {
        self.id = id
        self.formToken = formToken
    }

    package var formField: HTML {
        "<input type=\"hidden\" name=\"\(FormToken.field)\" value=\"\(formToken.text)\">"
    }
}

/// Accounts of rights holders at this platform: `docs/hosted-accounts.md`.
///
/// - Throws: `AccountError`, which the routes turn into what is shown.
package protocol HostedAccounts: AccountSessions {
    // MARK: For whoever comes

    /// Keeps an application and mails a link to its address.
    ///
    /// - Parameter place: where it comes from.
    func apply(_ application: AccountApplication, from place: String) async throws

    /// Mails a link to the holder of the account that this address has, if it has one: whoever asks cannot tell,
    /// not by the time that it takes either.
    func sendLink(to address: MailAddress)

    /// What a link is for; nil where it is used up, over, or was never.
    func link(_ secret: Secret) async throws -> AccountLink?

    /// Uses a link up and begins a session; nil where it is none.
    func begin(usingLink secret: Secret) async throws -> Secret?

    /// Ends a session; durable when it returns.
    func end(_ session: Secret) async throws

    // MARK: For holders and the platform's people

    func account(_ id: AccountID) async throws -> HostedAccount

    /// - Parameter by: `AccountStep.holder`, or who of the platform.
    /// - Returns: the account afterwards.
    @discardableResult
    func change(
        _ id: AccountID, _ change: AccountChange, by: String, note: String
    ) async throws -> HostedAccount

    /// Enters a code; an attempt that misses is counted before it returns.
    func enter(_ code: VerificationCode, of id: AccountID) async throws -> HostedAccount.Entry

    /// Durable on return.
    func keep(_ document: AccountDocument, of id: AccountID) async throws

    func document(_ digest: Digest, of id: AccountID) async throws -> AccountDocument

    /// How an account stands to a right, as the checks at filing ask it (`FilingFacts.authority`).
    ///
    /// - Parameters:
    ///   - account: as `Complaint.hostedAccount`.
    ///   - right: as `Right.key`.
    ///   - onBehalfOf: as `Complaint.onBehalfOf`.
    func authority(
        of account: String, for right: String, onBehalfOf: String?
    ) async throws -> RightAuthority

    // MARK: For the platform's people

    /// Those in these stages, the newest first.
    func accounts(
        in stages: Set<AccountStage>, before: AccountID?, limit: Int
    ) async throws -> [HostedAccount]

    /// The newest first.
    func steps(of id: AccountID) async throws -> [AccountStep]

    /// Mails a code to the registered owner of what is not confirmed yet.
    ///
    /// - Parameters:
    ///   - client: whose rights; nil for the account's own.
    ///   - address: the one that the office's register has.
    ///   - seen: as `HostedAccount.seen` of what was looked up there; nil where no page was looked at.
    /// - Returns: the account afterwards.
    func sendCode(
        for id: AccountID, client: String?, to address: MailAddress, seen: Digest?, by: String
    ) async throws -> HostedAccount
}

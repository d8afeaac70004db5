import Accounts

/// A page of the accounts at this platform, the newest first: the same on the console and for programs.
struct ListedAccounts {
    static let pageMax = 50

    let accounts: [HostedAccount]
    /// The last of them, where the list goes on behind it; nil at its end.
    let next: AccountID?

    /// - Parameters:
    ///   - stages: any of them where it is empty.
    ///   - last: of the page before; nil from the newest on.
    /// - Throws: `AccountError.accountUnknown` where there is no such last one.
    init(
        of hosted: any HostedAccounts, in stages: Set<AccountStage>, behind last: AccountID?,
        limit: Int = pageMax
    ) async throws {
        let found = try await hosted.accounts(
            in: stages.isEmpty ? Set(AccountStage.allCases) : stages, before: last,
            limit: limit + 1)
        accounts = Array(found.prefix(limit))
        next = found.count > limit ? accounts.last?.id : nil
    }
}

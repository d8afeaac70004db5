package import Complaints
package import SQLiteStore
package import Statements

/// What accounts of rights holders at this platform have shown. An account names a right by its number only; what it
/// covers stands in the `right` statement of whoever states it.
package struct AccountStanding: ComplainantStanding {
    private let accounts: SQLiteAccountStore

    package init(_ accounts: SQLiteAccountStore) { self.accounts = accounts }

    package func right(_ key: String, of account: String) -> Right? { nil }

    package func authority(
        of account: String, over key: String, onBehalfOf name: String?
    ) throws -> RightAuthority {
        try accounts.authority(of: account, for: key, onBehalfOf: name)
    }

    package func openedAt(_ account: String) throws -> UInt64? { try accounts.openedAt(account) }
}

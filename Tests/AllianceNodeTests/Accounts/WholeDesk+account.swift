import Accounts
import AllianceNode
import Credentials
import SQLiteStore
import SignIn
import Testing

extension WholeDesk {
    /// An account that somebody has asked for, and proved its address.
    ///
    /// - Returns: where it is kept, as another process opens it; to be closed.
    func begin(_ id: AccountID, isAgent: Bool = false) throws -> SQLiteAccountStore {
        let store = try SQLiteAccountStore(path: node.home.accountDatabase)
        let (now, hash) = (node.clock.now(), Secret.random().hash(for: .accountLink))
        try store.keep(
            try AccountApplication(
                organisation: "Nord", email: "desk@nord.example", country: "DE",
                isAgent: isAgent, rights: [AccountRight(office: "EM", number: "018012345")]),
            hash: hash, from: "address 7f000001", at: now)
        _ = try #require(
            try store.begin(
                usingLink: hash, sessionHash: Secret.random().hash(for: .accountSession),
                newAccount: id, at: now))
        return store
    }
}

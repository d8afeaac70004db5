import Accounts
import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import SQLiteStore

extension HomeOption {
    /// The accounts at this platform.
    /// - Throws: `NodeError.noMember` for a folder of nobody; `SQLiteStoreError`.
    func openAccounts() throws -> SQLiteAccountStore {
        guard try folder.certs.newestEpoch() != nil else {
            throw NodeError.noMember(folder.path)
        }
        return try SQLiteAccountStore(path: folder.accountDatabase)
    }

    /// Does one step of an account, recorded before it is done.
    ///
    /// - Parameter isUrgent: it takes something away, and is done also where it cannot be recorded.
    func change(
        account name: String, _ change: AccountChange, reason: String, isUrgent: Bool
    ) throws -> HostedAccount {
        let id = try AccountID(parsing: name)
        let note = try AccountChange.note(reason)
        let store = try openAccounts()
        defer { try? store.close() }
        let now = WallClock.system.now()
        return try administer(
            [.account: id.rawValue, .did: change.transition.rawValue], isUrgent: isUrgent
        ) {
            try store.change(id, change.transition, by: Self.operatorName, note: note, at: now) {
                try change.apply(to: &$0, at: now)
            }
        }
    }

    /// Who works at this machine, as the record of an account has it.
    static var operatorName: String { "operator \(NSUserName())" }
}

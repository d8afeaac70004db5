import AllianceNode
import Credentials
import SQLiteStore

extension HomeOption {
    /// The list of who may sign in at the desk of this member.
    /// - Throws: `NodeError.noMember` for a folder of nobody; `SQLiteStoreError`.
    func openAccess() throws -> SQLiteAccessStore {
        guard try folder.certs.newestEpoch() != nil else {
            throw NodeError.noMember(folder.path)
        }
        return try SQLiteAccessStore(path: folder.accessDatabase)
    }
}

import Credentials
import SQLiteStore
import Synchronization

extension OpenedNode {
    /// The complaints in this member's desk channels; their database is made where it is missing.
    /// - Throws: `SQLiteStoreError`.
    package func complaintKeeper() throws -> ComplaintKeeper {
        try keptComplaints.withLock { known in
            if let known { return known }
            let made = ComplaintKeeper(
                node: self, store: try SQLiteComplaintStore(path: home.complaintDatabase))
            known = made
            return made
        }
    }

    /// The same where they are kept: what was never there has nothing to forget.
    func openedComplaints() throws -> SQLiteComplaintStore? {
        guard DurableFile.exists(home.complaintDatabase) else { return nil }
        return try complaintKeeper().store
    }

    func closeComplaints() throws {
        // The keeper knows this node: it is let go, so that neither holds the other for ever.
        let keeper = keptComplaints.withLock { known in
            defer { known = nil }
            return known
        }
        try keeper?.store.close()
    }
}

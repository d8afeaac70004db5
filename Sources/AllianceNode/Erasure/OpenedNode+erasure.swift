package import AllianceNames
import Credentials
package import MergedView
package import Replication
import Roster
import SQLiteStore
package import TransparencyLog

extension OpenedNode {
    package var erasureRegister: ErasureRegister {
        ErasureRegister(logs: logs, roster: { self.register.newest })
    }

    /// - Throws: `SQLiteStoreError`, where the collections cannot be opened.
    package func eraser(recent: RecentSlices? = nil) throws -> Eraser {
        Eraser(
            logs: logs, view: view, recent: recent,
            others: (try openedCollections().map { [$0] } ?? [])
                + [ErasedComplaints(node: self), ErasedOrders(node: self)],
            now: clock.now)
    }

    /// Signs as one of this member's logs; nil for another's, where its epoch's key is not here, and in a
    /// standby.
    package func logSigner(_ origin: LogOrigin) throws -> NoteSigner? {
        guard standing.signs, origin.member == member,
            let key = try home.certs.logSigningKey(origin.epoch)
        else { return nil }
        let signer = try NoteSigner(name: origin.description, privateKey: key)
        return signer.verifierKey == roster.logKey(for: origin) ? signer : nil
    }

    /// Signs as the authority, where one of the keys that the register names now is in this folder.
    package func authoritySigner() throws -> NoteSigner? {
        guard DurableFile.exists(home.certs.authorityKey) else { return nil }
        let signer = try home.certs.authoritySigner(of: alliance)
        return roster.roster.authority.currentKeys.contains(signer.verifierKey) ? signer : nil
    }

    /// Keeps a certificate durably, and carries it out as far as it goes at once.
    /// - Throws: `ErasureError` for what is not complete or not believed.
    package func apply(_ signed: SignedErasure) throws -> ErasureRecord {
        _ = try signed.verified(by: roster)
        let record = try erasureRegister.accept(signed).record
        try eraser().run()
        return try logs.erasure(record.id) ?? record
    }
}

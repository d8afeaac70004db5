package import AllianceNames
import Credentials
package import Replication
import Roster
import SQLiteStore

extension OpenedNode {
    /// This folder's audit log, ready to be written to; it is begun where there is none.
    /// - Throws: `AuditError.cannotGoOn`; `CredentialsError`, `SQLiteStoreError`.
    package func auditLog() throws -> AuditLog {
        try AuditLog(home, alliance: alliance, member: member, clock: clock)
    }

    /// What the fence says of each audit log; empty where there is no fence.
    /// - Throws: `OwnLogError` for one that cannot be read.
    package func auditMarks() throws -> [LogOrigin: FenceMark] {
        guard DurableFile.exists(home.certs.auditFence) else { return [:] }
        return try SigningFence(path: home.certs.auditFence).read().marks
    }
}

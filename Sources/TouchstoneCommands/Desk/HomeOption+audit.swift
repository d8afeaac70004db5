import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation

extension HomeOption {
    /// Writes into the audit log what an operator is about to do with who may come in. A folder that was
    /// not admitted yet has no desk, and no log.
    ///
    /// - Parameter isUrgent: it takes access away, and is done also where it cannot be recorded.
    /// - Throws: why it cannot be recorded; then nothing is done.
    func recordAdministration(_ details: [String: String], isUrgent: Bool = false) throws {
        guard DurableFile.exists(folder.certs.tlsCertificate) else { return }
        do {
            let identity = try folder.certs.tlsIdentity().spiffeID
            let log = try AuditLog(
                folder, alliance: identity.alliance, member: identity.member, clock: .system)
            defer { try? log.close() }
            try log.appendNow([
                AuditRecord(
                    who: .operatorOfMachine(NSUserName()), action: .administer, details: details)
            ])
        } catch {
            guard isUrgent else { throw error }
            Output.remark("warning: this is not recorded: \(CommandExit.sentence(of: error))")
        }
    }
}

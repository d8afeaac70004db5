import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import NodeAPI

extension HomeOption {
    /// Does what an operator wants done with who may come in. It is written into the audit log before, and where it
    /// is refused then, that stands beside it under the same number. A folder that was not admitted yet has no desk,
    /// and no log.
    ///
    /// - Parameter isUrgent: it takes access away, and is done also where it cannot be recorded.
    /// - Throws: why it cannot be recorded; then nothing is done. Else what `body` throws.
    func administer<Value>(
        _ details: [String: String], isUrgent: Bool = false, _ body: () throws -> Value
    ) throws -> Value {
        guard DurableFile.exists(folder.certs.tlsCertificate) else { return try body() }
        let number = RequestNumber.random()
        do {
            try record(details, number)
        } catch {
            guard isUrgent else { throw error }
            Output.remark("warning: this is not recorded: \(CommandExit.sentence(of: error))")
        }
        do {
            return try body()
        } catch {
            var refused = details
            refused["refused"] = CommandExit.sentence(of: error)
            do {
                try record(refused, number)
            } catch let unwritten {
                Output.remark(
                    "warning: that it was refused is not recorded: \(CommandExit.sentence(of: unwritten))"
                )
            }
            throw error
        }
    }

    private func record(_ details: [String: String], _ number: String) throws {
        let identity = try folder.certs.tlsIdentity().spiffeID
        let log = try AuditLog(
            folder, alliance: identity.alliance, member: identity.member, clock: .system)
        defer { try? log.close() }
        try log.appendNow([
            AuditRecord(
                who: .operatorOfMachine(NSUserName()), action: .administer, details: details,
                request: number)
        ])
    }
}

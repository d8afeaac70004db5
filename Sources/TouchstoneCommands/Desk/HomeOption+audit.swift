import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Foundation
import NodeAPI
import SignIn

extension HomeOption {
    /// Does what an operator wants done with who may come in. It is written into the audit log before, and where it
    /// is refused then, that stands beside it under the same number. A folder that was not admitted yet has no desk,
    /// and no log.
    ///
    /// - Parameter isUrgent: it takes access away, and is done also where it cannot be recorded.
    /// - Throws: why it cannot be recorded; then nothing is done. Else what `body` throws.
    func administer<Value>(
        _ details: [AuditDetail: String], isUrgent: Bool = false, _ body: () throws -> Value
    ) throws -> Value {
        guard DurableFile.exists(folder.certs.tlsCertificate) else { return try body() }
        let number = RequestNumber.random()
        do {
            try record(.administer, details, request: number)
        } catch {
            guard isUrgent else { throw error }
            Output.remark("warning: this is not recorded: \(CommandExit.sentence(of: error))")
        }
        do {
            return try body()
        } catch {
            var refused = details
            refused[.refused] = CommandExit.sentence(of: error)
            do {
                try record(.administer, refused, request: number)
            } catch let unwritten {
                Output.remark(
                    "warning: that it was refused is not recorded: \(CommandExit.sentence(of: unwritten))"
                )
            }
            throw error
        }
    }

    /// Writes down what a person is about to be shown of this folder, or is about to take away. Where
    /// neither a desk nor a command has begun an audit log, nothing is recorded, and none is begun for it.
    ///
    /// - Parameters:
    ///   - command: as it is typed, such as `indicator show`.
    ///   - details: what it is about, by the names that the desk uses.
    ///   - results: what is shown, as a count.
    ///   - request: the number that several records of one command have in common.
    /// - Throws: `CommandError` where it cannot be written; then nothing must be shown.
    func recordLook(
        _ action: AuditAction, by command: String, of details: [AuditDetail: String] = [:],
        results: Int? = nil, for purpose: Purpose?, request: String = RequestNumber.random()
    ) throws {
        guard hasAuditLog else { return }
        var details = details
        details[.command] = command
        do {
            try record(
                action, details, results: results, purpose: purpose, request: request)
        } catch {
            throw CommandError(
                "this is not shown, since it cannot be recorded: \(CommandExit.sentence(of: error))"
            )
        }
    }

    /// Where its database was taken away, its key is there still, and nothing can be recorded. A standby has the database
    /// without a key: it is a copy of another folder's log, which is brought when it takes over where none was begun here.
    private var hasAuditLog: Bool {
        if DurableFile.exists(folder.certs.auditKey) { return true }
        guard DurableFile.exists(folder.auditDatabase) else { return false }
        return (try? HomeStanding(of: folder.certs))?.standby == nil
    }

    private func record(
        _ action: AuditAction, _ details: [AuditDetail: String], results: Int? = nil,
        purpose: Purpose? = nil, request: String
    ) throws {
        let identity = try folder.certs.tlsIdentity().spiffeID
        let log = try AuditLog(
            folder, alliance: identity.alliance, member: identity.member, clock: .system)
        defer { try? log.close() }
        try log.appendNow([
            AuditRecord(
                who: .operatorOfMachine(NSUserName()), action: action, purpose: purpose,
                details: details, results: results.map { UInt64(clamping: $0) }, request: request)
        ])
    }
}

package import AllianceNames
import Credentials
import Crypto
package import Logging
package import NodeAPI
import Peering
package import Replication
import Roster
import SQLiteStore

extension OpenedNode {
    /// This folder's audit log, ready to be written to; it is begun where there is none.
    /// - Throws: `AuditError.cannotGoOn`; `CredentialsError`, `SQLiteStoreError`.
    package func auditLog() throws -> AuditLog {
        try AuditLog(home, alliance: alliance, member: member, clock: clock)
    }

    /// Whether an audit log was begun here, by a desk or by a command.
    package var hasAuditLog: Bool { DurableFile.exists(home.auditDatabase) }

    /// What the desk of a running node records with. Where the audit log cannot be gone on with, the node
    /// runs, and its desk shows nothing that would have to be recorded.
    package func auditRecorder(logger: Logger) -> AuditRecorder {
        let recorder = AuditRecorder(Result { try auditLog() })
        if let failure = recorder.failure {
            logger.critical(
                "the desk shows nothing that would have to be recorded",
                metadata: ["error": "\(failure)"])
        }
        return recorder
    }

    /// Brings the audit log to witnesses; nil where there is none that could be written to.
    package func auditCosigning(
        _ recorder: AuditRecorder, transport: any WitnessTransport & PeerTransport, logger: Logger
    ) -> AuditCosigning? {
        recorder.log.map { log in
            AuditCosigning(
                log, voucher: cosigners, transport: transport, register: register,
                clock: clock, logger: logger)
        }
    }

    /// Lets exports go and holds them, for a command.
    package func exportDesk(rowsMax: UInt64) -> ExportDesk {
        ExportDesk(AuditRecorder(Result { try auditLog() }), rowsMax: rowsMax, now: clock.now)
    }

    /// Lets exports go and holds them, for a running node.
    package func exportDesk(_ recorder: AuditRecorder, rowsMax: UInt64) -> ExportDesk {
        ExportDesk(recorder, rowsMax: rowsMax, now: clock.now)
    }

    /// What the console has of the audit log.
    /// - Parameter exports: with what one may take away alone in 24 hours.
    package func consoleAudit(
        _ recorder: AuditRecorder, exports: ExportDesk, calls: BlockingCalls
    ) -> ConsoleAudit {
        ConsoleAudit(
            AuditDesk(self, recorder: recorder, calls: calls), gate: exports, recording: recorder)
    }

    /// The log that `certs/audit.key` signs; nil in a folder without it, as one is that was made of a backup.
    /// - Throws: `CredentialsError`.
    package func auditOrigin() throws -> LogOrigin? {
        try home.certs.auditSigningKey().map { key in
            .audit(
                of: member, in: alliance, publicKey: Array(key.publicKey.rawRepresentation))
        }
    }

    /// What the fence says of each audit log, and what those say that were put aside when another log
    /// was begun.
    /// - Throws: `OwnLogError` for the fence that is in use, where it cannot be read.
    package func auditMarks() throws -> [LogOrigin: FenceMark] {
        let certs = home.certs
        var marks: [LogOrigin: FenceMark] = [:]
        for name in try DurableFile.names(in: certs.path)
        where name.hasPrefix("audit-") && name.hasSuffix(".fence") {
            // It may have been put aside because it cannot be read.
            let old = try? SigningFence(path: "\(certs.path)/\(name)").read().marks
            marks.merge(old ?? [:]) { $0.size > $1.size ? $0 : $1 }
        }
        guard DurableFile.exists(certs.auditFence) else { return marks }
        let current = try SigningFence(path: certs.auditFence).read().marks
        return marks.merging(current) { $0.size > $1.size ? $0 : $1 }
    }
}

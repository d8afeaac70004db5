import AllianceNames
package import Logging
import Peering
package import Replication
import ServiceLifecycle
import TransparencyLog

/// Brings the checkpoints of this folder's audit log to the register's witnesses, and keeps what they
/// cosign: from then on no record before it can be taken out or changed unnoticed.
///
/// A witness that has seen another history of it is told of and recorded, and found by `audit verify`; it
/// stops nothing, or a lying witness could close the desk.
package struct AuditCosigning: Service {
    /// How often it is looked whether there are records that were not brought yet.
    package static let interval = Duration.seconds(2)

    package static var limits: WitnessSubmission.Limits {
        var limits = WitnessSubmission.Limits()
        limits.gap = .seconds(1)
        limits.interval = .seconds(10)
        return limits
    }

    private let submitter: WitnessSubmitter

    /// - Parameter voucher: the member's cosigner keys.
    package init(
        _ log: AuditLog, voucher: OwnCosigner, transport: any WitnessTransport & PeerTransport,
        register: RosterRegister, clock: WallClock,
        limits: WitnessSubmission.Limits = Self.limits, logger: Logger
    ) {
        let own = OwnCheckpoints(
            member: log.origin.member, store: log.store,
            audit: WitnessedAuditLog(origin: log.origin, voucher: voucher, clock: clock))
        submitter = WitnessSubmitter(
            own, transport: transport, register: register, limits: limits,
            onAlarm: { claim in
                logger.critical(
                    "a witness has seen another history of the audit log than is here",
                    metadata: [
                        "witness": "\(claim.claimedBy)", "kind": "\(claim.kind.rawValue)",
                        "tree_size": "\(claim.size)",
                    ])
            }, logger: logger)
    }

    package func rosterChanged() { submitter.rosterChanged() }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await submitter.run() }
                while !Task.isCancelled {
                    submitter.recordChanged()
                    try? await Task.sleep(for: Self.interval)
                }
                group.cancelAll()
            }
        }
    }
}

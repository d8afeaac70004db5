package import AllianceNames
import CRDT
import Credentials
package import Logging
package import MergedView
package import Replication
import Roster
import SQLiteStore
package import TransparencyLog

extension OpenedNode {
    /// Signs as this member's cosigner: with the key that is in use, or where the register names none that is
    /// here, with the one that waits to be admitted.
    package func cosigner() throws(TransparencyLogError) -> NoteSigner {
        if let signer = cosigners.signer(by: roster) { return signer }
        return try keys.cosignerSigner(of: member, in: alliance)
    }

    /// Whether the register names a cosigner key of this folder; not so where it was restored.
    package var isCosignerAdmitted: Bool { cosigners.signer(by: roster) != nil }

    package func witness(logger: Logger) -> StoredWitness {
        StoredWitness(
            member: member, store: logs, records: witnessRecords, register: register,
            keys: cosigners, clock: clock, logger: logger)
    }

    /// Has the record hold what this member cosigned, also where it was put back to an old copy: once at start.
    package func bringWitnessUp(logger: Logger) {
        do {
            let behind = try witnessRecords.catchUp(at: clock.now())
            for fault in try witnessRecords.standing().errors {
                logger.critical(
                    "as a witness this member cannot cosign",
                    metadata: ["keyword": "\(fault.keyword)", "reason": "\(fault)"])
            }
            guard !behind.isEmpty else { return }
            logger.critical(
                "the record was put back to an old copy; what this member has cosigned since is taken from its witness marks",
                metadata: [
                    "file": "\(logs.path)", "logs": "\(behind.count)", "origin": "\(behind[0])",
                ])
        } catch {
            logger.critical(
                "as a witness this member cannot cosign", metadata: ["error": "\(error)"])
        }
    }

    /// What counts, and how much of each log is witnessed.
    package func witnessedScope() throws -> ViewScope {
        var scope = try scope()
        scope.witnessed = try witnessedSizes()
        return scope
    }

    /// Of every log that has a quorum: how many of its entries are below the largest checkpoint that
    /// has one.
    package func witnessedSizes() throws -> [LogOrigin: TreeSize] {
        let roster = roster
        var sizes: [LogOrigin: TreeSize] = [:]
        for origin in try logs.cosignedChanges().keys {
            sizes[origin] = try logs.witnessedCheckpoint(
                of: origin, by: roster.witnessPolicy(for: origin))?.size
        }
        return sizes
    }

    /// Since when the statement is independently confirmed, in seconds since 1970: the median of the
    /// first quorum's times. Nil while it waits.
    package func witnessedAt(_ dot: StatementDot) throws -> UInt64? {
        try logs.witnessedPrefix(of: dot.log, by: roster.witnessPolicy(for: dot.log))
            .time(of: dot.index)
    }

    /// How fresh what is held of another member's logs is.
    package func freshness(of peer: MemberID) throws -> Freshness {
        try MemberFreshness.of(
            peer, roster: roster, readBy: member, store: logs, at: clock.now() / 1_000)
    }
}

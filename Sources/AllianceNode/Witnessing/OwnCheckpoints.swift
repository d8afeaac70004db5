import AllianceNames
import Replication
import Roster
import TransparencyLog

/// An audit log as it is brought to witnesses.
struct WitnessedAuditLog: Sendable {
    let origin: LogOrigin
    /// The member's cosigner keys, one of which vouches for it.
    let voucher: OwnCosigner
    let clock: WallClock
}

/// This member's own logs as they stand in the record: what is brought to witnesses and cosigned for
/// freshness. Calls block.
struct OwnCheckpoints: Sendable {
    let member: MemberID
    let store: any LogStore & WitnessStore
    /// Where it is this folder's audit log that is brought to witnesses, and not those of channels.
    var audit: WitnessedAuditLog?

    /// The logs that are written to.
    func origins(in roster: VerifiedRoster) -> [LogOrigin] {
        if let audit { return roster.isActive(member) ? [audit.origin] : [] }
        return roster.logs.filter { $0.origin.member == member && $0.scope == .open }
            .map(\.origin)
    }

    /// What signs a log's checkpoints; nil for a log that the register does not know.
    func key(of origin: LogOrigin, in roster: VerifiedRoster) -> VerifierKey? {
        audit == nil ? roster.logKey(for: origin) : origin.auditKey
    }

    /// The logs that are written to, each with its newest checkpoint.
    func newest(in roster: VerifiedRoster) throws -> [(origin: LogOrigin, record: CheckpointRecord)]
    {
        try origins(in: roster).compactMap { origin in
            try newest(of: origin).map { (origin, $0) }
        }
    }

    /// The logs whose checkpoints are brought to witnesses: those that are written to, and those that the
    /// register has ended.
    func broughtOrigins(in roster: VerifiedRoster) -> [LogOrigin] {
        guard audit == nil else { return origins(in: roster) }
        return roster.logs.filter { $0.origin.member == member && $0.scope != .never }
            .map(\.origin)
    }

    /// What is brought to witnesses of a log: its newest checkpoint. Of one that the register has ended only
    /// within its end, and until a quorum has confirmed it: what was signed last would else stay
    /// unconfirmed where the end came before the witnesses.
    func brought(of origin: LogOrigin, in roster: VerifiedRoster) throws -> CheckpointRecord? {
        guard let record = try newest(of: origin) else { return nil }
        guard audit == nil, case .until(let end, _) = roster.scope(of: origin) else {
            return record
        }
        guard record.size <= end else { return nil }
        let confirmed = try store.witnessedCheckpoint(
            of: origin, by: roster.witnessPolicy(for: origin))
        return confirmed?.size ?? 0 < record.size ? record : nil
    }

    /// What a witness gets of a checkpoint: the log's line alone, since it has no use for others'
    /// cosignatures; and for a log that no register names, the member's own line, which vouches for it.
    func bare(
        _ verified: VerifiedCheckpoint, in roster: VerifiedRoster
    ) throws -> SignedCheckpoint {
        var signed = try SignedCheckpoint(
            parsing: CosignedCheckpoint(verified, cosigners: []).noteText)
        // Without it a witness refuses, and says why.
        if let audit, let voucher = audit.voucher.signer(by: roster) {
            signed.add(
                voucher.sign(
                    text: signed.note.text, timestamp: max(1, audit.clock.now() / 1_000)))
        }
        return signed
    }

    /// Nil where nothing is signed, or nothing may be signed on.
    func newest(of origin: LogOrigin) throws -> CheckpointRecord? {
        guard let state = try store.state(of: origin), state.frozen == nil else { return nil }
        return state.served
    }

    /// - Throws: where the record's tiles do not lead to the checkpoint.
    func proof(
        of origin: LogOrigin, from: TreeSize, to record: CheckpointRecord
    ) throws -> ConsistencyProof {
        try TiledTree(size: record.size) { tile in
            guard let bytes = try store.tile(of: origin, tile) else {
                throw ReplicatorError.tileMissing(origin, tile)
            }
            return bytes
        }.consistencyProof(from: from)
    }
}

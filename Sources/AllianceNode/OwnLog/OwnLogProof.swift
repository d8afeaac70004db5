package import AllianceNames
package import Replication
package import TransparencyLog

/// What a checkpoint with this member's own signature proves about what is held of its log. Calls block.
package enum OwnLogProof {
    static func compare(
        _ checkpoint: Checkpoint, of origin: LogOrigin, in store: any LogStore
    ) throws -> HeldComparison {
        try HeldComparison.compare(checkpoint, with: store.state(of: origin)) { tile in
            guard let bytes = try store.tile(of: origin, tile) else {
                throw ReplicatorError.tileMissing(origin, tile)
            }
            return bytes
        }
    }

    /// The claim that a member has shown another history of an own log; nil where what it has shown is
    /// held, or is more than is held.
    static func claim(
        that checkpoint: VerifiedCheckpoint, shownBy member: MemberID, of origin: LogOrigin,
        in store: any LogStore, at now: UInt64
    ) throws -> OwnLogClaim? {
        guard case .differs = try compare(checkpoint.checkpoint, of: origin, in: store) else {
            return nil
        }
        return OwnLogClaim(
            origin: origin, claimedBy: member, kind: .differs, size: checkpoint.size, at: now,
            proof: CheckpointRecord(checkpoint))
    }

    /// The size of a checkpoint that others have shown and that what is held contradicts, or falls short
    /// of: while there is one, no person can set aside what is claimed about the log.
    package static func size(
        of origin: LogOrigin, in store: any LogStore & WitnessStore
    ) throws -> TreeSize? {
        let shown =
            try store.seenCheckpoints(of: origin).map(\.record)
            + store.ownLogClaims().filter { $0.origin == origin }.compactMap(\.proof)
        return try shown.first { record in
            try compare(record.checkpoint, of: origin, in: store) != .same
        }?.size
    }
}

import AllianceNames
import Replication
import Roster
import TransparencyLog

/// This member's own logs as they stand in the record: what is brought to witnesses and cosigned for
/// freshness. Calls block.
struct OwnCheckpoints: Sendable {
    let member: MemberID
    let store: any LogStore & WitnessStore

    /// The logs that are written to, each with its newest checkpoint.
    func newest(in roster: VerifiedRoster) throws -> [(origin: LogOrigin, record: CheckpointRecord)]
    {
        try roster.logs.filter { $0.origin.member == member && $0.scope == .open }
            .compactMap { log in
                try newest(of: log.origin).map { (log.origin, $0) }
            }
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

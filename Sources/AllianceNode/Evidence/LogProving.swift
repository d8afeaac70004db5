import AllianceNames
import CRDT
import Evidence
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// Statements of one log with their proofs, from what is held here.
///
/// Each is proved under the first checkpoint above it that has a quorum of witnesses, for that one says
/// since when it was said; where there is none yet, under the newest.
struct LogProving {
    private let node: OpenedNode
    let origin: LogOrigin
    private let key: VerifierKey
    private let served: CheckpointRecord
    /// With a quorum, the earliest first.
    private let witnessed: [CosignedCheckpoint]

    /// Nil for a log of which no signed checkpoint is held, or that the register names no key of.
    init?(_ origin: LogOrigin, in node: OpenedNode) throws {
        guard let key = node.roster.logKey(for: origin),
            let served = try node.logs.state(of: origin)?.served
        else { return nil }
        self.node = node
        self.origin = origin
        self.key = key
        self.served = served
        let policy = node.roster.witnessPolicy(for: origin)
        witnessed = try node.logs.cosigned(
            of: origin, cosigners: policy.quorum, below: served.size + 1, limit: .max
        ).compactMap { checkpoint in policy.time(of: checkpoint).map { ($0, checkpoint) } }
            .sorted { ($0.0, $0.1.size) < ($1.0, $1.1.size) }.map(\.1)
    }

    /// Whether a checkpoint that is held here covers an entry.
    func covers(_ index: EntryIndex) -> Bool { index < served.size }

    /// Nil where no checkpoint held here covers it.
    func statement(_ index: EntryIndex) throws -> BundledStatement? {
        guard index < served.size,
            let slice = try StoredEntries(node.logs).slice(of: origin, from: index)
        else { return nil }
        let entries = try EntryBundle.parse(slice.entries, count: slice.count)
        let slots = try PayloadBundle.parse(slice.payloads, count: slice.count)
        guard let entry = entries.first, let slot = slots.first else { return nil }
        var payload: [UInt8]?
        if case .present(let range) = slot { payload = Array(slice.payloads[range]) }
        let checkpoint = try checkpoint(above: index)
        return try BundledStatement(
            entry: Array(slice.entries[entry]), saltAndPayload: payload,
            proof: TLogProof(
                index: index,
                path: tree(checkpoint.checkpoint.size).inclusionProof(of: index).path,
                checkpoint: checkpoint))
    }

    /// That an entry is in the log, for anybody to verify offline; nil where no checkpoint held here covers it.
    /// - Throws: `TransparencyLogError` where the record does not prove what it holds.
    func proof(of index: EntryIndex) throws -> EntryProof? {
        guard let statement = try statement(index) else { return nil }
        // What leaves the house is held to what a stranger will hold it to.
        try statement.proof.verify(leaf: MerkleHash.leaf(statement.entry), logKey: key)
        return EntryProof(
            text: statement.proof.description, origin: origin.description, index: index)
    }

    private func checkpoint(above index: EntryIndex) throws -> SignedCheckpoint {
        if let first = witnessed.first(where: { $0.size > index }) {
            return try SignedCheckpoint(parsing: first.servedNote(fresh: []))
        }
        return try SignedCheckpoint(
            parsing: node.logs.servedNotes(of: origin, served, in: node.roster).note)
    }

    /// That the checkpoints of these statements are of one history, and of the one that the register
    /// names; nil where there is one checkpoint and no end.
    func history(of statements: [BundledStatement]) throws -> LogHistory? {
        var sizes = Set(statements.map(\.proof.checkpoint.checkpoint.size))
        if case .until(let end, _) = node.roster.scope(of: origin) {
            let held = try node.logs.state(of: origin)?.size ?? 0
            guard end <= held else {
                throw EvidenceError.endNotHeld(origin, end: end, held: held)
            }
            sizes.insert(end)
        }
        let ascending = sizes.sorted()
        guard ascending.count > 1 else { return nil }
        return LogHistory(
            origin: origin.description,
            steps: try zip(ascending, ascending.dropFirst()).map { from, to in
                try tree(to).consistencyProof(from: from)
            })
    }

    private func tree(_ size: TreeSize) -> TiledTree {
        TiledTree(size: size) { tile in
            guard let bytes = try node.logs.tile(of: origin, tile) else {
                throw MissingTile(path: tile.path)
            }
            return bytes
        }
    }
}

/// The record lacks a tile that it must have.
struct MissingTile: Error, CustomStringConvertible {
    let path: String
    var description: String { "the record lacks \(path); 'touchstone log audit' says more" }
}

import AllianceNames
import CRDT
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import Statements
import TransparencyLog

/// Proofs that entries are in their logs, from what is held here.
struct ProofReading {
    private let node: OpenedNode

    init(_ node: OpenedNode) { self.node = node }

    /// Nil where the newest signed checkpoint held here does not cover the entry, or the register names no
    /// key of the log.
    /// - Throws: `TransparencyLogError` where the record does not prove what it holds.
    func proof(of dot: StatementDot) throws -> EntryProof? {
        let origin = dot.log
        guard let served = try node.logs.state(of: origin)?.served,
            let key = node.roster.logKey(for: origin), dot.index < served.size,
            let bundle = BundleCoordinate(containing: dot.index, size: served.size),
            let bytes = try node.logs.entries(of: origin, bundle)
        else { return nil }
        let checkpoint = try SignedCheckpoint(parsing: served.noteText).verified(by: key)
        let ranges = try EntryBundle.parse(bytes, count: bundle.width)
        let entry = Array(bytes[ranges[Int(dot.index - bundle.firstEntry)]])
        let tree = TiledTree(size: checkpoint.size) { tile in
            guard let bytes = try node.logs.tile(of: origin, tile) else {
                throw MissingTile(path: tile.path)
            }
            return bytes
        }
        let proof = TLogProof(
            index: dot.index, path: try tree.inclusionProof(of: dot.index).path,
            checkpoint: try SignedCheckpoint(parsing: checkpoint.note.description))
        // What leaves the house is held to what a stranger will hold it to.
        try proof.verify(leaf: MerkleHash.leaf(entry), logKey: key)
        return EntryProof(
            text: proof.description, origin: origin.description, index: dot.index)
    }
}

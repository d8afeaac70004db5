import AllianceNames
package import Complaints
import SQLiteStore
package import Statements
import TransparencyLog

extension OpenedNode {
    /// The sample that an automatic decision may be drawn into. Its seed is the root of the decision's own log as it was
    /// before the decision: fixed before, signed with the next checkpoint, and for everybody who reads the log to
    /// compute. Blocks.
    ///
    /// - Throws: where the record lacks a tile that it must have.
    package func auditSample(of decision: EntryReference, perMillion: UInt64) throws -> AuditSample
    {
        let tree = TiledTree(size: decision.index) { [logs] tile in
            guard let bytes = try logs.tile(of: decision.origin, tile) else {
                throw MissingTile(path: tile.path)
            }
            return bytes
        }
        return AuditSample(seed: try tree.root(), perMillion: perMillion)
    }
}

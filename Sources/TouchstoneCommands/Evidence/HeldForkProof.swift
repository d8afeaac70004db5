import AllianceNames
import AllianceNode
import Replication
import SQLiteStore

/// The fork proof that a node holds of one log.
enum HeldForkProof {
    /// - Throws: a sentence that says where to look, where none is held.
    static func find(_ origin: LogOrigin, in node: OpenedNode) throws -> EvidenceRecord {
        let found = try node.logs.evidence(after: 0, limit: .max).map(\.record)
            .first { $0.kind == .fork && $0.origin == origin }
        guard let found else {
            throw CommandError(
                "no fork proof of log \(origin) is held here; 'touchstone evidence list' shows which are"
            )
        }
        return found
    }
}

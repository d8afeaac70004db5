package import AllianceNames
import Peering
package import Roster
package import TransparencyLog

/// Cosigns the checkpoints that logs post to `/witness/add-checkpoint` (c2sp.org/tlog-witness).
///
/// Calls block, on threads kept for that. Whoever may speak to this port may submit: what counts is the
/// log's signature, not who brings it.
package protocol Witnessing: Sendable {
    /// Whether this member is a witness by that roster. Must not block.
    func isWitness(_ roster: VerifiedRoster) -> Bool

    /// - Parameter request: at most `ConnectionLimits.bodyBytesMax` bytes.
    /// - Throws: `PeerProblem` for a refusal; what else is thrown is this node's own failure.
    func addCheckpoint(_ request: [UInt8]) throws -> WitnessAnswer

    /// The checkpoint cosigned last of a log, with the log's signature and ours; nil for none.
    func cosigned(_ origin: LogOrigin) throws -> [UInt8]?
}

package enum WitnessAnswer: Equatable, Sendable {
    /// One or more signature lines, each with its newline.
    case cosigned([UInt8])
    /// The size cosigned last, from which on a proof is wanted.
    case conflict(TreeSize)
}

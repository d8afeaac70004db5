package import AllianceNames
import Peering
package import Replication
package import TransparencyLog

/// Holds the logs and files that their authors bring to this node, for members that nobody can call: all
/// under `/mirror/`.
///
/// The author is known by the certificate of the connection; nobody else may bring a log, or a file that
/// only others name. What an answer
/// says is durable when it is given. A refusal is a `PeerProblem`; what else is thrown is this node's own
/// failure.
package protocol Mirroring: Sendable {
    /// - Parameter request: at most `ConnectionLimits.bodyBytesMax` bytes, as all below.
    func addCheckpoint(
        _ request: [UInt8], oldRoot: Digest?, from poster: MemberID
    ) async throws -> MirrorAnswer

    func addEntries(_ request: [UInt8], from poster: MemberID) async throws -> MirrorAnswer

    func addEvidence(_ request: [UInt8], from poster: MemberID) async throws

    /// Files that count on being brought: those that statements of this member name and that are missing
    /// here, behind one in the order of digests.
    func wantedObjects(of author: MemberID, after: Digest?) async throws -> WantedObjects

    /// - Parameters:
    ///   - piece: of the file, from its byte `from` on.
    ///   - poster: asked by the port already whether it takes no connections.
    func addObject(
        _ piece: [UInt8], of file: Digest, from: Int, by poster: MemberID
    ) async throws -> MirrorAnswer
}

package enum MirrorAnswer: Equatable, Sendable {
    /// All that was posted is held, or was before.
    case taken(MirrorInfo)
    /// It is held, and more is needed for the checkpoint that is believed.
    case partly(MirrorInfo)
    /// The request does not go on where this node stands.
    case conflict(MirrorInfo)
}

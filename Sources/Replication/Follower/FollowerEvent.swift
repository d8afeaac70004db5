package import AllianceNames
package import Roster
package import TransparencyLog

/// Names one piece of work that a follower asked for, so that its result finds back. Counted anew by
/// each follower.
package typealias JobID = UInt64

/// What reaches a follower.
package enum FollowerEvent: Sendable {
    /// A peer has shown a checkpoint, which nobody has verified yet.
    /// - `rank`: how much this peer is preferred as a source; the lowest first.
    case offered(SignedCheckpoint, by: MemberID, rank: Int)
    /// The peer is no longer one of ours.
    case gone(MemberID)
    /// What the newest roster says of this log; no key where it does not know it.
    case roster(key: VerifierKey?, scope: LogScope)
    /// A fork proof of this log has come, from whomever, and is kept.
    case forked(ForkFinding)
    /// The store was changed by somebody else: this is what is held now.
    case held(LogState)
    /// The entries whose payloads certificates erase, all of them.
    case erased(ErasedEntries)
    /// The answer to `fetchTiles`, in its order.
    case tiles(JobID, [(tile: TileCoordinate, bytes: [UInt8])])
    /// The answer to `fetchBundle`: fetched and checked.
    case bundle(JobID, CheckedBundle)
    case failed(JobID, FetchFailure)
    /// The answer to `store`, `freeze` and `settle`: done, durably, and this is what is held now.
    case stored(JobID, LogState)
    /// `store`, `freeze`, `settle` or `compare` was not done. With what is held now, where that could be read, and with
    /// the believed checkpoint that what was to be stored does not agree with, where that is why.
    case storeFailed(JobID, LogState?, against: CheckpointRecord? = nil)
    /// The answer to `compare`.
    case compared(JobID, HeldComparison)
    /// Memory is short: whatever can be stored should be.
    case flush
    /// The time asked for by `wake` has come.
    case time
}

/// Why a fetch gave nothing that can be used.
package enum FetchFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// The peer did not answer, or not with what was asked.
    case noAnswer(PeerError)
    /// It answered with bytes that are wrong.
    case refused(ReplicationError)

    package var description: String {
        switch self {
        case .noAnswer(let error): error.description
        case .refused(let error): error.description
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .noAnswer(let error): error.keyword
        case .refused(let error): error.keyword
        }
    }
}

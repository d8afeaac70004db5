package import AllianceNames
package import Replication
package import TransparencyLog

/// Whom the replicator tells what. Called from its executor: a hook must return at once.
package struct ReplicatorHooks: Sendable {
    /// A log has grown, durably, or a larger checkpoint of it is served now: to be merged into the view
    /// and posted to those who poll this node.
    package var grown: @Sendable (LogState) -> Void = { _ in }
    /// An author signed two histories: its log is frozen, durably, and the member in quarantine.
    package var forked: @Sendable (ForkFinding) -> Void = { _ in }
    /// Evidence from others or of this node's own making is kept, durably: to be posted to those who poll
    /// this node.
    package var evidenceKept: @Sendable (EvidenceRecord) -> Void = { _ in }
    /// Others show what this node's own log does not have: nothing must be signed until a person has
    /// looked at it.
    package var ownLogContradicted: @Sendable (OwnLogAlarm) -> Void = { _ in }

    /// A peer shows a checkpoint with more signatures than its log's: nobody has verified it.
    package var cosigned: @Sendable (SignedCheckpoint, LogOrigin, MemberID) -> Void = { _, _, _ in }

    /// A peer shows another roster than before, and may take now what it has refused.
    package var rosterShown: @Sendable () -> Void = {}

    package init() {}
}

/// What a peer shows of this node's own log and this node cannot have signed, unless it was restored
/// from an old backup.
package struct OwnLogAlarm: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// More entries than are held here.
        case ahead(held: TreeSize)
        /// Another history.
        case differs
    }

    package let origin: LogOrigin
    package let kind: Kind
    package let shown: VerifiedCheckpoint
    package let shownBy: MemberID
}

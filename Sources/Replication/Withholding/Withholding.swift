package import AllianceNames
package import TransparencyLog

/// A peer that shows less of a log than another peer does, for longer than it takes to pass it on.
///
/// It is a finding, not a proof: the peer may say that it never had it. The checkpoint, signed by the
/// log's author, proves that there was something to show.
package struct Withholding: Hashable, Sendable {
    package let origin: LogOrigin
    /// Who keeps it back.
    package let peer: MemberID
    /// Entries that the peer shows; 0 where it does not show the log at all.
    package let shownSize: TreeSize
    /// What another shows.
    package let checkpoint: CheckpointRecord
    package let shownBy: MemberID
    /// Since when, and when it was noted, in milliseconds since 1970 by this node's clock.
    package let since: UInt64
    package let foundAt: UInt64
    /// When the peer showed it after all.
    package var endedAt: UInt64?

    package init(
        origin: LogOrigin, peer: MemberID, shownSize: TreeSize, checkpoint: CheckpointRecord,
        shownBy: MemberID, since: UInt64, foundAt: UInt64, endedAt: UInt64? = nil
    ) {
        self.origin = origin
        self.peer = peer
        self.shownSize = shownSize
        self.checkpoint = checkpoint
        self.shownBy = shownBy
        self.since = since
        self.foundAt = foundAt
        self.endedAt = endedAt
    }
}

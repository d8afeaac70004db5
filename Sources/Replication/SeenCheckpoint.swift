package import AllianceNames

/// A checkpoint that a peer has shown, with a verified signature of the log's key, believed or not.
///
/// Two uses: a hub that withholds is noticed when another peer shows more, and an author restored
/// from an old backup learns from its peers that it has signed more than it holds.
package struct SeenCheckpoint: Equatable, Sendable {
    package let origin: LogOrigin
    package let peer: MemberID
    package let record: CheckpointRecord
    /// Milliseconds since 1970 by this node's clock.
    package let seenAt: UInt64

    package init(origin: LogOrigin, peer: MemberID, record: CheckpointRecord, seenAt: UInt64) {
        self.origin = origin
        self.peer = peer
        self.record = record
        self.seenAt = seenAt
    }
}

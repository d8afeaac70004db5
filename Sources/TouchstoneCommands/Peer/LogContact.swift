import AllianceNames
import AllianceNode
import Replication
import Roster
import SQLiteStore

/// When something was heard of a log last. No clock but this node's own is asked.
struct LogContact {
    let origin: LogOrigin
    let lastGrowth: UInt64?
    let lastContact: UInt64?
    let isStale: Bool

    /// - Parameter now: milliseconds since 1970.
    init(
        _ origin: LogOrigin, in node: OpenedNode, _ statuses: [MemberID: Replication.PeerStatus],
        now: UInt64
    ) throws {
        self.origin = origin
        lastGrowth = try node.logs.seenCheckpoints(of: origin).map(\.seenAt).max()
        // An author that answers and has nothing new to say is in contact.
        lastContact = statuses[origin.member]?.lastSuccessAt
        let limit = node.roster.roster.stalenessSeconds * 1_000
        let last = max(lastGrowth ?? 0, lastContact ?? 0)
        // Of a log that nobody has begun yet there is nothing to hear.
        isStale = lastGrowth != nil && now > last && now - last > limit
    }
}

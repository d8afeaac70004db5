package import AllianceNames
package import Replication
import Roster
import SQLiteStore

/// When something was heard of a log last. No clock but this node's own is asked.
package struct LogContact: Sendable {
    package let origin: LogOrigin
    package let lastGrowth: UInt64?
    package let lastContact: UInt64?
    package let isStale: Bool

    /// - Parameter now: milliseconds since 1970.
    package init(
        _ origin: LogOrigin, in node: OpenedNode, _ statuses: [MemberID: PeerStatus],
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

    /// Of all open logs of others that this member may read.
    package static func all(in node: OpenedNode) throws -> [LogContact] {
        let statuses = Dictionary(
            try node.logs.peerStatuses().map { ($0.peer, $0) }
        ) { first, _ in first }
        let now = node.clock.now()
        return try node.roster.logs(readableBy: node.member)
            .filter { $0.scope == .open && $0.origin.member != node.member }
            .map { try LogContact($0.origin, in: node, statuses, now: now) }
    }
}

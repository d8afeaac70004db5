import AllianceNames
import AllianceNode
import Replication
import Roster
import SQLiteStore

extension PeerStatusOutput {
    /// What a node that takes no connections has brought to one that holds its logs for others.
    struct Push: Encodable {
        let logs: Int
        /// Signed entries that the other one has not shown back yet.
        let entriesWaiting: UInt64

        /// Nil where nothing is brought there.
        init?(to member: MemberID, of node: OpenedNode) throws {
            let roster = node.roster
            guard MirrorChoice.isOutboundOnly(node.member, roster) else { return nil }
            var (logs, waiting) = (0, UInt64(0))
            for log in roster.logs where log.origin.member == node.member && log.scope == .open {
                guard
                    MirrorChoice.mirrors(of: log.origin.channel, roster, for: node.member)
                        .contains(member)
                else { continue }
                logs += 1
                let signed = try node.logs.state(of: log.origin)?.served?.size ?? 0
                let shown =
                    try node.logs.seenCheckpoints(of: log.origin)
                    .first { $0.peer == member }?.record.size ?? 0
                waiting += signed - min(signed, shown)
            }
            guard logs > 0 else { return nil }
            (self.logs, entriesWaiting) = (logs, waiting)
        }
    }
}

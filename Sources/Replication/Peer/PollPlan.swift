package import AllianceNames
package import Roster
import TransparencyLog

/// Which peers a node polls, and which it prefers for the entries of a log.
///
/// Everybody follows the platform's nodes. Beside them each node polls two others, so that a hub
/// which withholds something is noticed; which two, a lot decides that
/// nobody else knows, and the load spreads. The platform itself polls everybody. Where no platform's
/// node passes logs on, or none may read a channel, the members do: a log that nobody happened to draw would
/// reach nobody.
package struct PollPlan: Equatable, Sendable {
    /// Members polled beside a platform that answers.
    package static let othersMin = 2
    /// Members polled where none does: so many that no log is left out by chance, however large the
    /// alliance is.
    package static let othersMax = 64

    /// By name.
    package let peers: [MemberID]
    /// The platform's nodes among them.
    package let hubs: Set<MemberID>

    /// - Parameters:
    ///   - lot: random, and this node's secret.
    ///   - isHubSilent: whether none of the platform's nodes has answered for a while.
    ///   - withAll: polls everybody, whoever else does.
    ///   - withItself: polls the member's own node as well, of which this is another one.
    package init(
        of member: MemberID, in roster: VerifiedRoster, lot: UInt64, isHubSilent: Bool = false,
        withAll: Bool = false, withItself: Bool = false
    ) {
        let itself = withItself && roster.endpoint(of: member) != nil ? [member] : []
        let reachable = roster.activeMembers.filter { $0.id != member && $0.endpoint != nil }
        let hubs = Set(reachable.filter { $0.has(.platform) }.map(\.id))
        self.hubs = hubs
        let others = reachable.map(\.id).filter { !hubs.contains($0) }
        if withAll || roster.has(member, role: .platform) {
            peers = (reachable.map(\.id) + itself).sorted()
        } else {
            let drawn = others.sorted { Self.draw(lot, $0) < Self.draw(lot, $1) }
            let passesOn = !hubs.isEmpty && !isHubSilent
            let unrelayed = Self.channels(of: member, notReadBy: hubs, in: roster)
            let readers = drawn.filter { other in
                unrelayed.contains { roster.mayRead(other, $0) }
            }
            let chosen = Set(drawn.prefix(passesOn ? Self.othersMin : Self.othersMax))
                .union(readers.prefix(Self.othersMax))
            peers = (hubs.union(chosen) + itself).sorted()
        }
    }

    /// What no platform's node passes on to this member.
    private static func channels(
        of member: MemberID, notReadBy hubs: Set<MemberID>, in roster: VerifiedRoster
    ) -> [ChannelID] {
        roster.channels(readableBy: member).filter { channel in
            !hubs.contains { roster.mayRead($0, channel) }
        }
    }

    /// How much `peer` is preferred as a source of `origin`; the lowest first. The author has its own
    /// entries first; the platform is the one most likely to be up.
    package func rank(of peer: MemberID, for origin: LogOrigin) -> Int {
        if peer == origin.member { return 0 }
        return hubs.contains(peer) ? 1 : 2
    }

    private static func draw(_ lot: UInt64, _ other: MemberID) -> Digest {
        .sha256(Array("\(lot) \(other)".utf8))
    }
}

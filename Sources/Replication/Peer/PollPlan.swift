package import AllianceNames
package import Roster
import TransparencyLog

/// Which peers a node polls, and which it prefers for the entries of a log.
///
/// Everybody follows the platform's nodes. Beside them each node polls two others, so that a hub
/// which withholds something is noticed; which two, a lot decides that
/// nobody else knows, and the load spreads. The platform itself polls everybody.
package struct PollPlan: Equatable, Sendable {
    /// Members polled beside the platform.
    package static let othersMin = 2

    /// By name.
    package let peers: [MemberID]
    private let hubs: Set<MemberID>

    /// - Parameter lot: random, and this node's secret.
    package init(of member: MemberID, in roster: VerifiedRoster, lot: UInt64) {
        let reachable = roster.activeMembers.filter { $0.id != member && $0.endpoint != nil }
        let hubs = Set(reachable.filter { $0.has(.platform) }.map(\.id))
        self.hubs = hubs
        let others = reachable.map(\.id).filter { !hubs.contains($0) }
        if roster.has(member, role: .platform) {
            peers = reachable.map(\.id).sorted()
        } else {
            let chosen = others.sorted { Self.draw(lot, $0) < Self.draw(lot, $1) }
                .prefix(Self.othersMin)
            peers = (hubs + chosen).sorted()
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

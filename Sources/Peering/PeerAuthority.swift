package import Roster

/// Whose word both ends of the peer port follow: the newest roster, asked again for every request.
///
/// It is read on event loops, so it must not block: an implementation keeps the newest roster in
/// memory and replaces it when a successor is accepted.
package protocol PeerAuthority: Sendable {
    /// The newest verified roster and what the clock says about it.
    func standing() -> RosterStanding
}

/// The newest roster at one moment.
package struct RosterStanding: Sendable {
    package let roster: VerifiedRoster
    /// When this was asked, in ms since 1970: certificates are judged by it.
    package let time: UInt64
    /// With an expired roster a node serves only `/roster`.
    package let isExpired: Bool

    package init(roster: VerifiedRoster, time: UInt64, isExpired: Bool) {
        self.roster = roster
        self.time = time
        self.isExpired = isExpired
    }

    package var timestamp: UTCTimestamp { UTCTimestamp(millisecondsSince1970: time) }
}

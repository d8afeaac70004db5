package import AllianceNames
package import Roster

/// To whom a member that takes no connections brings which of its logs, and who passes questions on to
/// it. A pure function of the register: whoever asks for an answer finds the way in the same register.
package enum MirrorChoice {
    /// Members that get a log which no platform may read.
    package static let othersMax = 3

    /// The platform's nodes that take connections, by name.
    package static func hubs(_ roster: VerifiedRoster, but member: MemberID) -> [MemberID] {
        reachable(roster, but: member).filter { roster.has($0, role: .platform) }
    }

    /// Who holds the logs of a channel for this member: the platform where it may read them, else a few
    /// of those that may, so that nothing travels to who may not read it.
    package static func mirrors(
        of channel: ChannelID, _ roster: VerifiedRoster, for member: MemberID
    ) -> [MemberID] {
        let readers = reachable(roster, but: member).filter { roster.mayRead($0, channel) }
        let hubs = readers.filter { roster.has($0, role: .platform) }
        return hubs.isEmpty ? Array(readers.prefix(othersMax)) : hubs
    }

    /// Whether the member can be called by nobody.
    package static func isOutboundOnly(_ member: MemberID, _ roster: VerifiedRoster) -> Bool {
        roster.isActive(member) && roster.endpoint(of: member) == nil
    }

    private static func reachable(
        _ roster: VerifiedRoster, but member: MemberID
    ) -> [MemberID] {
        roster.activeMembers.filter { $0.id != member && $0.endpoint != nil }.map(\.id).sorted()
    }
}

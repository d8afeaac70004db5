package import AllianceNames
package import Complaints
package import Roster

extension ChannelID {
    /// A brand and the platform talk of its complaints in one of this name.
    package static let deskPrefix = "desk-"

    package var isDesk: Bool { rawValue.hasPrefix(Self.deskPrefix) }
}

extension VerifiedRoster {
    /// Who decides complaints, now or when they spoke.
    package var platforms: Set<MemberID> {
        Set(roster.members.filter { $0.roles.contains { $0.role == .platform } }.map(\.id))
    }
}

extension OpenedNode {
    /// The channels of desks that this member reads, in the order of their names.
    package var deskChannels: [ChannelID] { channels.filter(\.isDesk).sorted() }

    package var caseParties: CaseParties { CaseParties(platforms: roster.platforms) }
}

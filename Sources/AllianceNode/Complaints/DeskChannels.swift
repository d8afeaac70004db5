package import AllianceNames
package import Complaints

extension OpenedNode {
    /// The channels of desks that this member reads, in the order of their names.
    package var deskChannels: [ChannelID] { channels.filter(\.isDesk).sorted() }

    /// Who decides complaints, by the newest roster.
    package var caseParties: CaseParties { roster.complaintParties }
}

package import AllianceNames
import JSON

/// A member as MISP knows it.
package struct MISPOrganisation: Hashable, Sendable {
    package let alliance: AllianceID
    package let member: MemberID
    /// For people.
    package let name: String

    package init(alliance: AllianceID, member: MemberID, name: String) {
        self.alliance = alliance
        self.member = member
        self.name = name
    }

    package var uuid: String { MISPName.organisation(member, in: alliance) }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uuid", uuid)
        writer.member("name", name)
        writer.endObject()
    }
}

/// A channel as a sharing group: who reads it.
///
/// Source: MISP core format section 2.7 (sharing groups).
package struct MISPSharingGroup: Sendable {
    package let alliance: AllianceID
    package let channel: ChannelID
    /// Those who read the channel, by their names.
    package let members: [MISPOrganisation]

    package init(alliance: AllianceID, channel: ChannelID, members: [MISPOrganisation]) {
        self.alliance = alliance
        self.channel = channel
        self.members = members
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("uuid", MISPName.sharingGroup(channel, in: alliance))
        writer.member("name", "\(alliance) \(channel)")
        writer.member("releasability", "Members of channel \(channel) of alliance \(alliance)")
        writer.member("description", "The members who read the channel, and nobody else.")
        writer.member("local", false)
        writer.member("active", true)
        writer.member("roaming", false)
        writer.name("SharingGroupOrg")
        writer.beginArray()
        for member in members {
            writer.beginObject()
            writer.member("extend", false)
            writer.name("Organisation")
            member.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}

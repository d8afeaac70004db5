package import AllianceNames
package import JSON
import STIX

/// A channel as a TAXII collection.
///
/// Source: TAXII 2.1 section 5.2.1 (collection).
package struct ObjectCollection: Hashable, Sendable {
    package let alliance: AllianceID
    package let channel: ChannelID
    package let canRead: Bool
    package let canWrite: Bool
    /// A UUID that is the same at every member.
    package let id: String

    package init(alliance: AllianceID, channel: ChannelID, canRead: Bool, canWrite: Bool) {
        self.alliance = alliance
        self.channel = channel
        self.canRead = canRead
        self.canWrite = canWrite
        id = STIXNamespace.touchstone.uuid(naming: [
            "collection", alliance.rawValue, channel.rawValue,
        ])
    }

    /// The same for who may not write to it.
    package var readOnly: Self {
        Self(alliance: alliance, channel: channel, canRead: canRead, canWrite: false)
    }

    /// May stand for the id in an address.
    package var alias: String { channel.rawValue }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("title", "Channel \(channel)")
        writer.member(
            "description",
            "What the members of channel \(channel) of alliance \(alliance) report to each other.")
        writer.member("alias", alias)
        writer.member("can_read", canRead)
        writer.member("can_write", canWrite)
        writer.member("media_types", [TAXIIMediaType.stix])
        writer.endObject()
    }
}

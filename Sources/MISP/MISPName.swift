import AllianceNames
import STIX

/// The names of what stands in a feed: UUIDs that every node makes alike, so that a MISP that reads the feeds of two
/// members has each thing once.
enum MISPName {
    private static func uuid(_ words: String...) -> String {
        STIXNamespace.touchstone.uuid(naming: ["misp"] + words)
    }

    static func organisation(_ member: MemberID, in alliance: AllianceID) -> String {
        uuid("organisation", alliance.rawValue, member.rawValue)
    }

    static func sharingGroup(_ channel: ChannelID, in alliance: AllianceID) -> String {
        uuid("sharing-group", alliance.rawValue, channel.rawValue)
    }

    static func event(_ place: MISPEvent.Place) -> String {
        uuid("event", "\(place.origin)", "\(place.day)", "\(place.block)")
    }

    static func attribute(_ index: UInt64, of origin: LogOrigin) -> String {
        uuid("attribute", "\(origin)", "\(index)")
    }
}

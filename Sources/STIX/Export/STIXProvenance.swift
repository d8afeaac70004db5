package import AllianceNames
import JSON
package import Statements
package import TransparencyLog

/// Where a statement stands, and which version of its object it is: what our objects say beside the
/// statement itself.
package struct STIXProvenance: Hashable, Sendable {
    package let origin: LogOrigin
    package let index: EntryIndex
    package let leafHash: Digest
    /// Of the object's first version.
    package let created: STIXTimestamp
    package let modified: STIXTimestamp

    package init(
        origin: LogOrigin, index: EntryIndex, leafHash: Digest, created: STIXTimestamp,
        modified: STIXTimestamp
    ) {
        self.origin = origin
        self.index = index
        self.leafHash = leafHash
        self.created = created
        self.modified = modified
    }

    /// The member as STIX knows it.
    package static func identity(
        of member: MemberID, in alliance: AllianceID
    ) -> STIXIdentifier {
        STIXIdentifier("identity", naming: [alliance.rawValue, member.rawValue])
    }

    /// What a member says of an identifier in a channel is one object, each report a version of it.
    package static func id(
        _ type: String, of origin: LogOrigin, about indicators: [Indicator]
    ) -> STIXIdentifier {
        STIXIdentifier(
            type,
            naming: [
                origin.alliance.rawValue, origin.channel.rawValue, origin.member.rawValue,
            ] + indicators.flatMap { [$0.type.name, $0.value] })
    }

    /// The same of one identifier.
    package static func id(
        _ type: String, of origin: LogOrigin, about indicator: Indicator
    ) -> STIXIdentifier {
        id(type, of: origin, about: [indicator])
    }

    /// The properties that all objects of ours begin with.
    func writeHead(_ id: STIXIdentifier, to writer: inout JSONWriter) {
        writer.member("type", id.type)
        writer.member("spec_version", "2.1")
        writer.member("id", id.description)
        writer.member(
            "created_by_ref",
            Self.identity(of: origin.member, in: origin.alliance).description)
        writer.member("created", created.text)
        writer.member("modified", modified.text)
    }

    /// The properties that all objects of ours end with.
    ///
    /// - Parameter more: further members of our extension.
    func writeTail(
        _ tlp: TLP?, to writer: inout JSONWriter, _ more: (inout JSONWriter) -> Void
    ) {
        if let tlp {
            writer.member("object_marking_refs", [TLPMarking(tlp).id.description])
        }
        writer.name("extensions")
        writer.beginObject()
        writer.name(STIXExtension.statement.description)
        writer.beginObject()
        writer.member("extension_type", "property-extension")
        writer.member("origin", origin.description)
        writer.member("index", index)
        writer.member("leaf_hash", leafHash.hex)
        more(&writer)
        writer.endObject()
        writer.endObject()
    }
}

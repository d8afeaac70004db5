package import AllianceNames
import JSON

/// A member of the alliance as a STIX `identity`.
///
/// Source: STIX 2.1 section 4.5.
package struct STIXMember: Hashable, Sendable {
    package let alliance: AllianceID
    package let member: MemberID
    /// For people.
    package let name: String
    package let roles: [String]
    /// When it joined; and the time of the register that says so.
    package let created: STIXTimestamp
    package let modified: STIXTimestamp

    package init(
        alliance: AllianceID, member: MemberID, name: String, roles: [String],
        created: STIXTimestamp, modified: STIXTimestamp
    ) {
        self.alliance = alliance
        self.member = member
        self.name = name
        self.roles = roles
        self.created = created
        self.modified = max(created, modified)
    }

    package var id: STIXIdentifier { STIXProvenance.identity(of: member, in: alliance) }

    /// The same as a version of this time.
    package func modified(at time: STIXTimestamp) -> STIXMember {
        STIXMember(
            alliance: alliance, member: member, name: name, roles: roles, created: created,
            modified: time)
    }

    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "identity")
        writer.member("spec_version", "2.1")
        writer.member("id", id.description)
        writer.member("created", created.text)
        writer.member("modified", modified.text)
        writer.member("name", name)
        writer.member("description", "Member \(member) of alliance \(alliance).")
        writer.member("identity_class", "organization")
        if !roles.isEmpty { writer.member("roles", roles) }
        writer.endObject()
        return writer.bytes
    }
}

package import JSON

/// What every STIX object says of itself: its name, and which version of it this is.
///
/// Source: STIX 2.1 sections 2.9, 3.2 and 3.6; TAXII 2.1 section 3.3 (version of an object).
package struct STIXObjectHead: Hashable, Sendable {
    package let id: STIXIdentifier
    package let created: STIXTimestamp?
    package let modified: STIXTimestamp?
    /// `modified`, else `created`; nil for an object that has neither: it has no versions.
    package var version: STIXTimestamp? { modified ?? created }
    /// As the object writes it.
    package let versionText: String?
    package let isRevoked: Bool

    /// Objects nested within each other that are read, of one object.
    package static let depthMax = 64

    /// - Throws: `STIXError` for what is no object of STIX 2.1.
    package init(_ object: JSONValue) throws(STIXError) {
        guard case .object(let members) = object else {
            throw .objectMalformed("it is \(object.kind), not an object")
        }
        guard let type = try Self.text("type", members) else { throw .propertyMissing("type") }
        guard let id = try Self.text("id", members) else { throw .propertyMissing("id") }
        guard let identifier = STIXIdentifier(parsing: id), identifier.type == type else {
            throw .objectMalformed("its id is not its type, '--' and a lower-case UUID")
        }
        self.id = identifier
        let modified = try Self.time("modified", members)
        let created = try Self.time("created", members)
        let specVersion = try Self.text("spec_version", members)
        guard specVersion ?? "2.1" == "2.1" else {
            throw .objectMalformed("it is of STIX \(specVersion ?? "") and not of 2.1")
        }
        // STIX 2.1 section 3.2: only observables may leave it away, and they are not created.
        guard specVersion != nil || (modified == nil && created == nil) else {
            throw .propertyMissing("spec_version")
        }
        if let modified {
            guard let created else { throw .propertyMissing("created") }
            guard created.time <= modified.time else {
                throw .objectMalformed("it was modified before it was created")
            }
        }
        self.created = created?.time
        self.modified = modified?.time
        versionText = (modified ?? created)?.text
        switch members["revoked"] {
        case .bool(let flag): isRevoked = flag
        case nil: isRevoked = false
        default: throw .objectMalformed("'revoked' is neither true nor false")
        }
    }

    private static func text(
        _ name: String, _ members: [String: JSONValue]
    ) throws(STIXError) -> String? {
        switch members[name] {
        case .string(let text): return text
        case nil: return nil
        default: throw .objectMalformed("'\(name)' is not a text")
        }
    }

    private static func time(
        _ name: String, _ members: [String: JSONValue]
    ) throws(STIXError) -> (time: STIXTimestamp, text: String)? {
        guard let text = try text(name, members) else { return nil }
        guard let time = STIXTimestamp(parsing: text) else {
            throw .timestamp(property: name, found: String(text.prefix(40)))
        }
        return (time, text)
    }
}

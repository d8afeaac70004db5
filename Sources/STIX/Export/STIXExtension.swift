import JSON

/// The extension definitions that our objects name: two public ones, and ours.
///
/// Source: STIX 2.1 section 7.3.
package enum STIXExtension {
    /// muchdogesec/stix2extensions, `extension-definitions/scos/phone-number.json`.
    package static let phoneNumber = known("14a97ee2-e666-5ada-a6bd-b7177f79e211")
    /// muchdogesec/stix2extensions, `extension-definitions/scos/bank-account.json`.
    package static let bankAccount = known("f19f3291-6a84-5674-b311-d75a925d5bd9")
    /// OASIS cti-stix-common-objects, TLP 2.0.
    package static let tlp2 = known("60a3c5c5-0d10-413e-aab3-9e08dde9e88d")

    /// Ours: where a statement stands in its author's log, and what STIX has no property for.
    package static let statement = STIXIdentifier(type, naming: ["statement"])
    /// Ours: an identifier that STIX has no observable for.
    package static let reportedIdentifier = STIXIdentifier(type, naming: ["reported-identifier"])
    package static let reportedIdentifierType = "reported-identifier"

    private static let type = "extension-definition"

    private static func known(_ uuid: String) -> STIXIdentifier {
        guard let id = STIXIdentifier(parsing: "\(type)--\(uuid)") else {
            preconditionFailure("a published extension has a name: \(uuid)")
        }
        return id
    }
}

/// Objects that stand in every collection, so that what the others refer to is there: who defined our
/// extensions, the extensions, the TLP 2.0 markings.
package enum STIXCommonObjects {
    /// When they were first published in this form.
    private static let published = "2026-11-01T00:00:00.000Z"
    private static let author = STIXIdentifier("identity", naming: ["touchstone"])

    /// Each with its name and its version's time.
    package static let all: [(id: STIXIdentifier, version: STIXTimestamp, json: [UInt8])] =
        [
            (author, time(published), identity()),
            (
                STIXExtension.statement, time(published),
                definition(
                    STIXExtension.statement, "Touchstone statement", "property-extension",
                    """
                    Where the statement behind an object stands in its author's transparency log, and \
                    what it says that STIX has no property for.
                    """)
            ),
            (
                STIXExtension.reportedIdentifier, time(published),
                definition(
                    STIXExtension.reportedIdentifier, "Touchstone reported identifier", "new-sco",
                    "An identifier of a seller or an offer that STIX has no observable for.")
            ),
        ]
        + TLPMarking.all.map { marking in
            (marking.id, time(TLPMarking.published), marking.json)
        }

    private static func time(_ text: String) -> STIXTimestamp {
        guard let time = STIXTimestamp(parsing: text) else {
            preconditionFailure("a constant of ours is a time: \(text)")
        }
        return time
    }

    private static func identity() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        head("identity", author, to: &writer)
        writer.member("name", "Touchstone")
        writer.member("description", "Node software of the anti-counterfeiting alliance.")
        writer.member("identity_class", "system")
        writer.endObject()
        return writer.bytes
    }

    private static func definition(
        _ id: STIXIdentifier, _ name: String, _ type: String, _ description: String
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        head("extension-definition", id, to: &writer)
        writer.member("created_by_ref", author.description)
        writer.member("name", name)
        writer.member("description", description)
        writer.member("schema", "docs/taxii.md of the Touchstone sources, 'Extensions'")
        writer.member("version", "1.0.0")
        writer.member("extension_types", [type])
        writer.endObject()
        return writer.bytes
    }

    private static func head(_ type: String, _ id: STIXIdentifier, to writer: inout JSONWriter) {
        writer.member("type", type)
        writer.member("spec_version", "2.1")
        writer.member("id", id.description)
        writer.member("created", published)
        writer.member("modified", published)
    }
}

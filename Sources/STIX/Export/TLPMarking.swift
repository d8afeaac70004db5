import JSON
package import Statements

/// The marking definitions of TLP 2.0, as OASIS published them for STIX 2.1.
///
/// Source: OASIS cti-stix-common-objects, `extension-definition-specifications/tlp-2.0`.
package struct TLPMarking: Sendable {
    static let published = "2022-10-01T00:00:00.000Z"

    package let tlp: TLP
    package let id: STIXIdentifier

    package static let all = TLP.allCases.map { TLPMarking($0) }

    package init(_ tlp: TLP) {
        self.tlp = tlp
        let uuid =
            switch tlp {
            case .clear: "94868c89-83c2-464b-929b-a1a8aa3c8487"
            case .green: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
            case .amber: "55d920b0-5e8b-4f79-9ee9-91f868d9b421"
            case .amberStrict: "939a9414-2ddd-4d32-a0cd-375ea402b003"
            case .red: "e828b379-4e03-4974-9ac4-e53a884c97c1"
            }
        guard let id = STIXIdentifier(parsing: "marking-definition--\(uuid)") else {
            preconditionFailure("a published marking has a name: \(uuid)")
        }
        self.id = id
    }

    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("type", "marking-definition")
        writer.member("spec_version", "2.1")
        writer.member("id", id.description)
        writer.member("created", Self.published)
        writer.member("name", "TLP:\(tlp.name.uppercased())")
        writer.name("extensions")
        writer.beginObject()
        writer.name(STIXExtension.tlp2.description)
        writer.beginObject()
        writer.member("extension_type", "property-extension")
        writer.member("tlp_2_0", tlp.name)
        writer.endObject()
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}

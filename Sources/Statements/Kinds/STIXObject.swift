import FoundationEssentials

/// An object of the STIX world that has no kind of ours, as it came.
package struct STIXObject: Hashable, Sendable {
    /// `type--uuid`.
    package var objectID: String
    package var objectType: String
    /// The object's JSON, byte for byte.
    package var json: [UInt8]
    package var tlp: TLP
    package var unknownFields = UnknownFields()

    package init(objectID: String, objectType: String, json: [UInt8], tlp: TLP) {
        self.objectID = objectID
        self.objectType = objectType
        self.json = json
        self.tlp = tlp
    }

    init(wire: WireSTIXObject) throws(StatementError) {
        try FieldCheck.name(wire.objectID, "STIX object id")
        try FieldCheck.name(wire.objectType, "STIX object type")
        guard !wire.json.isEmpty else { throw .fieldMissing("STIX object") }
        objectID = wire.objectID
        objectType = wire.objectType
        json = Array(wire.json)
        tlp = try TLP(wire: wire.tlp)
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireSTIXObject {
        var wire = WireSTIXObject()
        wire.objectID = objectID
        wire.objectType = objectType
        wire.json = Data(json)
        wire.tlp = tlp.wire
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

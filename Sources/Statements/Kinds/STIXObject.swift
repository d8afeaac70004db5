import FoundationEssentials

/// An object of the STIX world that has no kind of ours, as it came.
package struct STIXObject: Hashable, Sendable {
    /// `type--uuid`.
    package var objectID: String
    package var objectType: String
    /// The object's JSON, byte for byte.
    package var json: [UInt8]
    package var tlp: TLP
    /// Nil for what is no sighting, and for one of a node that did not note it.
    package var counted: Counted?
    package var unknownFields = UnknownFields()

    /// What a sighting adds to while it is the newest version of its object, as it was when it was said: what its
    /// subject is about may change, and the subject may go.
    package enum Counted: Hashable, Sendable {
        case nothing
        case of(Indicator)
    }

    package init(
        objectID: String, objectType: String, json: [UInt8], tlp: TLP, counted: Counted? = nil
    ) {
        self.counted = counted
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
        if wire.hasCountedType {
            counted =
                wire.countedType == 0
                ? .nothing
                : .of(try Indicator(wireType: wire.countedType, value: wire.countedValue))
        }
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireSTIXObject {
        var wire = WireSTIXObject()
        wire.objectID = objectID
        wire.objectType = objectType
        wire.json = Data(json)
        wire.tlp = tlp.wire
        switch counted {
        case .nothing: wire.countedType = 0
        case .of(let indicator):
            wire.countedType = UInt32(indicator.type.rawValue)
            wire.countedValue = indicator.value
        case nil: break
        }
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

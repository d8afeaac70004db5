/// A named value that has no field of its own: `registrar`, `price`, `batch`.
package struct Attribute: Hashable, Sendable {
    package static let nameBytesMax = StatementLimits.wordBytesMax
    package static let valueBytesMax = StatementLimits.attributeValueBytesMax

    package var name: String
    package var value: String
    package var unknownFields = UnknownFields()

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    init(wire: WireAttribute) throws(StatementError) {
        try FieldCheck.name(wire.name, "attribute name", bytesMax: Self.nameBytesMax)
        try FieldCheck.text(wire.value, "attribute value", bytesMax: Self.valueBytesMax)
        name = wire.name
        value = wire.value
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireAttribute {
        var wire = WireAttribute()
        wire.name = name
        wire.value = value
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

import FoundationEssentials

/// What a statement was imported from, byte for byte, so that it can be exported again as it came.
package struct OriginalObject: Hashable, Sendable {
    /// `application/stix+json;version=2.1`, or empty where it is not known.
    package var mediaType: String
    package var bytes: [UInt8]
    package var unknownFields = UnknownFields()

    package init(mediaType: String, bytes: [UInt8]) {
        self.mediaType = mediaType
        self.bytes = bytes
    }

    init(wire: WireOriginalObject) throws(StatementError) {
        try FieldCheck.text(
            wire.mediaType, "media type", bytesMax: StatementLimits.attributeValueBytesMax)
        mediaType = wire.mediaType
        bytes = Array(wire.content)
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireOriginalObject {
        var wire = WireOriginalObject()
        wire.mediaType = mediaType
        wire.content = Data(bytes)
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

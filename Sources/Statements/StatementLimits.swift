/// What a statement may hold, whatever its kind; what belongs to one kind stands with its type.
/// The payload as a whole is bounded by `PayloadBundle.payloadBytesMax`.
package enum StatementLimits {
    /// A canonical indicator value, and what it is parsed from.
    package static let indicatorBytesMax = 4_096
    /// Free text: a note, a reason, what shows a link.
    package static let textBytesMax = 4_096
    /// A name: of a mark, a brand, a product, a title.
    package static let nameBytesMax = 512
    /// A word of a controlled list: an attribute's name, a media type, an office.
    package static let wordBytesMax = 64
    package static let attributeValueBytesMax = 1_024
    /// Entries of any list.
    package static let listCountMax = 256
    package static let confidenceMax = 100
    /// The last millisecond of the year 9999, so that no sum of times can overflow.
    package static let timeMillisecondsMax: UInt64 = 253_402_300_799_999
}

/// A name in one language: `(ja, 'ルイ・ヴィトン')`.
package struct LocalizedName: Hashable, Sendable {
    /// A BCP 47 tag, in the letters of the sender: ASCII letters and digits in groups of at most
    /// eight, joined by `-`.
    package var language: String
    package var name: String
    package var unknownFields = UnknownFields()

    package init(language: String, name: String) {
        self.language = language
        self.name = name
    }

    init(wire: WireLocalizedName) throws(StatementError) {
        try FieldCheck.name(wire.language, "language", bytesMax: StatementLimits.wordBytesMax)
        try FieldCheck.name(wire.name, "name")
        let subtags = wire.language.utf8.split(
            separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard
            subtags.allSatisfy({ subtag in
                (1...8).contains(subtag.count) && subtag.allSatisfy(isAlphanumericASCII)
            })
        else {
            throw .fieldForm(
                "language", found: wire.language, expected: "a BCP 47 tag such as zh-Hant")
        }
        language = wire.language
        name = wire.name
        unknownFields = UnknownFields(wire.unknownFields)
    }

    var wire: WireLocalizedName {
        var wire = WireLocalizedName()
        wire.language = language
        wire.name = name
        wire.unknownFields = unknownFields.storage
        return wire
    }
}

func isAlphanumericASCII(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

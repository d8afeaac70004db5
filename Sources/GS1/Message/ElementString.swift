/// Element strings: bracketed, as printed for people under a code, `(01)09520123456788(21)12345`, a
/// bracket inside a value written `\(`; and with FNC1, as a symbol carries them.
///
/// Source: GS1 General Specifications, sections 4.14 and 7.8; the escape is that of the GS1 Barcode
/// Syntax Engine.
package enum ElementString {
    /// The character that a scanner sends for FNC1, and the one that people write for it.
    static let separators: Set<UInt8> = [29, UInt8(ascii: "^")]

    static func readBracketed(
        _ bytes: ArraySlice<UInt8>, _ reader: ElementReader
    ) throws(GS1Error) -> [GS1Element] {
        let open = UInt8(ascii: "(")
        var reader = reader
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == open else {
                throw .message(GS1Fault(.elementString, at: index, length: 1, "expected '('"))
            }
            let start = index + 1
            guard let close = bytes[start...].prefix(5).firstIndex(of: UInt8(ascii: ")")),
                close - start >= 2
            else {
                throw .message(
                    GS1Fault(
                        .elementString, at: index, length: 1,
                        "expected 2 to 4 digits of an application identifier and ')'"))
            }
            let identifier = try reader.identifier(bytes[start..<close], at: start)
            index = close + 1
            var value = ReadValue(end: index)
            while index < bytes.endIndex, bytes[index] != open {
                if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.endIndex,
                    bytes[index + 1] == open
                {
                    index += 1
                }
                value.append(bytes[index], at: index)
                index += 1
            }
            value.end = index
            try reader.take(identifier, value, at: start)
        }
        return try reader.finish(end: bytes.endIndex)
    }

    /// Whether the FNC1 that says 'this is GS1 data' stands before the first AI.
    enum FirstFNC1 { case required, absent }

    static func read(
        _ bytes: ArraySlice<UInt8>, _ reader: ElementReader, first: FirstFNC1,
        separators: Set<UInt8> = separators
    ) throws(GS1Error) -> [GS1Element] {
        var reader = reader
        var index = bytes.startIndex
        if first == .required {
            guard let byte = bytes.first, separators.contains(byte) else {
                throw .message(GS1Fault(.elementString, at: index, "expected FNC1 ('^') first"))
            }
            index += 1
        }
        while index < bytes.endIndex {
            let rest = bytes[index...]
            guard let identifier = Self.identifier(beginning: rest, reader) else {
                throw .message(
                    GS1Fault(
                        .unknownIdentifier, at: index, length: min(4, rest.count),
                        "'\(String(decoding: rest.prefix(4), as: UTF8.self))' begins no application identifier"
                    ))
            }
            let start = index + identifier.digits.utf8.count
            // A value that is too long is cut where it is known to be, so that each byte is read once.
            let limit = min(start + identifier.valueBytesMax, bytes.endIndex)
            let stop = bytes[start..<limit].firstIndex { separators.contains($0) } ?? limit
            let isOpen = stop < bytes.endIndex && !separators.contains(bytes[stop])
            if isOpen, !identifier.isPredefinedLength {
                throw .message(
                    GS1Fault(
                        .valueLength, ai: identifier.digits, at: stop, length: 1,
                        "expected FNC1 or the end: the value takes at most \(identifier.valueBytesMax) characters"
                    ))
            }
            try reader.take(identifier, ReadValue(bytes[start..<stop]), at: index)
            index = stop
            if index < bytes.endIndex, separators.contains(bytes[index]) { index += 1 }
        }
        return try reader.finish(end: bytes.endIndex)
    }

    private static func identifier(
        beginning bytes: ArraySlice<UInt8>, _ reader: ElementReader
    ) -> ApplicationIdentifier? {
        if let known = SyntaxDictionary.entry(beginning: bytes) { return known }
        // Without its length an unknown AI cannot be told from its value.
        guard let count = SyntaxDictionary.digitCount(beginning: bytes), count > 0 else {
            return nil
        }
        return reader.known(bytes.prefix(count))
    }
}

extension GS1Message {
    /// The bracketed element string, in the order of the elements.
    package var bracketed: String {
        elements.map { "(\($0.ai))\(Self.escaped($0.value))" }.joined()
    }

    /// The element string as a scanner sends it after a symbology identifier: character 29 for each FNC1
    /// that is needed, none before the first AI or at the end.
    package var elementString: String { separated(by: "\u{1D}") }

    /// The element string with `^` for FNC1, one before the first AI.
    package var caretString: String { "^" + separated(by: "^") }

    private func separated(by separator: String) -> String {
        var text = ""
        for (index, element) in elements.enumerated() {
            text += element.ai + element.value
            if !element.identifier.isPredefinedLength, index < elements.count - 1 {
                text += separator
            }
        }
        return text
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            text += character == "(" ? "\\(" : String(character)
        }
    }
}

/// The bracketed element string, as printed for people under a code: `(01)09520123456788(21)12345`.
/// A bracket inside a value is written `\(`.
///
/// Source: GS1 General Specifications, section 4.14; the escape is that of the GS1 Barcode Syntax
/// Engine.
package enum ElementString {
    static func items(_ bytes: [UInt8]) throws(GS1Error) -> ItemIdentifiers {
        let open = UInt8(ascii: "(")
        var collector = IdentifierCollector()
        var offset = 0
        while offset < bytes.count {
            guard bytes[offset] == open else {
                throw .elementString(offset: offset, what: "expected '('")
            }
            let start = offset + 1
            guard let close = bytes[start...].prefix(5).firstIndex(of: UInt8(ascii: ")")) else {
                throw .elementString(
                    offset: offset,
                    what: "expected 2 to 4 digits of an application identifier and ')'")
            }
            let ai = bytes[start..<close]
            guard (2...4).contains(ai.count),
                ai.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else {
                throw .elementString(
                    offset: start, what: "an application identifier has 2 to 4 digits")
            }
            var value: [UInt8] = []
            offset = close + 1
            while offset < bytes.count, bytes[offset] != open {
                if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.count,
                    bytes[offset + 1] == open
                {
                    offset += 1
                }
                value.append(bytes[offset])
                offset += 1
            }
            let name = String(decoding: ai, as: UTF8.self)
            guard !value.isEmpty else {
                throw .elementString(offset: close, what: "(\(name)) has no value")
            }
            try collector.take(ai: name, value: String(decoding: value, as: UTF8.self))
        }
        return try collector.finish()
    }
}

extension ItemIdentifiers {
    /// The bracketed element string, in the order 01, 17, 10, 21.
    package var elementString: String {
        var text = "(01)\(gtin.digits14)"
        if let expiry { text += "(17)\(expiry)" }
        if let lot { text += "(10)\(Self.escaped(lot.text))" }
        if let serial { text += "(21)\(Self.escaped(serial.text))" }
        return text
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { text, character in
            text += character == "(" ? "\\(" : String(character)
        }
    }
}

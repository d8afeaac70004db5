/// Percent-encoding in URIs.
///
/// Source: RFC 3986, section 2; in queries `+` is a space (WHATWG URL, form encoding).
package enum PercentEncoding {
    /// The bytes that a part of a URI stands for. A `%` that two hex digits do not follow stands for
    /// itself, as in the GS1 Barcode Syntax Engine.
    package static func decoded(_ bytes: [UInt8], isQuery: Bool) -> [UInt8] {
        value(bytes[...], isQuery: isQuery).bytes
    }

    static func value(_ bytes: ArraySlice<UInt8>, isQuery: Bool) -> ReadValue {
        var value = ReadValue(end: bytes.endIndex)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
                let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue
            {
                value.append(high << 4 | low, at: index)
                index += 3
                continue
            }
            let isSpace = isQuery && byte == UInt8(ascii: "+")
            value.append(isSpace ? UInt8(ascii: " ") : byte, at: index)
            index += 1
        }
        return value
    }

    /// Everything escaped that is not unreserved; in a query a space is `+`.
    package static func encoded(_ text: some StringProtocol, isQuery: Bool) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else if isQuery, byte == UInt8(ascii: " ") {
                bytes.append(UInt8(ascii: "+"))
            } else {
                bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Text as one segment of a path, or as a name or value of a query or form.
    package static func segment(_ text: String) -> String { encoded(text, isQuery: false) }

    static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isDigit || byte.isUpperLetter || byte.isLowerLetter || "-._~".utf8.contains(byte)
    }
}

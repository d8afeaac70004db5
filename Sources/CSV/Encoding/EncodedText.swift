/// How the characters of a file are written in bytes.
package enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// With GBK, its older part.
    case gb18030 = "GB18030"
}

/// The text of a file as spreadsheets save it: UTF-8; UTF-16, which says so with its first two bytes; or GB18030, which
/// says nothing and is what is left. Strictly: what is text in none of them is none.
package struct EncodedText: Equatable, Sendable {
    package let text: String
    package let encoding: TextEncoding

    /// Nil for what is no text.
    package init?(_ bytes: [UInt8]) {
        if let text = String(validating: bytes, as: UTF8.self) {
            (self.text, encoding) = (text, .utf8)
            return
        }
        let found: (String?, TextEncoding) =
            switch (bytes.first, bytes.dropFirst().first) {
            case (0xff, 0xfe): (Self.utf16(bytes, low: 0, high: 1), .utf16LittleEndian)
            case (0xfe, 0xff): (Self.utf16(bytes, low: 1, high: 0), .utf16BigEndian)
            default: (GB18030.table.text(bytes), .gb18030)
            }
        guard let text = found.0 else { return nil }
        (self.text, encoding) = (text, found.1)
    }

    /// Behind the two bytes that say so.
    private static func utf16(_ bytes: [UInt8], low: Int, high: Int) -> String? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let units = stride(from: 2, to: bytes.count, by: 2).map {
            UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + low])
        }
        return String(validating: units, as: UTF16.self)
    }
}

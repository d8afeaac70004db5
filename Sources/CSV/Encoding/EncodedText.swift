/// How the characters of a file are written in bytes.
package enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// With GBK, its older part.
    case gb18030 = "GB18030"

    /// Nothing in the file says so: it may be another that has the same bytes.
    package var isGuessed: Bool { self == .gb18030 }
}

/// The text of a file as spreadsheets save it: UTF-8; UTF-16, which says so with its first two bytes; or GB18030, which
/// says nothing and is what is left. Strictly: what is text in none of them is none, and neither is UTF-8 that was cut or
/// damaged, of which the bytes would pass for Chinese.
package struct EncodedText: Equatable, Sendable {
    package let text: String
    package let encoding: TextEncoding

    /// What UTF-8 may begin with.
    private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

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
            default: (Self.gb18030(bytes), .gb18030)
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

    /// Nil as well for UTF-8 that was cut or damaged.
    private static func gb18030(_ bytes: [UInt8]) -> String? {
        guard !bytes.starts(with: mark), let reading = GB18030.table.read(bytes),
            !isDamagedUTF8(bytes, reading)
        else { return nil }
        return reading.text
    }

    /// Of a Chinese text in GB18030 a quarter of the characters pass for UTF-8, of a short one more now and then; and of
    /// UTF-8 that was cut to a few bytes hardly any is whole. Then what the characters are decides.
    private static func isDamagedUTF8(_ bytes: [UInt8], _ reading: GB18030.Reading) -> Bool {
        var parser = UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var (characters, errors) = (0, 0)
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let units): if units.count > 1 { characters += 1 }
            case .error: errors += 1
            case .emptyInput:
                return characters > errors
                    ? !reading.isChinese && !reading.isOtherScript
                    : characters * 2 >= errors && reading.isHardlyChinese
            }
        }
    }
}

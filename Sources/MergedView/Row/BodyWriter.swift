/// Appends the parts of a row's body (docs/view.md, "Row body").
struct BodyWriter {
    var bytes: [UInt8]

    /// LEB128: seven bits a byte, least significant first.
    mutating func write(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func write(byte: UInt8) { bytes.append(byte) }

    /// Length, then bytes.
    mutating func write(_ part: [UInt8]) {
        write(varint: UInt64(part.count))
        bytes.append(contentsOf: part)
    }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            write(varint: UInt64(utf8.count))
            bytes.append(contentsOf: utf8)
        }
    }
}

/// Percent-encoding in web addresses.
enum PercentEncoding {
    /// Every `%XX` as its byte; a `%` that begins none stays.
    static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "%")) else { return bytes }
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if let byte = escaped(bytes, at: position) {
                result.append(byte)
                position += 3
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return result
    }

    /// Encodes what `encodes` names and what is not ASCII (WHATWG URL section 1.3); then, so that
    /// two spellings are one, writes `%XX` in capitals, decodes it where it stands for an
    /// unreserved character, and encodes a `%` that begins none (RFC 3986 sections 2.4 and 6.2.2).
    static func normalised(_ bytes: some Sequence<UInt8>, encodes: (UInt8) -> Bool) -> [UInt8] {
        let bytes = Array(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "%") {
                if let decoded = escaped(bytes, at: position) {
                    if isUnreserved(decoded) {
                        result.append(decoded)
                    } else {
                        encode(decoded, into: &result)
                    }
                    position += 3
                    continue
                }
                encode(byte, into: &result)
            } else if byte <= 0x20 || byte >= 0x7f || encodes(byte) {
                encode(byte, into: &result)
            } else {
                result.append(byte)
            }
            position += 1
        }
        return result
    }

    private static func escaped(_ bytes: [UInt8], at position: Int) -> UInt8? {
        guard bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
            let high = hexadecimal(bytes[position + 1]), let low = hexadecimal(bytes[position + 2])
        else { return nil }
        return high << 4 | low
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func encode(_ byte: UInt8, into result: inout [UInt8]) {
        let digits: StaticString = "0123456789ABCDEF"
        result.append(UInt8(ascii: "%"))
        result.append(digits.utf8Start[Int(byte >> 4)])
        result.append(digits.utf8Start[Int(byte & 15)])
    }

    /// RFC 3986 section 2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        isAlphanumericASCII(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "~")
    }
}

/// Reads the few shapes of JSON (RFC 8259) that the peer protocol has: an object of known members,
/// strings, lists of strings and small whole numbers. Nothing nests, so nothing recurses.
package struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0

    package init(bytes: [UInt8]) { self.bytes = bytes }

    /// Calls `member` with each key, the reader standing before its value.
    package mutating func object(
        _ member: (String, inout JSONReader) throws(PeerError) -> Void
    ) throws(PeerError) {
        try expect(UInt8(ascii: "{"))
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let key = try string()
            try expect(UInt8(ascii: ":"))
            try member(key, &self)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    package mutating func strings(max: Int) throws(PeerError) -> [String] {
        var strings: [String] = []
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return strings }
        repeat {
            guard strings.count < max else { throw .malformed("a list is longer than \(max)") }
            strings.append(try string())
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return strings
    }

    /// A whole number of at most nine digits.
    package mutating func number() throws(PeerError) -> Int {
        skipSpace()
        var number = 0
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte),
            position - start < 9
        {
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        guard position > start, bytes[start] != UInt8(ascii: "0") || position == start + 1 else {
            throw unexpected("a whole number")
        }
        return number
    }

    package mutating func string() throws(PeerError) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        var start = position
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<position]
                position += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw .malformed("a string of the JSON is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                text += bytes[start..<position]
                position += 1
                text += try escaped()
                start = position
            case 0..<0x20:
                throw unexpected("no control character in a string")
            default:
                position += 1
            }
        }
        throw unexpected("the end of a string")
    }

    package mutating func end() throws(PeerError) {
        skipSpace()
        guard position == bytes.count else { throw unexpected("the end of the JSON") }
    }

    // MARK: Parts

    private mutating func escaped() throws(PeerError) -> [UInt8] {
        guard let byte = peek else { throw unexpected("an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0c]
        case UInt8(ascii: "n"): return [0x0a]
        case UInt8(ascii: "r"): return [0x0d]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]) {
                guard take(UInt8(ascii: "\\"), skippingSpace: false),
                    take(UInt8(ascii: "u"), skippingSpace: false)
                else { throw unexpected("the second half of a surrogate pair") }
                units.append(try codeUnit())
            }
            guard let text = String(validating: units, as: UTF16.self) else {
                throw unexpected("a Unicode scalar")
            }
            return Array(text.utf8)
        default: throw unexpected("a known escape")
        }
    }

    private mutating func codeUnit() throws(PeerError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw unexpected("four hex digits") }
        var unit: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
                throw unexpected("four hex digits")
            }
            unit = unit << 4 | UInt16(digit)
        }
        position += 4
        return unit
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            position += 1
        }
    }

    private mutating func take(_ byte: UInt8, skippingSpace: Bool = true) -> Bool {
        if skippingSpace { skipSpace() }
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(PeerError) {
        guard take(byte) else { throw unexpected("'\(Character(UnicodeScalar(byte)))'") }
    }

    private func unexpected(_ expected: String) -> PeerError {
        .malformed("the JSON has something else at byte \(position), expected \(expected)")
    }
}

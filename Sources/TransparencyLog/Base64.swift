/// The standard base64 of RFC 4648, Section 4, in its one canonical form: padded, without line
/// breaks, unused bits zero. What decodes prints back to the same text, so no two spellings of a
/// signature or a hash pass for different ones.
package enum Base64 {
    private static let alphabet: [UInt8] = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")
    private static let invalid: UInt8 = 0xff
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        Array(bytes).withUnsafeBytes { append($0, to: &text) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends what `encode` gives.
    package static func append(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        alphabet.withUnsafeBufferPointer { alphabet in
            func character(_ bits: UInt32, _ shift: UInt32) -> UInt8 {
                alphabet[Int(bits >> shift & 0x3f)]
            }
            let whole = bytes.count / 3 * 3
            for place in stride(from: 0, to: whole, by: 3) {
                let bits =
                    UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8
                    | UInt32(bytes[place + 2])
                text.append(character(bits, 18))
                text.append(character(bits, 12))
                text.append(character(bits, 6))
                text.append(character(bits, 0))
            }
            switch bytes.count - whole {
            case 1:
                let bits = UInt32(bytes[whole]) << 16
                text += [character(bits, 18), character(bits, 12), padding, padding]
            case 2:
                let bits = UInt32(bytes[whole]) << 16 | UInt32(bytes[whole + 1]) << 8
                text += [
                    character(bits, 18), character(bits, 12), character(bits, 6), padding,
                ]
            default: break
            }
        }
    }

    /// Characters of `count` bytes.
    package static func length(ofBytes count: Int) -> Int { (count + 2) / 3 * 4 }

    /// Nil unless `text` is canonical base64.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        decode(Array(text.utf8)[...])
    }

    /// Nil unless `text` is canonical base64 in ASCII.
    package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 4) else { return nil }
        let padded = text.suffix(2).reversed().prefix { $0 == padding }.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for character in text.dropLast(padded) {
            let value = values[Int(character)]
            guard value != invalid else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count == 4 {
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
                (bits, count) = (0, 0)
            }
        }
        switch count {
        case 2:
            guard bits & 0xf == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3:
            guard bits & 0x3 == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
        default:
            break
        }
        return bytes
    }
}

/// The host of a web address, in the form in which browsers compare it (WHATWG URL section 3.5,
/// 'host parsing' and 'host serializing').
enum WebHost {
    static func canonical(_ raw: [UInt32]) throws(Refusal) -> String {
        if raw.first == UInt32(UInt8(ascii: "[")) {
            guard raw.last == UInt32(UInt8(ascii: "]")),
                let address = IPAddress.V6(
                    parsing: ScalarText(scalars: Array(raw.dropFirst().dropLast())))
            else { throw Refusal("host", "the IPv6 address in brackets is malformed") }
            return "[" + address.description + "]"
        }
        let decoded = String(
            decoding: PercentEncoding.decoded(Array(ScalarText(scalars: raw).string.utf8)),
            as: UTF8.self)
        var ascii = try IDNA.ascii(ScalarText(decoded))
        if ascii.utf8.last == UInt8(ascii: ".") { ascii.removeLast() }
        guard !ascii.isEmpty else { throw Refusal("host", "it names no host") }
        guard ascii.utf8.count <= DomainName.domainBytesMax else {
            throw Refusal("host", "the host has \(ascii.utf8.count) bytes, a name has at most 253")
        }
        for byte in ascii.utf8 where isForbidden(byte) {
            throw Refusal("host", "the host holds a character that no host may have")
        }
        guard ascii.utf8.first != UInt8(ascii: "."), ascii.utf8.last != UInt8(ascii: "."),
            !ascii.contains("..")
        else {
            throw Refusal("host", "the host has an empty label")
        }
        guard endsInNumber(ascii) else { return ascii }
        guard let address = ipv4(ascii) else {
            throw Refusal("host", "the host ends in a number but is no IPv4 address")
        }
        return address.description
    }

    /// 'Ends in a number checker': the last label is digits, or a hexadecimal number.
    static func endsInNumber(_ ascii: String) -> Bool {
        guard let last = ascii.split(separator: ".").last?.utf8 else { return false }
        if last.starts(with: "0x".utf8) {
            return last.dropFirst(2).allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            }
        }
        return last.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// 'IPv4 parser': one to four numbers in decimal, octal or hexadecimal.
    private static func ipv4(_ ascii: String) -> IPAddress.V4? {
        let parts = ascii.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...4).contains(parts.count) else { return nil }
        var numbers: [UInt64] = []
        for part in parts {
            guard let number = number(part) else { return nil }
            numbers.append(number)
        }
        guard let last = numbers.popLast(), numbers.allSatisfy({ $0 <= 255 }),
            last < 1 << UInt64(8 * (4 - numbers.count))
        else { return nil }
        let value = numbers.enumerated().reduce(last) {
            $0 | $1.element << UInt64(8 * (3 - $1.offset))
        }
        return IPAddress.V4(number: UInt32(truncatingIfNeeded: value))
    }

    /// 'IPv4 number parser'.
    private static func number(_ text: Substring) -> UInt64? {
        guard text.utf8.allSatisfy(isAlphanumericASCII), !text.isEmpty else { return nil }
        if text.hasPrefix("0x") {
            return text.count == 2 ? 0 : UInt64(text.dropFirst(2), radix: 16)
        }
        return text.count > 1 && text.hasPrefix("0")
            ? UInt64(text.dropFirst(), radix: 8) : UInt64(text)
    }

    /// 'Forbidden domain code point', of what can be left after `IDNA`.
    private static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7f...0xff, UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "/"),
            UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "?"),
            UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"),
            UInt8(ascii: "^"), UInt8(ascii: "|"):
            true
        default: false
        }
    }
}

import NIOCore

/// Where a caller without a certificate calls from, as far as limits need to know.
enum ClientAddress {
    /// An IPv4 address whole; of an IPv6 address the first 64 bits, which one household or company
    /// has to itself.
    static func network(_ address: SocketAddress?) -> String {
        switch address {
        case .v4(let address): hex(address.address.sin_addr, 0..<4)
        case .v6(let address):
            withUnsafeBytes(of: address.address.sin6_addr) { bytes in
                // An IPv4 address in IPv6 clothes (RFC 4291, section 2.5.5.2).
                let isMapped =
                    bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xff
                    && bytes[11] == 0xff
                return hex(address.address.sin6_addr, isMapped ? 12..<16 : 0..<8)
            }
        default: "local"
        }
    }

    private static func hex<Address>(_ address: Address, _ range: Range<Int>) -> String {
        let digits = Array("0123456789abcdef")
        return withUnsafeBytes(of: address) { bytes in
            bytes[range].reduce(into: "") { text, byte in
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
        }
    }
}

import NIOCore

/// Where a caller without a certificate calls from, as far as limits need to know.
enum ClientAddress {
    /// An IPv4 address whole; of an IPv6 address the first 64 bits, which one household or company
    /// has to itself.
    static func network(_ address: SocketAddress?) -> String {
        guard let address else { return "unknown" }
        return address.withSockAddr { pointer, size in
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            // Where `sockaddr_in` and `sockaddr_in6` have the address, on all systems.
            switch address {
            case .v4: return hex(bytes[4..<8])
            case .v6:
                let address = bytes[8..<24]
                // An IPv4 address in IPv6 clothes (RFC 4291, section 2.5.5.2).
                let isMapped =
                    address.prefix(10).allSatisfy { $0 == 0 } && bytes[18] == 0xff
                    && bytes[19] == 0xff
                return hex(isMapped ? address.suffix(4) : address.prefix(8))
            case .unixDomainSocket: return "local"
            }
        }
    }

    private static func hex(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
        let digits = Array("0123456789abcdef")
        return bytes.reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}

/// Where a member's peer port is reached: `https://host:port`, nothing behind it. The host is a
/// name, an IPv4 address or an IPv6 address in brackets; who answers there proves itself by its
/// certificate, never by this name.
package struct PeerEndpoint: Hashable, Sendable, CustomStringConvertible {
    package static let hostBytesMax = 253

    /// Without brackets.
    package let host: String
    package let port: UInt16

    /// - Throws: `RosterError.endpoint`.
    package init(parsing text: some StringProtocol) throws(RosterError) {
        let scheme = "https://"
        guard text.hasPrefix(scheme), text.utf8.count <= Self.hostBytesMax + 24,
            let colon = text.lastIndex(of: ":")
        else { throw .endpoint(found: String(text.prefix(300))) }
        let authority = text[text.index(text.startIndex, offsetBy: scheme.count)...]
        let digits = text[text.index(after: colon)...]
        guard colon >= authority.startIndex, let port = UInt16(digits), port > 0,
            String(port) == digits
        else { throw .endpoint(found: String(text)) }
        let name = authority[..<colon]
        guard let host = Self.host(String(name)) else { throw .endpoint(found: String(text)) }
        self.host = host
        self.port = port
    }

    private static func host(_ name: String) -> String? {
        var bytes = Array(name.utf8)
        let isIPv6 = name.hasPrefix("[") && name.hasSuffix("]")
        if isIPv6 { bytes = Array(bytes.dropFirst().dropLast()) }
        let isAllowed = bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): true
            case UInt8(ascii: "a")...UInt8(ascii: "z"): !isIPv6 || byte <= UInt8(ascii: "f")
            case UInt8(ascii: "-"): !isIPv6
            case UInt8(ascii: ":"): isIPv6
            default: false
            }
        }
        guard isAllowed, !bytes.isEmpty, bytes.count <= hostBytesMax else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    package var description: String {
        host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)"
    }
}

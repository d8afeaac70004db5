import Statements

/// How an operator writes where a port is: one strict reading for all settings, so that what is read here is
/// an address that a resolver can be asked for, and that stands in a URL as it is printed.
extension PortAddress {
    package static let hostBytesMax = 253
    static let labelBytesMax = 63
    /// As Linux has them.
    static let zoneBytesMax = 15

    /// Reads `host:port`. An IPv6 address may stand in brackets, which are no part of the host; without them
    /// all before the last colon has to be a whole one.
    package init?(parsing text: some StringProtocol) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard let port = UInt16(digits), String(port) == digits,
            let host = Self.host(parsing: text[..<colon])
        else { return nil }
        self.init(host: host, port: Int(port))
    }

    /// Reads a host name, an IPv4 address, or an IPv6 address with or without brackets.
    /// - Returns: the host without brackets; nil for anything else.
    package static func host(parsing text: some StringProtocol) -> String? {
        guard text.utf8.count <= hostBytesMax else { return nil }
        if text.hasPrefix("["), text.hasSuffix("]"), text.utf8.count > 2 {
            let inner = text.dropFirst().dropLast()
            return isIPv6(inner) ? String(inner) : nil
        }
        return isIPv6(text) || isName(text) ? String(text) : nil
    }

    /// A zone says which of this machine's networks a link-local address is of.
    private static func isIPv6(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, address.contains(":"),
            address.utf8.allSatisfy({ isHexadecimal($0) || ":.".utf8.contains($0) }),
            (try? Indicator(.ip, parsing: String(address))) != nil
        else { return false }
        guard let zone = parts.dropFirst().first else { return true }
        return (1...zoneBytesMax).contains(zone.utf8.count)
            && zone.utf8.allSatisfy { isLetterOrDigit($0) || "-_.".utf8.contains($0) }
    }

    /// Of an IPv4 address or a name. What ends in a number is the former, as in URLs, and has four of them.
    private static func isName(_ text: some StringProtocol) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let areLabels = labels.allSatisfy { label in
            (1...labelBytesMax).contains(label.utf8.count)
                && label.utf8.allSatisfy { isLetterOrDigit($0) || "-_".utf8.contains($0) }
                && !label.hasPrefix("-") && !label.hasSuffix("-")
        }
        guard areLabels, let last = labels.last else { return false }
        let endsInNumber =
            last.utf8.allSatisfy(isDigit)
            || last.lowercased().hasPrefix("0x") && last.utf8.dropFirst(2).allSatisfy(isHexadecimal)
        return !endsInNumber || (try? Indicator(.ip, parsing: String(text))) != nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

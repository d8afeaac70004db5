/// Canonical form of `url`: what a browser would ask for.
///
/// Rule: parsed and serialised by the WHATWG URL standard, for the schemes http and https; so the
/// default port and dot segments are gone, the host is `WebHost`'s form, backslashes are slashes
/// and what needs it is percent-encoded. Beyond that standard, so that two spellings are one: the
/// host's last dot goes, `%XX` is normalised as RFC 3986 section 6.2.2 says (`PercentEncoding`),
/// and the fragment goes, since it never reaches the server: a place within a page is not another
/// page. A user name before the host is refused: it is there to make the host look like another.
///
/// Source: WHATWG URL sections 4.4 and 4.5.
enum WebAddress {
    static let portMax = 65_535

    static func canonical(_ raw: String) throws(Refusal) -> String {
        let scalars = ScalarText(raw).trimmed.scalars.filter { ![0x09, 0x0a, 0x0d].contains($0) }
        guard !scalars.isEmpty else { throw Refusal("empty", "it is empty") }
        let (scheme, afterScheme) = try scheme(of: scalars)
        let rest = afterScheme.drop(while: isSlash)
        let end = rest.firstIndex { isSlash($0) || $0 == 0x3f || $0 == 0x23 } ?? rest.endIndex
        let (host, port) = try authority(Array(rest[..<end]), scheme: scheme)
        let fragment = rest[end...].firstIndex(of: 0x23) ?? rest.endIndex
        let resource = rest[end..<fragment]
        let query = resource.firstIndex(of: 0x3f)
        var result = scheme + "://" + host + (port.map { ":\($0)" } ?? "")
        result += path(resource[..<(query ?? resource.endIndex)])
        if let query {
            let bytes = ScalarText(scalars: Array(resource[(query + 1)...])).string.utf8
            result +=
                "?"
                + String(
                    decoding: PercentEncoding.normalised(bytes, encodes: isEncodedInQuery),
                    as: UTF8.self)
        }
        guard result.utf8.count <= StatementLimits.indicatorBytesMax else {
            throw Refusal(
                "length",
                "its canonical form has more than \(StatementLimits.indicatorBytesMax) bytes")
        }
        return result
    }

    private static func scheme(
        of scalars: [UInt32]
    ) throws(Refusal) -> (String, ArraySlice<UInt32>) {
        guard let colon = scalars.firstIndex(of: 0x3a) else {
            throw Refusal("scheme", "it has no http:// or https:// before it")
        }
        let scheme = ScalarText(scalars: Array(scalars[..<colon])).string
        switch scheme.lowercased() {
        case "http": return ("http", scalars[(colon + 1)...])
        case "https": return ("https", scalars[(colon + 1)...])
        default: throw Refusal("scheme", "it does not begin with http:// or https://")
        }
    }

    private static func authority(
        _ scalars: [UInt32], scheme: String
    ) throws(Refusal) -> (host: String, port: Int?) {
        guard !scalars.contains(0x40) else {
            throw Refusal(
                "userinfo", "it has a user name before the host: report it without, up to the @")
        }
        guard !scalars.isEmpty else { throw Refusal("host", "it names no host") }
        let bracket = scalars.lastIndex(of: UInt32(UInt8(ascii: "]"))) ?? scalars.startIndex
        guard let colon = scalars[bracket...].firstIndex(of: 0x3a) else {
            return (try WebHost.canonical(scalars), nil)
        }
        let host = try WebHost.canonical(Array(scalars[..<colon]))
        let digits = scalars[(colon + 1)...]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refusal("port", "its port is not a number")
        }
        guard !digits.isEmpty else { return (host, nil) }
        var port = 0
        for digit in digits {
            port = port * 10 + Int(digit - 0x30)
            guard port <= portMax else { throw Refusal("port", "its port is above \(portMax)") }
        }
        return (host, port == (scheme == "http" ? 80 : 443) ? nil : port)
    }

    /// 'Path state': segments without dots, always beginning with a slash.
    private static func path(_ scalars: ArraySlice<UInt32>) -> String {
        let segments = scalars.split(omittingEmptySubsequences: false, whereSeparator: isSlash)
            .dropFirst()
        var result: [[UInt8]] = []
        for (number, segment) in segments.enumerated() {
            let bytes = PercentEncoding.normalised(
                ScalarText(scalars: Array(segment)).string.utf8, encodes: isEncodedInPath)
            let isLast = number == segments.count - 1
            switch bytes {
            case Array("..".utf8):
                _ = result.popLast()
                if isLast { result.append([]) }
            case Array(".".utf8):
                if isLast { result.append([]) }
            default: result.append(bytes)
            }
        }
        guard !result.isEmpty else { return "/" }
        return result.map { "/" + String(decoding: $0, as: UTF8.self) }.joined()
    }

    private static func isSlash(_ scalar: UInt32) -> Bool { scalar == 0x2f || scalar == 0x5c }

    /// 'Path percent-encode set', of printable ASCII.
    private static func isEncodedInPath(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
            UInt8(ascii: "}"):
            true
        default: false
        }
    }

    /// 'Special-query percent-encode set', of printable ASCII.
    private static func isEncodedInQuery(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }
}

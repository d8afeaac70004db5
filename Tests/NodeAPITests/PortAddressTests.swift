import NodeAPI
import Testing

@Suite("Where a port is") struct PortAddressTests {
    private static let places: [(text: String, host: String, port: Int)] = [
        ("127.0.0.1:7400", "127.0.0.1", 7_400), ("0.0.0.0:0", "0.0.0.0", 0),
        ("[::1]:7400", "::1", 7_400), ("::1:7400", "::1", 7_400),
        ("[2001:DB8::7]:65535", "2001:DB8::7", 65_535),
        ("[::ffff:192.0.2.1]:1", "::ffff:192.0.2.1", 1),
        ("[fe80::1%eth0]:7400", "fe80::1%eth0", 7_400), (":::1", "::", 1),
        ("localhost:1", "localhost", 1),
        ("Hub-1.brand.example:443", "Hub-1.brand.example", 443),
        ("peer_port:7400", "peer_port", 7_400),
    ]

    @Test(
        "is read as host and port, IPv6 with and without its brackets",
        arguments: places)
    func reads(text: String, host: String, port: Int) throws {
        let address = try #require(PortAddress(parsing: text))
        #expect(address == PortAddress(host: host, port: port))
        // What is printed is the same place, unless it has a zone, which is escaped.
        if !host.contains("%") { #expect(PortAddress(parsing: address.description) == address) }
    }

    @Test(
        "is nothing else",
        arguments: [
            "", ":", ":7400", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
            "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1:07400", "127.0.0.1: 7400",
            "http://127.0.0.1:7400", "foo bar:70", "a\\b:70", "a/b:70", "user@host:70", "a..b:70",
            ".a:70", "a.:70", "-a:70", "a-:70", "ä.example:70", "*:70", "999.1.1.1:70", "1.2.3:70",
            "1.2.3.4.5:70", "127.0.0.01:70", "0x7f.1:70", "0x7f000001:70", "[::1]", "::1",
            "[::1]7400", "[::1:7400", "::1]:7400", "[]:7400", "[127.0.0.1]:7400", "[[::1]]:7400",
            "[::g]:7400", "[1::2::3]:7400", "[::1%]:7400", "[::1%a/b]:7400", "1:2:3:7400",
            "[::1%0123456789abcdef]:7400",
        ])
    func refuses(text: String) {
        #expect(PortAddress(parsing: text) == nil)
    }

    @Test("has a host of at most 253 bytes, in labels of at most 63")
    func bounds() {
        let label = String(repeating: "a", count: 63)
        let longest = [label, label, label, String(repeating: "b", count: 61)].joined(
            separator: ".")
        #expect(PortAddress.host(parsing: longest) == longest)
        #expect(PortAddress.host(parsing: longest + "b") == nil)
        #expect(PortAddress.host(parsing: label + "a") == nil)
    }

    @Test("is printed as it stands in a URL")
    func prints() {
        #expect("\(PortAddress(host: "hub.example", port: 7_400))" == "hub.example:7400")
        #expect("\(PortAddress(host: "::1", port: 7_400))" == "[::1]:7400")
        #expect("\(PortAddress(host: "fe80::1%eth0", port: 1))" == "[fe80::1%25eth0]:1")
    }
}

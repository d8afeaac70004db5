import Roster
import Testing

@Suite struct PeerEndpointTests {
    @Test(
        "an endpoint prints as it was parsed",
        arguments: [
            "https://node.example:8443", "https://127.0.0.1:1", "https://[::1]:65535",
            "https://a-b.example:443",
        ])
    func roundTrip(text: String) throws {
        #expect(try PeerEndpoint(parsing: text).description == text)
    }

    @Test("an IPv6 host is kept without its brackets")
    func brackets() throws {
        #expect(try PeerEndpoint(parsing: "https://[fe80::1]:9").host == "fe80::1")
    }

    @Test(
        "anything but scheme, host and port is refused",
        arguments: [
            "", "https://", "https://:1", "http://a:1", "https://a", "https://a:0",
            "https://a:65536", "https://a:01", "https://a:+1", "https://a:1/", "https://a:1?q",
            "https://u@a:1", "https://A:1", "https://a b:1", "https://[::1:1", "https://::1:1",
            "https://[g::]:1", "https://ä.example:1", "https:",
            "https://\(String(repeating: "a", count: 254)):1",
        ])
    func refusals(text: String) {
        #expect(throws: RosterError.self) { try PeerEndpoint(parsing: text) }
    }

    @Test("the longest host is taken")
    func longest() throws {
        let host = String(repeating: "a", count: PeerEndpoint.hostBytesMax)
        #expect(try PeerEndpoint(parsing: "https://\(host):1").host == host)
    }
}

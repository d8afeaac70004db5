import Peering
import Roster
import Testing

@Suite struct PeerProxyTests {
    private func endpoint(_ text: String) throws -> PeerEndpoint {
        try PeerEndpoint(parsing: "https://\(text)")
    }

    @Test("a proxy is host and port, with or without who may use it")
    func parsing() throws {
        let plain = try PeerProxy(parsing: "http://proxy.example:3128")
        #expect(plain.host == "proxy.example" && plain.port == 3128 && plain.user == nil)
        let named = try PeerProxy(parsing: "HTTP://ann:p%40ss%3a1@10.0.0.1:8080/")
        #expect(named.host == "10.0.0.1" && named.user == "ann" && named.password == "p@ss:1")
        #expect("\(named)" == "http://***@10.0.0.1:8080", "no password in a log")
        let address = try PeerProxy(parsing: "http://ann:p@[2001:DB8::1]:3128")
        #expect(address.host == "2001:db8::1" && address.port == 3128 && address.password == "p")
        #expect("\(address)" == "http://***@[2001:db8::1]:3128")
    }

    @Test(
        "anything else is refused, and the message does not repeat it",
        arguments: [
            "", "proxy.example:3128", "https://proxy.example:3128", "http://proxy.example",
            "http://proxy.example:0", "http://proxy.example:65536", "http://proxy.example:3128/x",
            "http://ann@proxy.example:3128", "http://:secret@proxy.example:3128",
            "http://ann:se%4@proxy.example:3128", "http://ann:secret%+4@proxy.example:3128",
            "http://ann:secret@:3128",
            "http://::1:3128", "http://[::1]", "http://[::1]3128", "http://[::1:3128",
            "socks5://proxy.example:1080", "http://pro xy.example:3128", "http://pröxy:1",
            "http://" + String(repeating: "a", count: 1_100) + ":1",
        ])
    func refusals(text: String) {
        #expect {
            try PeerProxy(parsing: text)
        } throws: { error in
            (error as? PeeringError)?.keyword == "peering-proxy" && !"\(error)".contains("secret")
        }
    }

    @Test(
        "what is set for a node holds for every peer; what stands in the environment not for this machine"
    )
    func settings() throws {
        let own = try ProxySettings(parsing: "http://proxy.example:3128")
        let local = try endpoint("127.0.0.1:7400")
        let hub = try endpoint("hub.example:7400")
        #expect(own.proxy(for: local)?.port == 3128 && own.proxy(for: hub)?.port == 3128)
        #expect(try ProxySettings(parsing: "none").proxy(for: hub) == nil)
        #expect(throws: PeeringError.self) { try ProxySettings(parsing: "") }
        let environment = try ProxySettings(environment: ["HTTPS_PROXY": "http://p.example:1"])
        #expect(environment.proxy(for: hub)?.port == 1)
        for host in ["127.0.0.1:1", "localhost:1", "[::1]:1", "a.localhost:1"] {
            #expect(try environment.proxy(for: endpoint(host)) == nil, "\(host)")
        }
        #expect(try ProxySettings(environment: [:]).proxy(for: hub) == nil)
        #expect(try ProxySettings(environment: ["HTTPS_PROXY": ""]).proxy(for: hub) == nil)
        let both = ["HTTPS_PROXY": "http://p.example:1", "https_proxy": "p.example:2"]
        #expect(try ProxySettings(environment: both).proxy(for: hub)?.port == 2)
        #expect(throws: PeeringError.self) {
            try ProxySettings(environment: ["https_proxy": "https://p.example:1"])
        }
    }

    @Test("hosts and domains of NO_PROXY are called directly")
    func exceptions() throws {
        func isDirect(_ host: String, but list: String) throws -> Bool {
            try ProxySettings(
                environment: ["https_proxy": "http://p.example:1", "no_proxy": list]
            ).proxy(for: endpoint(host)) == nil
        }
        #expect(try isDirect("hub.example:7400", but: "hub.example"))
        #expect(try isDirect("hub.example:7400", but: "a, .EXAMPLE"))
        #expect(try isDirect("hub.example:7400", but: "example"))
        #expect(try isDirect("hub.example:7400", but: "hub.example:7400"))
        #expect(try isDirect("10.1.2.3:7400", but: "10.1.2.3"))
        #expect(try isDirect("hub.example:7400", but: "*"))
        #expect(try !isDirect("hub.example:7400", but: "hub.example:1,ub.example,other"))
        #expect(try !isDirect("hub.example:7400", but: " , ."))
        for list in ["2001:db8::1", "[2001:db8::1]", "[2001:DB8::1]:7400", "a,2001:db8::1"] {
            #expect(try isDirect("[2001:db8::1]:7400", but: list), "\(list)")
        }
        for list in ["[2001:db8::1]:1", "2001:db8::", "[2001:db8::1", "db8::1", "[]", ":"] {
            #expect(try !isDirect("[2001:db8::1]:7400", but: list), "\(list)")
        }
    }
}

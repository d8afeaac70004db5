import NodeAPI
import Peering
import Testing

@Suite struct RequestTargetTests {
    @Test("segments and parameters are decoded one by one")
    func decoding() throws {
        let target = try RequestTarget(parsing: "/01/0952/21/a%2Fb%25?exp=27+04&x=%E4%B8%80&y")
        #expect(target.segments == ["01", "0952", "21", "a/b%"])
        #expect(target.parameters.map(\.name) == ["exp", "x", "y"])
        #expect(target.parameters.map(\.value) == ["27 04", "一", ""])
        #expect(target.path == "/01/0952/21/a%2Fb%25")
    }

    @Test("one slash at the end is passed over, and the root has no segments")
    func slashes() throws {
        #expect(try RequestTarget(parsing: "/a/").segments == ["a"])
        #expect(try RequestTarget(parsing: "/").segments == [])
    }

    @Test(
        "a target that is not one is refused",
        arguments: [
            "", "a", "http://host/a", "//", "/a//b", "/.", "/a/../b", "/a/%2e%2e/b", "/%", "/%4",
            "/%zz", "/%00", "/%ff", "/a%0ab", "/\"", "/<", "/é", "/a#b", "/a b", "/?a=%0d%0a",
            "/[a]", "/a]?b",
        ])
    func refused(text: String) {
        #expect(throws: PeerProblem.self) { try RequestTarget(parsing: text) }
    }

    @Test("brackets of a query may stand as they are")
    func brackets() throws {
        let target = try RequestTarget(parsing: "/a?match[type]=indicator")
        #expect(target.parameters.map(\.name) == ["match[type]"])
    }

    @Test("limits hold on both sides")
    func limits() throws {
        let most = "/" + Array(repeating: "a", count: 32).joined(separator: "/")
        #expect(try RequestTarget(parsing: most).segments.count == 32)
        #expect(throws: PeerProblem.self) { try RequestTarget(parsing: most + "/a") }
        let query = "/?" + Array(repeating: "a=1", count: 64).joined(separator: "&")
        #expect(try RequestTarget(parsing: query).parameters.count == 64)
        #expect(throws: PeerProblem.self) { try RequestTarget(parsing: query + "&a=1") }
        let long = "/" + String(repeating: "a", count: RequestTarget.bytesMax - 1)
        #expect(try RequestTarget(parsing: long).segments.count == 1)
        #expect(throws: PeerProblem.self) { try RequestTarget(parsing: long + "a") }
    }

    @Test("a parameter that may stand once is refused where it stands twice")
    func twice() throws {
        let target = try RequestTarget(parsing: "/?a=1&a=2&b=3")
        #expect(throws: PeerProblem.self) { try target.parameter("a") }
        #expect(try target.parameter("b") == "3")
        #expect(try target.parameter("c") == nil)
    }
}

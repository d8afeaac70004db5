import NIOSSL
import NodeAPI
import Peering
import Replication
import TestAlliance
import Testing

/// What the port makes of requests that are not as they should be.
@Suite(.timeLimit(.minutes(30))) struct PeerRequestTests {
    @Test(
        "a trick with the path is refused by the grammar, and the connection goes on",
        arguments: [
            "/log/test.example/alliance/hub/e1/../../../../../etc/passwd",
            "/log/test.example/alliance/hub/e1/%2e%2e/checkpoint",
            "/log/test.example/alliance/hub/e1/tile/0/..%2f..%2fcheckpoint",
            "/log//test.example/alliance/hub/e1/checkpoint", "//roster", "/roster/", "/roster/01",
            "/log/test.example/alliance/hub/e1/tile/0/x99999999999999999999/999",
            "/log/test.example/alliance/hub/e1/tile/0/000.p/256", "/frontier?wait=99999999999999",
            "/roster?x=1", "/Roster", "/", "/log/test.example/alliance/hub/e1/tile/0/000%00",
        ])
    func pathTricks(path: String) async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            let answer = try await connection.get(path)
            #expect(answer.status == 404)
            #expect(answer.headers["content-type"] == "application/problem+json")
            let problem = try PeerProblem(parsing: answer.body)
            #expect(problem.keyword == "no-such-path")
            #expect(live.source.calls == 0)
            #expect(try await connection.get("/roster").status == 200)
        }
    }

    @Test("what the protocol has and this node does not offer says so")
    func notOffered() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            try await connection.send(
                "POST /witness/add-checkpoint HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\n\r\n")
            let answer = try #require(await connection.answer())
            #expect(try PeerProblem(parsing: answer.body).keyword == "not-offered")
        }
    }

    @Test("another method than the resource's is refused with the methods there are")
    func methods() async throws {
        try await LivePort.with { live in
            for request in ["PUT /roster", "POST /roster", "GET /questions", "DELETE /frontier"] {
                let connection = try await live.connect("brand")
                try await connection.send(
                    "\(request) HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\n\r\n")
                let answer = try #require(await connection.answer())
                #expect(answer.status == 405, "\(request)")
                #expect(answer.headers["allow"] == "GET, POST")
            }
        }
    }

    @Test("header fields up to the limit are taken, and more refused with status 431")
    func headerLimit() async throws {
        try await LivePort.with { live in
            let fits = try await live.connect("brand")
            let field = "X-Filler: \(String(repeating: "a", count: 15 * 1024))\r\n"
            #expect(try await fits.get("/roster", headers: field).status == 200)
            let large = try await live.connect("brand")
            let answer = try await large.get(
                "/roster", headers: "X-Filler: \(String(repeating: "a", count: 16 * 1024))\r\n")
            #expect(answer.status == 431)
            await large.closed()
            let many = try await live.connect("brand")
            let fields = (0...64).map { "X-\($0): a\r\n" }.joined()
            #expect(try await many.get("/roster", headers: fields).status == 431)
            let target = try await live.connect("brand")
            let long = "/roster/" + String(repeating: "1", count: 17 * 1024)
            #expect(try await target.get(long).status == 431)
        }
    }

    @Test("a chunked body that grows over the limit is refused where it does")
    func chunkedBodyLimit() async throws {
        var limits = ConnectionLimits.patient
        limits.bodyBytesMax = 1000
        try await LivePort.with(limits: limits) { live in
            let connection = try await live.connect("brand")
            try await connection.send(
                "POST /questions HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "258\r\n\(String(repeating: "a", count: 600))\r\n"
            try await connection.send(chunk)
            try await connection.send(chunk)
            let answer = try #require(await connection.answer())
            #expect(answer.status == 413)
            await connection.closed()
        }
    }

    @Test("a body with a GET is refused")
    func bodyOfGet() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            let answer = try await connection.get("/roster", headers: "Content-Length: 5\r\n")
            #expect(answer.status == 400)
            #expect(answer.text.contains("body-unexpected"))
            await connection.closed()
        }
    }

    @Test("100-continue is answered before the body, and any other expectation refused")
    func expectations() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            let head = "POST /questions HTTP/1.1\r\nHost: hub\r\nContent-Length: 4\r\nExpect: "
            try await connection.send(head + "100-continue\r\n\r\n")
            #expect(await connection.answer()?.status == 100)
            try await connection.send("why?")
            #expect(await connection.answer()?.text == "brand: why?")
            try await connection.send(head + "the unexpected\r\n\r\n")
            #expect(await connection.answer()?.status == 417)
            await connection.closed()
        }
    }

    @Test("a body over the limit is refused before it is sent, where the client asks first")
    func expectationTooLarge() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            try await connection.send(
                "POST /questions HTTP/1.1\r\nHost: hub\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"
            )
            #expect(await connection.answer()?.status == 413)
            await connection.closed()
        }
    }

    @Test("pipelined requests are answered in their order")
    func pipelining() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            let origin = try live.alliance.origin("alliance", "hub")
            let requests = (0..<10).map {
                "GET /log/\(origin)/tile/entries/00\($0) HTTP/1.1\r\nHost: hub\r\n\r\n"
            }
            try await connection.send(
                requests.joined() + "GET /nothing HTTP/1.1\r\nHost: hub\r\n\r\n")
            for index in 0..<10 {
                let answer = try #require(await connection.answer())
                #expect(answer.text == "tile/entries/00\(index) of \(origin)")
            }
            #expect(await connection.answer()?.status == 404)
        }
    }

    @Test("what is not HTTP/1.1 is refused and the connection closed")
    func notHTTP() async throws {
        try await LivePort.with { live in
            for (text, status) in [
                ("\u{16}\u{3}\u{1} what\r\n\r\n", 400), ("GET /roster HTTP/1.0\r\n\r\n", 505),
                (
                    "GET /roster HTTP/1.1\r\nHost: hub\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                    400
                ),
            ] {
                let connection = try await live.connect("brand")
                try await connection.send(text)
                #expect(await connection.answer()?.status == status, "\(text)")
                await connection.closed()
            }
        }
    }

    @Test("a store that fails costs one answer and tells nothing")
    func brokenSource() async throws {
        try await LivePort.with { live in
            live.source.setBroken()
            let connection = try await live.connect("brand")
            let origin = try live.alliance.origin("alliance", "hub")
            let answer = try await connection.get("/log/\(origin)/tile/0/000")
            #expect(answer.status == 500)
            #expect(!answer.text.contains("Broken"))
            #expect(try await connection.get("/roster").status == 200)
        }
    }

    @Test("a connection that asks to be closed is closed after its answer")
    func connectionClose() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            let answer = try await connection.get("/roster", headers: "Connection: close\r\n")
            #expect(answer.status == 200)
            #expect(answer.headers["connection"] == "close")
            await connection.closed()
        }
    }
}

import AllianceNames
import JSON
import NodeAPI
import Peering
import Statements
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(30))) struct RESTImportTests {
    private static let path = "/api/v1/indicators/import?channel=alliance"

    static func line(_ name: String) -> String {
        #"{"type":"domain","value":"\#(name)","basis":"automated","confidence":1,"tlp":"green"}"#
    }

    private static func with(
        _ body: (LiveDesk, FixedSigning) async throws -> Void
    ) async throws {
        let signing = FixedSigning()
        let routes = RESTRoutesTests.routes(try FixedConsole(), signing: signing)
        try await LiveDesk.with(routes: routes.routes) { desk in try await body(desk, signing) }
    }

    /// - Parameter body: what is sent at once with the head: whoever is refused by its head may be gone before
    ///   more is sent.
    private static func begin(
        _ connection: RawConnection, more: String = "", type: String = "application/x-ndjson",
        body: [UInt8] = []
    ) async throws {
        let head =
            "POST \(path) HTTP/1.1\r\nHost: hub\r\nContent-Type: \(type)\r\n\(more)Transfer-Encoding: chunked\r\n\r\n"
        try await connection.send(Array(head.utf8) + body)
    }

    private static func chunk(_ text: String) -> [UInt8] {
        Array("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8)
    }

    private static func whole(_ text: String) -> [UInt8] { chunk(text) + Array("0\r\n\r\n".utf8) }

    private static func results(_ answer: RawConnection.Answer) throws -> [[String: JSONValue]] {
        try answer.text.split(separator: "\n").map { line in
            guard case .object(let members) = try JSONValue(parsing: String(line)) else {
                return [:]
            }
            return members
        }
    }

    @Test("a list is taken as it comes, and has a result for each line, in their order")
    func list() async throws {
        try await Self.with { desk, signing in
            let connection = try await desk.connect("hub")
            try await Self.begin(connection)
            let names = (0..<2_500).map { "a\($0).example" }
            var lines = names.map(Self.line)
            lines[3] = "{}"
            lines[7] = ""
            lines[9] = Self.line("refused.example")
            lines[1_200] = "no JSON"
            lines[2_000] = String(repeating: "x", count: NDJSONLines.lineBytesMax + 1)
            let text = lines.joined(separator: "\n")
            // In pieces that end anywhere.
            var rest = Substring(text)
            while !rest.isEmpty {
                let piece = rest.prefix(7_777)
                try await connection.send(Self.chunk(String(piece)))
                rest = rest.dropFirst(piece.count)
            }
            try await connection.send("0\r\n\r\n")
            let answer = try #require(await connection.answer())
            #expect(answer.status == 200, "\(answer.text.prefix(300))")
            #expect(answer.headers["content-type"] == "application/x-ndjson")
            var results = try Self.results(answer)
            let last = results.removeLast()
            #expect(last["taken"] == .integer(2_495))
            #expect(last["refused"] == .integer(4))
            #expect(last["complete"] == .bool(true))
            #expect(
                results.compactMap { $0["line"] }
                    == (1...2_500).filter { $0 != 8 }.map { .integer(UInt64($0)) })
            let refused = results.filter { $0["refused"] != nil }.compactMap { $0["line"] }
            #expect(refused == [4, 10, 1_201, 2_001].map { .integer($0) })
            #expect(
                results.compactMap { $0["index"] } == (0..<2_495).map { .integer(UInt64($0)) })
            let said = signing.said.withLock { $0.flatMap(\.statements) }
            #expect(said.count == 2_496)
            // The connection goes on.
            #expect(try await connection.get("/api/v1/members").status == 200)
        }
    }

    @Test("whoever sends faster than is signed waits, and nothing is lost")
    func patience() async throws {
        let (gates, open) = AsyncStream.makeStream(of: Void.self)
        let route = DeskRoute(.post, "/stream", for: .members, streamedBytesMax: 1 << 24) {
            request in
            for await _ in gates { break }
            var count = 0
            while let bytes = try await request.stream?.next() { count += bytes.count }
            return .json(Array("\(count)".utf8))
        }
        try await LiveDesk.with(routes: [route]) { desk in
            let connection = try await desk.connect("hub")
            let body = [UInt8](repeating: 0x61, count: 8 << 20)
            try await connection.send(
                "POST /stream HTTP/1.1\r\nHost: hub\r\nContent-Length: \(body.count)\r\n\r\n")
            async let sent: Void = connection.send(body)
            open.yield()
            let answer = try #require(await connection.answer())
            #expect(answer.text == "\(body.count)")
            try await sent
        }
    }

    @Test("a list that is longer than there may be is told what became of its beginning")
    func tooLong() async throws {
        let route = DeskRoute(.post, "/stream", for: .members, streamedBytesMax: 1_000) { request in
            var count = 0
            do {
                while let bytes = try await request.stream?.next() { count += bytes.count }
            } catch let broken as RequestStream.BrokenOff {
                return .json(Array("\(count) \(broken.problem?.status ?? 0)".utf8))
            }
            return .json(Array("\(count)".utf8))
        }
        try await LiveDesk.with(routes: [route]) { desk in
            let said = try await desk.connect("hub")
            try await said.send(
                "POST /stream HTTP/1.1\r\nHost: hub\r\nContent-Length: 1001\r\n\r\n")
            #expect(try #require(await said.answer()).status == 413)
            let chunked = try await desk.connect("hub")
            try await chunked.send(
                "POST /stream HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<3 {
                try await chunked.send(Self.chunk(String(repeating: "a", count: 400)))
            }
            let answer = try #require(await chunked.answer())
            #expect(answer.text == "800 413")
            await chunked.closed()
        }
    }

    @Test(
        "what is no list is refused before it is read, and a list that breaks off leaves nobody waiting"
    )
    func refused() async throws {
        try await Self.with { desk, signing in
            for (type, more, status) in [
                ("text/csv", "", 415), ("application/json", "", 415),
                ("application/x-ndjson", "Idempotency-Key: a\r\n", 400),
            ] {
                let connection = try await desk.connect("hub")
                try await Self.begin(connection, more: more, type: type)
                let answer = try #require(await connection.answer())
                #expect(answer.status == status)
                RESTRoutesTests.expectProblem(answer)
                await connection.closed()
            }
            let other = try await desk.connect("brand")
            try await Self.begin(other)
            #expect(try #require(await other.answer()).status == 403)
            // While one list of a caller is being taken, another of the same one waits.
            let first = try await desk.connect("hub")
            try await Self.begin(first)
            // As many as are signed at once, so that it is known to have its place.
            let batch = (0..<1_000).map { Self.line("a\($0).example") + "\n" }
            try await first.send(Self.chunk(batch.joined()))
            while signing.said.withLock({ $0.isEmpty }) {
                try await Task.sleep(for: .milliseconds(1))
            }
            let second = try await desk.connect("hub")
            try await Self.begin(second, body: Self.whole(Self.line("c.example")))
            #expect(try #require(await second.answer()).status == 503)
            try await first.close()
            // As many as are taken at once, and each of them breaks off: there is room again.
            for _ in 0..<5 {
                let connection = try await desk.connect("hub")
                try await Self.begin(connection, body: Self.chunk(Self.line("a.example") + "\n"))
                try await connection.close()
            }
            var status = 503
            while status == 503 {
                let connection = try await desk.connect("hub")
                try await Self.begin(connection, body: Self.whole(Self.line("b.example")))
                status = try #require(await connection.answer()).status
            }
            #expect(status == 200)
        }
    }
}

import Peering
import Testing
import TransparencyLog

/// Files and keys, through a channel that the caller reads.
@Suite struct PeerObjectTests {
    private static let object = "/object/\(TestSource.file.hex)"
    private static let key = "/snapshot-key/\(TestSource.file.hex)"

    @Test("a reader of the channel gets the file, a piece of it, and the key")
    func readers() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            #expect(try await connection.get(Self.object).body == Array("the file".utf8))
            #expect(try await connection.get(Self.object + "?from=4").body == Array("file".utf8))
            #expect(
                try await connection.get(Self.key).body == Array(repeating: 7, count: 32))
        }
    }

    @Test("to others neither exists, and beyond its end there is nothing")
    func others() async throws {
        try await LivePort.with { live in
            let rival = try await live.connect("rival")
            let brand = try await live.connect("brand")
            for (connection, path) in [
                (rival, Self.object), (rival, Self.key), (brand, Self.object + "?from=8"),
            ] {
                let problem = try PeerProblem(parsing: try await connection.get(path).body)
                #expect(problem.status == 404)
                #expect(problem.keyword == "not-found")
            }
        }
    }

    @Test("a file never changes, a key is not kept")
    func caching() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            #expect(
                try await connection.get(Self.object).headers["cache-control"]
                    == "private, max-age=31536000, immutable")
            #expect(try await connection.get(Self.key).headers["cache-control"] == "no-store")
        }
    }
}

import AllianceNames
import NodeAPI
import Peering
import Replication
import Roster
import TestAlliance
import Testing
import TransparencyLog

private let hub = MemberID(unchecked: "hub")
private let deadline = Duration.seconds(1_200)

/// The port and the client together: real sockets, real certificates.
@Suite(.timeLimit(.minutes(30))) struct PeerPortTests {
    @Test("a member reads the roster, the newest and an older version")
    func roster() async throws {
        try await LivePort.with { live in
            let client = try live.client("brand")
            let first = live.authority.standing().roster
            let newest = try await client.fetch(
                .roster(version: nil), from: hub, deadline: deadline)
            #expect(String(decoding: newest, as: UTF8.self) == first.note.description)
            live.authority.accept(live.alliance.roster)
            #expect(live.alliance.roster.version == 2)
            let older = try await client.fetch(.roster(version: 1), from: hub, deadline: deadline)
            #expect(older == newest)
            let second = try await client.fetch(.roster(version: 2), from: hub, deadline: deadline)
            #expect(second != newest)
            await #expect(throws: refused(404)) {
                try await client.fetch(.roster(version: 9), from: hub, deadline: deadline)
            }
        }
    }

    @Test("until all logs were posted, of one that is not nobody is told that there is none")
    func starting() async throws {
        try await LivePort.with(board: FrontierBoard(nonce: 7, isComplete: false)) { live in
            let client = try live.client("brand")
            let origins = try ["hub", "brand"].map { try live.alliance.origin("luxury", $0) }
            live.port.board.publish([(origins[0], "note 1\n")])
            func refusal(_ origin: LogOrigin) async -> Int? {
                do {
                    _ = try await client.fetch(.checkpoint(origin), from: hub, deadline: deadline)
                    return nil
                } catch PeerError.refused(let status, _) {
                    return status
                } catch {
                    return 0
                }
            }
            #expect(await refusal(origins[0]) == nil)
            #expect(await refusal(origins[1]) == 503)
            live.port.board.complete()
            #expect(await refusal(origins[1]) == 404)
        }
    }

    @Test("a member reads checkpoint, tiles, entries and payloads of a log in its channels")
    func log() async throws {
        try await LivePort.with { live in
            let client = try live.client("brand")
            let origin = try live.alliance.origin("luxury", "hub")
            live.port.board.publish([(origin, "note 1\n")])
            live.source.setPayloads([0, 0, 0, 2, 7, 7, 0, 0, 0, 0, 0, 0, 0, 1, 9])
            func fetch(_ resource: PeerResource) async throws -> String {
                String(
                    decoding: try await client.fetch(resource, from: hub, deadline: deadline),
                    as: UTF8.self)
            }
            #expect(try await fetch(.checkpoint(origin)) == "note 1\n")
            let tile = TileCoordinate(level: 1, index: 1234, width: 7)
            #expect(try await fetch(.tile(origin, tile)) == "tile/1/x001/234.p/7 of \(origin)")
            let bundle = BundleCoordinate(index: 3, width: 256)
            #expect(try await fetch(.entries(origin, bundle)) == "tile/entries/003 of \(origin)")
            let three = BundleCoordinate(index: 3, width: 3)
            #expect(
                try await client.fetch(
                    .payloads(origin, three), from: hub, deadline: deadline)
                    == [0, 0, 0, 2, 7, 7, 0, 0, 0, 0, 0, 0, 0, 1, 9])
            #expect(
                try await client.fetch(
                    .payloads(origin, three, from: 2), from: hub, deadline: deadline)
                    == [0, 0, 0, 1, 9])
        }
    }

    @Test("a question is answered, and the answer knows who asked")
    func question() async throws {
        try await LivePort.with { live in
            let client = try live.client("rival")
            let answer = try await client.ask(Array("why?".utf8), of: hub, deadline: deadline)
            #expect(String(decoding: answer, as: UTF8.self) == "rival: why?")
            await #expect(throws: PeerError.refused(status: 429, detail: "Ask again tomorrow.")) {
                try await client.ask(Array("refuse".utf8), of: hub, deadline: deadline)
            }
        }
    }

    @Test("a question of a mebibyte is taken and one of a byte more is not")
    func largestQuestion() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            let max = ConnectionLimits().bodyBytesMax
            let head = "POST /questions HTTP/1.1\r\nHost: hub\r\nContent-Length: "
            try await connection.send(head + "\(max)\r\n\r\n")
            try await connection.send([UInt8](repeating: 1, count: max))
            #expect(await connection.answer()?.body.count == max + "brand: ".utf8.count)
            try await connection.send(head + "\(max + 1)\r\n\r\n")
            let answer = try #require(await connection.answer())
            #expect(answer.status == 413)
            await connection.closed()
        }
    }

    @Test("what may change or be erased is not stored, and what cannot change is kept")
    func caching() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            let origin = try live.alliance.origin("alliance", "hub")
            live.port.board.publish([(origin, "note\n")])
            live.source.setPayloads([0, 0, 0, 0])
            let base = "/log/\(origin)"
            for (path, type, caching) in [
                ("/roster", "text/plain; charset=utf-8", "no-store"),
                ("/roster/1", "text/plain; charset=utf-8", "no-store"),
                ("/frontier", "application/json", "no-store"),
                ("\(base)/checkpoint", "text/plain; charset=utf-8", "no-store"),
                ("\(base)/payload/000.p/1", "application/octet-stream", "no-store"),
                (
                    "\(base)/tile/0/000", "application/octet-stream",
                    "private, max-age=31536000, immutable"
                ),
                (
                    "\(base)/tile/entries/000.p/3", "application/octet-stream",
                    "private, max-age=31536000, immutable"
                ),
            ] {
                let answer = try await connection.get(path)
                #expect(answer.status == 200, "\(path)")
                #expect(answer.headers["content-type"] == type, "\(path)")
                #expect(answer.headers["cache-control"] == caching, "\(path)")
            }
        }
    }

    private func refused(_ status: Int) -> PeerError {
        .refused(status: status, detail: "There is no such thing here that you may read.")
    }
}

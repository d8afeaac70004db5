import AllianceNames
import NodeAPI
import Peering
import Replication
import TestAlliance
import Testing

private let hub = MemberID(unchecked: "hub")
private let deadline = Duration.seconds(1_200)

/// The frontier over the wire, and its long poll.
@Suite(.timeLimit(.minutes(30))) struct PeerFrontierTests {
    @Test("the frontier lists the logs of the caller's channels, and after a token what is new")
    func delta() async throws {
        try await LivePort.with { live in
            let alliance = try live.alliance.origin("alliance", "hub")
            let luxury = try live.alliance.origin("luxury", "brand")
            live.port.board.publish([(luxury, "luxury 1\n"), (alliance, "alliance 1\n")])
            let brand = try live.client("brand")
            let rival = try live.client("rival")
            let full = try await frontier(brand, after: nil)
            #expect(full.checkpoints == ["alliance 1\n", "luxury 1\n"])
            #expect(try await frontier(rival, after: nil).checkpoints == ["alliance 1\n"])
            live.port.board.publish([(luxury, "luxury 2\n"), (alliance, "alliance 1\n")])
            let next = try await frontier(brand, after: full.token)
            #expect(next.checkpoints == ["luxury 2\n"])
            #expect(try await frontier(brand, after: next.token).checkpoints == [])
            #expect(try await frontier(rival, after: full.token).checkpoints == [])
            let unknown = try await frontier(brand, after: "of-another-process")
            #expect(unknown.checkpoints == ["alliance 1\n", "luxury 2\n"])
        }
    }

    @Test("a waiting poll is answered when a log of its channels grows, and by no other")
    func wakes() async throws {
        try await LivePort.with { live in
            let alliance = try live.alliance.origin("alliance", "hub")
            let luxury = try live.alliance.origin("luxury", "brand")
            let rival = try live.client("rival")
            let token = try await frontier(rival, after: nil).token
            async let answer = news(rival, after: token)
            while live.port.board.waiterCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
            live.port.board.publish([(luxury, "luxury 1\n")])
            #expect(live.port.board.waiterCount == 1)
            live.port.board.publish([(alliance, "alliance 1\n")])
            #expect(try await answer.checkpoints == ["alliance 1\n"])
        }
    }

    @Test("a poll without news ends after its wait with an empty answer")
    func waitEnds() async throws {
        try await LivePort.with { live in
            let rival = try live.client("rival")
            let token = try await frontier(rival, after: nil).token
            let answer = try await frontier(rival, after: token, wait: 1)
            #expect(answer.checkpoints == [])
            #expect(answer.token == token)
            #expect(live.port.board.waiterCount == 0)
        }
    }

    @Test("a roster that opens a channel to a waiting member gives it the channel's logs")
    func joins() async throws {
        try await LivePort.with { live in
            let luxury = try live.alliance.origin("luxury", "brand")
            live.port.board.publish([(luxury, "luxury 1\n")])
            let rival = try live.client("rival")
            let token = try await frontier(rival, after: nil).token
            async let answer = news(rival, after: token)
            while live.port.board.waiterCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
            try live.alliance.join("luxury", "rival")
            try live.acceptNewestRoster()
            #expect(try await answer.checkpoints == ["luxury 1\n"])
        }
    }

    @Test("a member that is removed while it waits is refused, and its connection closed")
    func removedWhileWaiting() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            let first = try FrontierAnswer(parsing: try await brand.get("/frontier").body)
            try await live.park("/frontier?after=\(first.token)&wait=60", on: brand)
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            try live.acceptNewestRoster()
            #expect(await brand.answer()?.status == 403)
            await brand.closed()
        }
    }

    @Test("a seat that ended while a member waited keeps the channel's news from it")
    func seatEndedWhileWaiting() async throws {
        try await LivePort.with { live in
            let luxury = try live.alliance.origin("luxury", "hub")
            let brand = try await live.connect("brand")
            let first = try FrontierAnswer(parsing: try await brand.get("/frontier").body)
            try await live.park("/frontier?after=\(first.token)&wait=60", on: brand)
            try live.alliance.leave("luxury", "brand")
            live.authority.accept(live.alliance.roster)
            live.port.board.publish([(luxury, "luxury 1\n")])
            let answer = try #require(await brand.answer())
            #expect(try FrontierAnswer(parsing: answer.body).checkpoints == [])
        }
    }

    @Test("a waiting poll whose client goes away is forgotten")
    func clientGoes() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            let first = try FrontierAnswer(parsing: try await brand.get("/frontier").body)
            try await live.park("/frontier?after=\(first.token)&wait=60", on: brand)
            try await brand.close()
            while live.port.board.waiterCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
            while live.port.connectionCount > 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    @Test("a node that stops answers those who wait, and says that the connection ends")
    func stops() async throws {
        let kept = Kept()
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            let first = try FrontierAnswer(parsing: try await brand.get("/frontier").body)
            try await live.park("/frontier?after=\(first.token)&wait=60", on: brand)
            kept.connection = brand
        }
        let answer = try #require(await kept.connection?.answer())
        #expect(answer.status == 200)
        #expect(answer.headers["connection"] == "close")
    }

    /// Carries a connection out of the life of its port.
    private final class Kept {
        var connection: RawConnection?
    }

    /// The first answer that says something: a poll that ends while this test waits for its turn is asked again.
    private func news(_ client: PeerClient, after token: String) async throws -> FrontierAnswer {
        while true {
            let answer = try await frontier(client, after: token, wait: 60)
            if !answer.checkpoints.isEmpty { return answer }
        }
    }

    private func frontier(
        _ client: PeerClient, after token: String?, wait: Int = 0
    ) async throws -> FrontierAnswer {
        let bytes = try await client.fetch(
            .frontier(after: token, wait: wait), from: hub, deadline: deadline + .seconds(wait))
        return try FrontierAnswer(parsing: bytes)
    }
}

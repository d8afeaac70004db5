import AllianceNames
import NodeAPI
import Peering
import Replication
import TestAlliance
import Testing
import TransparencyLog

private let hub = MemberID(unchecked: "hub")
private let deadline = Duration.seconds(1_200)

/// Evidence over the wire: who gets it, page by page, and how a waiting poll learns of it.
@Suite(.timeLimit(.minutes(30))) struct PeerEvidenceTests {
    private func piece(
        _ kind: EvidenceRecord.Kind, _ channel: String, _ subject: String, _ alliance: TestAlliance
    ) throws -> EvidenceRecord {
        let origin = try alliance.origin(channel, "brand")
        var text = "erasure \(subject)\n"
        if kind == .fork {
            let signer = try alliance.logSigner(origin)
            func signed(_ root: UInt8) throws -> SignedCheckpoint {
                try SignedCheckpoint(
                    signing: Checkpoint(
                        origin: origin.description, size: 1, root: .sha256([root])),
                    by: signer)
            }
            text = try ForkProof(ofOneSize: signed(1), signed(2)).description
        }
        return EvidenceRecord(
            recorded: kind, origin: origin, subject: subject, text: text, shownBy: nil, keptAt: 1)
    }

    @Test("fork proofs are for every member, erasures for the readers of the channel")
    func readers() async throws {
        try await LivePort.with { live in
            let fork = try piece(.fork, "luxury", "f", live.alliance)
            let erasures = try ["luxury", "alliance"].map {
                try piece(.erasure, $0, $0, live.alliance)
            }
            try live.source.setEvidence([fork] + erasures)
            let forBrand = try await evidence(live.client("brand"), after: nil)
            #expect(forBrand.forkProofs == [fork.text])
            #expect(forBrand.erasures == erasures.map(\.text))
            let rival = try live.client("rival")
            let forRival = try await evidence(rival, after: nil)
            #expect(forRival.forkProofs == [fork.text])
            #expect(forRival.erasures == [erasures[1].text])
            #expect(try await evidence(rival, after: forRival.token).isEmpty)
            #expect(try await evidence(rival, after: "of-another-process") == forRival)
        }
    }

    @Test("who is given a seat hears what was said in the channel before, whatever its token")
    func seatGivenLater() async throws {
        try await LivePort.with { live in
            let erasures = try ["luxury", "alliance"].map {
                try piece(.erasure, $0, $0, live.alliance)
            }
            try live.source.setEvidence(erasures)
            live.port.board.publish(evidence: [(1, ChannelID(unchecked: "luxury"))])
            live.port.board.publish(evidence: [(2, .alliance)])
            let rival = try live.client("rival")
            let shown = try await frontier(rival, after: nil).evidence
            let before = try await evidence(rival, after: nil)
            #expect(before.erasures == [erasures[1].text])

            try live.alliance.join("luxury", "rival")
            try live.acceptNewestRoster()
            #expect(try await frontier(rival, after: nil).evidence != shown)
            let since = try await evidence(rival, after: before.token)
            #expect(since.erasures == erasures.map(\.text))
        }
    }

    @Test("whose seat has ended hears of what is erased in the channel, and of nothing else there")
    func seatEnded() async throws {
        try await LivePort.with { live in
            let log = try live.alliance.origin("luxury", "hub")
            live.port.board.publish([(log, "note\n")])
            try live.alliance.leave("luxury", "brand")
            try live.acceptNewestRoster()
            let brand = try live.client("brand")
            let first = try await frontier(brand, after: nil)
            #expect(first.checkpoints == [] && first.evidence == nil)
            async let answer = news(brand, after: first.token)
            while live.port.board.waiterCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
            let erasure = try piece(.erasure, "luxury", "l", live.alliance)
            try live.source.setEvidence([erasure])
            live.port.board.publish([(log, "larger\n")])
            #expect(live.port.board.waiterCount == 1)
            live.port.board.publish(evidence: [(1, ChannelID(unchecked: "luxury"))])
            let told = try await answer
            #expect(told.checkpoints == [] && told.evidence != nil)
            #expect(try await evidence(brand, after: nil).erasures == [erasure.text])
            #expect(try await evidence(live.client("rival"), after: nil).isEmpty)
        }
    }

    @Test("a waiting poll learns of evidence for its member, and of no other")
    func wakes() async throws {
        try await LivePort.with { live in
            let rival = try live.client("rival")
            let first = try await frontier(rival, after: nil)
            #expect(first.evidence == nil)
            async let answer = news(rival, after: first.token)
            while live.port.board.waiterCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
            live.port.board.publish(evidence: [(1, ChannelID(unchecked: "luxury"))])
            #expect(live.port.board.waiterCount == 1)
            live.port.board.publish(evidence: [(2, nil)])
            let told = try await answer
            #expect(told.checkpoints == [] && told.evidence != nil)
            let again = try await frontier(rival, after: told.token)
            #expect(again.evidence == told.evidence && again.token == told.token)
            live.port.board.publish(evidence: [(3, .alliance)])
            let more = try await frontier(rival, after: told.token, wait: 60)
            #expect(more.evidence != told.evidence)
        }
    }

    @Test("evidence changes: nobody keeps the answer, and an expired roster serves none")
    func caching() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("rival")
            let answer = try await connection.get("/evidence")
            #expect(answer.status == 200)
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["content-type"] == "application/json")
            live.authority.setExpired(true)
            let problem = try PeerProblem(parsing: try await connection.get("/evidence").body)
            #expect(problem.keyword == "roster-expired")
        }
    }

    private func evidence(
        _ client: PeerClient, after token: String?
    ) async throws -> EvidenceAnswer {
        try EvidenceAnswer(
            parsing: try await client.fetch(
                .evidence(after: token), from: hub, deadline: deadline))
    }

    /// The first answer that tells of evidence: a poll that ends while this test waits for its turn is asked again.
    private func news(_ client: PeerClient, after token: String) async throws -> FrontierAnswer {
        while true {
            let answer = try await frontier(client, after: token, wait: 60)
            if answer.evidence != nil { return answer }
        }
    }

    private func frontier(
        _ client: PeerClient, after token: String?, wait: Int = 0
    ) async throws -> FrontierAnswer {
        try FrontierAnswer(
            parsing: try await client.fetch(
                .frontier(after: token, wait: wait), from: hub,
                deadline: deadline + .seconds(wait)))
    }
}

import AllianceNames
import NodeAPI
import Peering
import Replication
import Synchronization
import TestAlliance
import Testing
import TransparencyLog

private let hub = MemberID(unchecked: "hub")
private let brand = MemberID(unchecked: "brand")

/// Answers by what is posted, and tells who posted it.
private struct ScriptedMirror: Mirroring {
    func addCheckpoint(
        _ request: [UInt8], oldRoot: Digest?, from poster: MemberID
    ) async throws -> MirrorAnswer {
        try answer(String(decoding: request, as: UTF8.self) + (oldRoot == nil ? "" : " root"))
    }

    func addEntries(_ request: [UInt8], from poster: MemberID) async throws -> MirrorAnswer {
        guard poster == brand else { throw problem(MirrorRefusal.unknownLog) }
        return try answer(String(decoding: request, as: UTF8.self))
    }

    func addEvidence(_ request: [UInt8], from poster: MemberID) async throws {
        guard request == Array("sound".utf8) else {
            throw problem(.unproven(detail: "no"))
        }
    }

    private func answer(_ request: String) throws -> MirrorAnswer {
        switch request {
        case "whole", "whole root": .taken(MirrorInfo(pending: 9, next: 9))
        case "part": .partly(MirrorInfo(pending: 9, next: 4))
        case "elsewhere": .conflict(MirrorInfo(pending: 7, next: 5))
        default: throw Broken()
        }
    }

    private func problem(_ refusal: MirrorRefusal) -> PeerProblem {
        PeerProblem(
            status: refusal.status, keyword: refusal.keyword, detail: refusal.description)
    }

    struct Broken: Error {}
}

/// What a member that takes no connections does at the peer port of one that does.
@Suite(.timeLimit(.minutes(4))) struct PeerOutboundTests {
    @Test(
        "what a mirror takes is 200 or 202, and a conflict 409, with where it stands in its own type"
    )
    func mirror() async throws {
        try await LivePort.with(mirror: ScriptedMirror()) { live in
            let client = try live.client("brand")
            func send(_ body: String, _ resource: PeerResource) async throws -> MirrorReply {
                try await client.mirror(
                    Array(body.utf8), as: resource, at: hub, deadline: .seconds(20))
            }
            let whole = MirrorReply.taken(MirrorInfo(pending: 9, next: 9))
            #expect(try await send("whole", .mirrorCheckpoint(oldRoot: nil)) == whole)
            #expect(try await send("whole", .mirrorCheckpoint(oldRoot: .zero)) == whole)
            #expect(
                try await send("part", .mirrorEntries) == .taken(MirrorInfo(pending: 9, next: 4)))
            #expect(
                try await send("elsewhere", .mirrorEntries)
                    == .conflict(MirrorInfo(pending: 7, next: 5)))
            #expect(
                try await send("sound", .mirrorEvidence) == .taken(MirrorInfo(pending: 0, next: 0)))
            guard case .refused(422, "proof-refused", _) = try await send("x", .mirrorEvidence)
            else {
                Issue.record("not refused")
                return
            }
            guard case .refused(500, "internal", _) = try await send("x", .mirrorEntries)
            else {
                Issue.record("not refused")
                return
            }
            let rival = try live.client("rival")
            let reply = try await rival.mirror(
                Array("whole".utf8), as: .mirrorEntries, at: hub, deadline: .seconds(20))
            guard case .refused(404, "log-unknown", _) = reply else {
                Issue.record("\(reply)")
                return
            }
            let connection = try await live.connect("brand")
            try await connection.send(
                "POST /mirror/add-entries HTTP/1.1\r\nHost: hub\r\nContent-Length: 4\r\n\r\npart")
            let answer = try #require(await connection.answer())
            #expect(answer.status == 202 && answer.text == "9\n4\n\n")
            #expect(answer.headers["content-type"] == "text/x.tlog.mirror-info")
        }
    }

    @Test("a node that mirrors for nobody offers nothing, nor does one with an expired roster")
    func noMirror() async throws {
        try await LivePort.with { live in
            let reply = try await live.client("brand").mirror(
                [1], as: .mirrorEntries, at: hub, deadline: .seconds(20))
            guard case .refused(404, "not-offered", _) = reply else {
                Issue.record("\(reply)")
                return
            }
        }
        try await LivePort.with(mirror: ScriptedMirror()) { live in
            live.authority.setExpired(true)
            let reply = try await live.client("brand").mirror(
                [1], as: .mirrorEntries, at: hub, deadline: .seconds(20))
            guard case .refused(503, "roster-expired", _) = reply else {
                Issue.record("\(reply)")
                return
            }
        }
    }

    private func waiting(_ client: PeerClient, wait: Int = 50) async throws -> WaitingQuestions {
        try WaitingQuestions(
            parsing: await client.fetch(
                .waitingQuestions(wait: wait), from: hub, deadline: .seconds(55)))
    }

    @Test("a question goes to the member that polls for it, and its answer back, byte for byte")
    func question() async throws {
        try await LivePort.with { live in
            let (owner, asker) = (try live.client("brand"), try live.client("rival"))
            async let polled = waiting(owner)
            while live.port.relay.counts.polls == 0 { await Task.yield() }
            async let answer = asker.route(
                Array("signed question".utf8), to: brand, through: hub, deadline: .seconds(40))
            let question = try #require(try await polled.questions.first)
            #expect(question.text == "signed question")
            let bytes = (0..<2_000).map { UInt8(truncatingIfNeeded: $0) }
            // Another member cannot answer in its place.
            await #expect(throws: PeerError.self) {
                try await asker.giveBack(
                    bytes, isRefusal: false, to: question.id, at: hub, deadline: .seconds(20))
            }
            try await owner.giveBack(
                bytes, isRefusal: false, to: question.id, at: hub, deadline: .seconds(20))
            #expect(try await answer == bytes)
        }
    }

    @Test("an owner's refusal reaches the asker with its status and sentence")
    func refusal() async throws {
        try await LivePort.with { live in
            let (owner, asker) = (try live.client("brand"), try live.client("rival"))
            async let polled = waiting(owner)
            while live.port.relay.counts.polls == 0 { await Task.yield() }
            async let answer = asker.route(
                [0x41], to: brand, through: hub, deadline: .seconds(40))
            let question = try #require(try await polled.questions.first)
            let problem = PeerProblem(status: 403, keyword: "not-an-authority", detail: "No role.")
            try await owner.giveBack(
                problem.bytes, isRefusal: true, to: question.id, at: hub, deadline: .seconds(20))
            do {
                _ = try await answer
                Issue.record("no refusal")
            } catch {
                #expect(error as? PeerError == .refused(status: 403, detail: "No role."))
            }
            await #expect(throws: PeerError.self, "no problem document") {
                try await owner.giveBack(
                    [1], isRefusal: true, to: question.id, at: hub, deadline: .seconds(20))
            }
        }
    }

    @Test("an owner that is not there, or too slow, is a refusal that says so")
    func absent() async throws {
        try await LivePort.with { live in
            let asker = try live.client("rival")
            func failure(_ deadline: Duration, of owner: String = "brand") async -> Int? {
                do throws(PeerError) {
                    _ = try await asker.route(
                        [0x41], to: MemberID(unchecked: owner), through: hub, deadline: deadline)
                    return nil
                } catch {
                    guard case .refused(let status, _) = error else { return 0 }
                    return status
                }
            }
            #expect(await failure(.seconds(30)) == 503)
            #expect(await failure(.seconds(30), of: "nobody") == 404)
            let owner = try live.client("brand")
            _ = try await waiting(owner, wait: 1)
            #expect(await failure(.milliseconds(300)) == 504)
        }
    }

    @Test("a poll without questions ends after its wait, empty")
    func waitEnds() async throws {
        try await LivePort.with { live in
            let client = try live.client("brand")
            let waiting = try await self.waiting(client, wait: 1)
            #expect(waiting.questions.isEmpty)
            #expect(live.port.relay.counts.polls == 0)
        }
    }

    @Test("a member that is removed while it waits for questions is refused, and gets none")
    func removedWhileWaiting() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            try await connection.send("GET /routed?wait=60 HTTP/1.1\r\nHost: hub\r\n\r\n")
            while live.port.relay.counts.polls == 0 { await Task.yield() }
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            try live.acceptNewestRoster()
            let answer = try #require(await connection.answer())
            #expect(answer.status == 403)
            #expect(live.port.relay.counts.polls == 0)
            await connection.closed()
        }
    }

    @Test("a caller that goes away while it waits costs nothing")
    func pollerGoes() async throws {
        try await LivePort.with { live in
            let connection = try await live.connect("brand")
            try await connection.send("GET /routed?wait=60 HTTP/1.1\r\nHost: hub\r\n\r\n")
            while live.port.relay.counts.polls == 0 { await Task.yield() }
            try await connection.close()
            while live.port.relay.counts.polls > 0 { await Task.yield() }
        }
    }
}

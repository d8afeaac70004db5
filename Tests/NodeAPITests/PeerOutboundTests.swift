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

    func wantedObjects(of author: MemberID, after: Digest?) async throws -> WantedObjects {
        WantedObjects(
            after == nil && author == brand
                ? [.init(digest: .sha256([7]), held: 0, byteCount: 9)] : [])
    }

    func addObject(
        _ piece: [UInt8], of file: Digest, from: Int, by poster: MemberID
    ) async throws -> MirrorAnswer {
        guard poster == brand, file == .sha256([7]) else { throw problem(.notWanted) }
        if piece.count == PeerResource.broughtPieceBytes { return try answer("part") }
        return from == 0 ? try answer("elsewhere") : try answer("whole")
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
@Suite(.timeLimit(.minutes(30))) struct PeerOutboundTests {
    @Test(
        "what a mirror takes is 200 or 202, and a conflict 409, with where it stands in its own type"
    )
    func mirror() async throws {
        try await LivePort.with(mirror: ScriptedMirror()) { live in
            let client = try live.client("brand")
            func send(_ body: String, _ resource: PeerResource) async throws -> MirrorReply {
                try await client.mirror(
                    Array(body.utf8), as: resource, at: hub, deadline: .seconds(1_200))
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
                Array("whole".utf8), as: .mirrorEntries, at: hub, deadline: .seconds(1_200))
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

    private static func without(_ name: String) throws -> TestAlliance {
        let alliance = try TestAlliance()
        try alliance.changeMember(name) { $0.port = nil }
        return alliance
    }

    @Test(
        "files are brought by members that take no connections, a piece of a body's length at a time"
    )
    func files() async throws {
        try await LivePort.with(Self.without("brand"), mirror: ScriptedMirror()) { live in
            let client = try live.client("brand")
            func wanted(_ after: Digest? = nil) async throws -> [WantedObjects.Object] {
                let bytes = try await client.fetch(
                    .wantedObjects(after: after), from: hub, deadline: .seconds(1_200))
                return try WantedObjects(parsing: bytes).objects
            }
            let file = Digest.sha256([7])
            #expect(try await wanted() == [.init(digest: file, held: 0, byteCount: 9)])
            #expect(try await wanted(file).isEmpty)
            func bring(_ count: Int, _ file: Digest, from: Int) async throws -> MirrorReply {
                try await client.mirror(
                    [UInt8](repeating: 1, count: count), as: .mirrorObject(file, from: from),
                    at: hub, deadline: .seconds(1_200))
            }
            let most = PeerResource.broughtPieceBytes
            #expect(
                try await bring(most, file, from: 0) == .taken(MirrorInfo(pending: 9, next: 4)))
            #expect(try await bring(3, file, from: most) == .taken(MirrorInfo(pending: 9, next: 9)))
            #expect(try await bring(3, file, from: 0) == .conflict(MirrorInfo(pending: 7, next: 5)))
            guard case .refused(404, "object-not-wanted", _) = try await bring(3, .zero, from: 0)
            else {
                Issue.record("not refused")
                return
            }
            for request in ["POST /mirror/wanted-objects", "GET /mirror/add-object/\(file.hex)"] {
                let connection = try await live.connect("brand")
                try await connection.send(
                    "\(request) HTTP/1.1\r\nHost: hub\r\nContent-Length: 0\r\n\r\n")
                let answer = try #require(await connection.answer())
                #expect(answer.status == 405, "\(request)")
            }
        }
    }

    @Test("members that take connections bring no files, and nor do removed ones")
    func filesOfOthers() async throws {
        let path = "/mirror/wanted-objects"
        func statuses(_ name: String, _ live: LivePort) async throws -> [Int] {
            let connection = try await live.connect(name)
            let wanted = try await connection.get(path).status
            try await connection.send(
                "POST /mirror/add-object/\(Digest.sha256([7]).hex) HTTP/1.1\r\nHost: hub\r\n"
                    + "Content-Length: 1\r\n\r\nx")
            return [wanted, try #require(await connection.answer()).status]
        }
        try await LivePort.with(Self.without("brand"), mirror: ScriptedMirror()) { live in
            try live.alliance.changeMember("rival") { $0.port = 9 }
            try live.acceptNewestRoster()
            let ofReachable = try await statuses("rival", live)
            #expect(ofReachable == [404, 404])
            // Asked again with every request: it has an address now, and then it is gone.
            let connection = try await live.connect("brand")
            let first = try await statuses("brand", live)
            #expect(first == [200, 409])
            #expect(try await connection.get(path).status == 200)
            try live.alliance.changeMember("brand") { $0.port = 9 }
            live.authority.accept(live.alliance.roster)
            #expect(try await connection.get(path).status == 404)
            let withAddress = try await statuses("brand", live)
            #expect(withAddress == [404, 404])
            try live.alliance.changeMember("brand") { $0.hasLeft = true }
            live.authority.accept(live.alliance.roster)
            #expect(try await connection.get(path).status == 403)
            await connection.closed()
        }
        try await LivePort.with(Self.without("brand")) { live in
            let ofNoMirror = try await statuses("brand", live)
            #expect(ofNoMirror == [404, 404], "it mirrors nothing")
        }
    }

    @Test("a node that mirrors for nobody offers nothing, nor does one with an expired roster")
    func noMirror() async throws {
        try await LivePort.with { live in
            let reply = try await live.client("brand").mirror(
                [1], as: .mirrorEntries, at: hub, deadline: .seconds(1_200))
            guard case .refused(404, "not-offered", _) = reply else {
                Issue.record("\(reply)")
                return
            }
        }
        try await LivePort.with(mirror: ScriptedMirror()) { live in
            live.authority.setExpired(true)
            let reply = try await live.client("brand").mirror(
                [1], as: .mirrorEntries, at: hub, deadline: .seconds(1_200))
            guard case .refused(503, "roster-expired", _) = reply else {
                Issue.record("\(reply)")
                return
            }
        }
    }

    private func waiting(_ client: PeerClient, wait: Int = 50) async throws -> WaitingQuestions {
        try WaitingQuestions(
            parsing: await client.fetch(
                .waitingQuestions(wait: wait), from: hub, deadline: .seconds(1_200)))
    }

    /// Has an owner answer what comes for it until `body` has ended; `given` sees each question first.
    private func whileAnswered(
        by owner: PeerClient, _ bytes: [UInt8], isRefusal: Bool,
        given: @escaping @Sendable (WaitingQuestions.Question) async throws -> Void = { _ in },
        _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                while !Task.isCancelled {
                    for question in try await waiting(owner).questions {
                        try await given(question)
                        do throws(PeerError) {
                            try await owner.giveBack(
                                bytes, isRefusal: isRefusal, to: question.id, at: hub,
                                deadline: .seconds(1_200))
                        } catch {
                            // Nobody waits for it any more, so it comes again.
                            guard case .refused(404, _) = error else { throw error }
                        }
                    }
                }
            }
            do {
                try await body()
            } catch {
                tasks.cancelAll()
                throw error
            }
            tasks.cancelAll()
            // The poll that it ended in the middle of is no failure.
            while let result = await tasks.nextResult() {
                if case .failure(let error) = result, !Self.isCancelled(error) { throw error }
            }
        }
    }

    private static func isCancelled(_ error: any Error) -> Bool {
        guard case .unreachable? = error as? PeerError else { return error is CancellationError }
        return true
    }

    /// What comes of a question, asked again where a busy machine let its time pass.
    private func answer(
        to question: [UInt8], by asker: PeerClient
    ) async throws(PeerError) -> [UInt8] {
        while true {
            do throws(PeerError) {
                return try await asker.route(
                    question, to: brand, through: hub, deadline: .seconds(60))
            } catch {
                switch error {
                case .refused(504, _), .timeout: continue
                default: throw error
                }
            }
        }
    }

    @Test("a question goes to the member that polls for it, and its answer back, byte for byte")
    func question() async throws {
        try await LivePort.with { live in
            let (owner, asker) = (try live.client("brand"), try live.client("rival"))
            let bytes = (0..<2_000).map { UInt8(truncatingIfNeeded: $0) }
            try await whileAnswered(by: owner, bytes, isRefusal: false) { question in
                #expect(question.text == "signed question")
                // Another member cannot answer in its place.
                await #expect(throws: PeerError.self) {
                    try await asker.giveBack(
                        [6], isRefusal: false, to: question.id, at: hub, deadline: .seconds(1_200))
                }
            } _: {
                while live.port.relay.counts.polls == 0 {
                    try await Task.sleep(for: .milliseconds(1))
                }
                let found = try await answer(to: Array("signed question".utf8), by: asker)
                #expect(found == bytes)
            }
        }
    }

    @Test("an owner's refusal reaches the asker with its status and sentence")
    func refusal() async throws {
        try await LivePort.with { live in
            let (owner, asker) = (try live.client("brand"), try live.client("rival"))
            let problem = PeerProblem(status: 403, keyword: "not-an-authority", detail: "No role.")
            try await whileAnswered(by: owner, problem.bytes, isRefusal: true) { question in
                await #expect(throws: PeerError.self, "no problem document") {
                    try await owner.giveBack(
                        [1], isRefusal: true, to: question.id, at: hub, deadline: .seconds(1_200))
                }
            } _: {
                while live.port.relay.counts.polls == 0 {
                    try await Task.sleep(for: .milliseconds(1))
                }
                await #expect(throws: PeerError.refused(status: 403, detail: "No role.")) {
                    try await answer(to: [0x41], by: asker)
                }
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
            #expect(await failure(.seconds(60)) == 503)
            #expect(await failure(.seconds(60), of: "nobody") == 404)
            let owner = try live.client("brand")
            _ = try await waiting(owner, wait: 1)
            // Where a busy hub says so too late, the asker has hung up: it is given more time.
            var deadline = Duration.milliseconds(300)
            var status = await failure(deadline)
            while status == 0, deadline < .seconds(60) {
                deadline = min(deadline * 2, .seconds(60))
                status = await failure(deadline)
            }
            #expect(status == 504)
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
            try await live.park("/routed?wait=60", on: connection) {
                $0.port.relay.counts.polls > 0
            }
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
            try await live.park("/routed?wait=60", on: connection) {
                $0.port.relay.counts.polls > 0
            }
            try await connection.close()
            while live.port.relay.counts.polls > 0 { try await Task.sleep(for: .milliseconds(1)) }
        }
    }
}

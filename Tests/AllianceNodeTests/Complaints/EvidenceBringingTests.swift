import AllianceNames
import AllianceNode
import Credentials
import Logging
import NodeAPI
import Peering
import Replication
import Statements
import Synchronization
import Testing
import TransparencyLog

/// A member that takes no connections brings the files that its statements name.
@Suite(.timeLimit(.minutes(8))) struct EvidenceBringingTests {
    /// The platform's peer port as the brand sees it: its shelf, and what goes wrong between.
    private final class Hub: PeerTransport, MirrorTransport {
        struct Script {
            /// Posts that arrive before it is away; nil where it stays.
            var postsLeft: Int?
            var wanted: WantedObjects?
            var refusals: [Digest: (Int, String)] = [:]
            /// To every post.
            var reply: MirrorReply?
            var asked = 0
            var posts: [PeerResource] = []
        }

        let shelf: EvidenceShelf
        let script = Mutex(Script())

        init(_ shelf: EvidenceShelf) { self.shelf = shelf }

        func set(_ change: (inout Script) -> Void) { script.withLock { change(&$0) } }

        /// - Returns: where they went on.
        func posts() -> [Int] {
            script.withLock { script in
                defer { script.posts = [] }
                return script.posts.map { post in
                    guard case .mirrorObject(_, let from) = post else { return -1 }
                    return from
                }
            }
        }

        func fetch(
            _ resource: PeerResource, from peer: MemberID, deadline: Duration
        ) async throws(PeerError) -> [UInt8] {
            guard case .wantedObjects(let after) = resource, peer.rawValue == "platform" else {
                throw .malformed("not asked")
            }
            set { $0.asked += 1 }
            let script = script.withLock { $0 }
            if script.postsLeft == 0 { throw .unreachable("away") }
            if let wanted = script.wanted { return wanted.bytes }
            do {
                return try shelf.wanted(of: MemberID(unchecked: "brand"), after: after).bytes
            } catch {
                throw .malformed("\(error)")
            }
        }

        func mirror(
            _ body: [UInt8], as resource: PeerResource, at mirror: MemberID, deadline: Duration
        ) async throws(PeerError) -> MirrorReply {
            guard case .mirrorObject(let file, let from) = resource else {
                throw .malformed("not posted")
            }
            let script = self.script.withLock { script in
                defer {
                    if script.postsLeft != 0 { script.posts.append(resource) }
                    script.postsLeft = script.postsLeft.map { max(0, $0 - 1) }
                }
                return script
            }
            if script.postsLeft == 0 { throw .unreachable("away") }
            if let (status, detail) = script.refusals[file] {
                return .refused(status: status, keyword: "no", detail: detail)
            }
            if let reply = script.reply { return reply }
            do {
                return .taken(
                    try shelf.take(body, of: file, from: from, by: MemberID(unchecked: "brand")))
            } catch MirrorRefusal.conflict(let info) {
                return .conflict(info)
            } catch let refusal as MirrorRefusal {
                return .refused(
                    status: refusal.status, keyword: refusal.keyword,
                    detail: refusal.description)
            } catch {
                throw .malformed("\(error)")
            }
        }

        func ask(
            _ question: [UInt8], of peer: MemberID, deadline: Duration
        ) async throws(PeerError) -> [UInt8] { throw .malformed("files only") }
    }

    private struct World {
        let party: JudgeParty
        let brand: DeskOfParty
        let platform: DeskOfParty
        let hub: Hub
        let bringing: EvidenceBringing
        private let uptime: SharedUptime

        init(outbound: Set<String> = ["brand"]) async throws {
            party = try await JudgeParty(outbound: outbound)
            brand = try DeskOfParty(party.node("brand"))
            platform = try DeskOfParty(party.platform)
            hub = Hub(platform.complaints.shelf)
            let uptime = SharedUptime()
            self.uptime = uptime
            bringing = EvidenceBringing(
                shelf: brand.complaints.shelf, transport: hub, calls: .concurrent(label: "test"),
                time: ReplicationTime(
                    uptime: { uptime.now.withLock { $0 } }, wall: .system, random: { .max },
                    sleep: { _ in }),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }

        func pass(_ time: Duration) { uptime.now.withLock { $0 += time } }

        /// Keeps a file at the brand, and files a complaint that names it; the platform has the statement then.
        func file(_ bytes: [UInt8]) async throws -> Digest {
            let kept = try await brand.desk.keep(bytes)
            var complaint = JudgeParty.complaint(
                [try JudgeParty.listing(Int(bytes.last ?? 0))], ground: .counterfeitFeatures)
            complaint.evidence = [DeskOfParty.file(kept, .featurePhotographs)]
            _ = try await brand.file(complaint)
            try party.bring(from: "brand", to: "platform")
            return kept.digest
        }

        func isThere(_ digest: Digest) -> Bool { platform.complaints.shelf.holds(digest) }

        func close() throws {
            try brand.close()
            try platform.close()
            try party.close()
        }
    }

    private final class SharedUptime: Sendable {
        let now = Mutex(Duration.zero)
    }

    private static let piece = PeerResource.broughtPieceBytes

    @Test("what own statements name is brought once, whole and unaltered")
    func brought() async throws {
        let world = try await World()
        let bytes = DeskOfParty.picture(2 * Self.piece, seed: 1)
        let digest = try await world.file(bytes)
        let round = try await world.bringing.round()
        #expect(round.brought.map(\.file) == [digest] && round.failures.isEmpty)
        #expect(world.hub.posts() == [0, Self.piece, 2 * Self.piece])
        #expect(
            try world.platform.complaints.shelf.piece(
                of: digest, from: 0, readableIn: [JudgeParty.channel]) == bytes)
        #expect(try await world.bringing.round().brought.isEmpty)
        #expect(world.hub.posts().isEmpty)
        try world.close()
    }

    @Test("what was broken off goes on where it was, when the node is there again")
    func brokenOff() async throws {
        let world = try await World()
        let digest = try await world.file(DeskOfParty.picture(3 * Self.piece, seed: 1))
        world.hub.set { $0.postsLeft = 2 }
        let round = try await world.bringing.round()
        #expect(round.brought.isEmpty && round.failures.map(\.file) == [nil])
        #expect(world.hub.posts() == [0, Self.piece])
        // It is left alone for a while, and longer after each failure.
        let asked = world.hub.script.withLock { $0.asked }
        #expect(try await world.bringing.round().failures.isEmpty)
        #expect(world.hub.script.withLock { $0.asked } == asked)
        world.pass(.seconds(30))
        #expect(try await world.bringing.round().failures.count == 1)
        world.pass(.seconds(30))
        #expect(try await world.bringing.round().failures.isEmpty, "a minute now")
        world.hub.set { $0.postsLeft = nil }
        // It has just taken something of the log, so it is there.
        world.bringing.isThere(MemberID(unchecked: "platform"))
        #expect(try await world.bringing.round().brought.map(\.file) == [digest])
        #expect(world.hub.posts() == [2 * Self.piece, 3 * Self.piece])
        #expect(world.isThere(digest))
        try world.close()
    }

    @Test("a node gets no file that it could not fetch, and nothing that is damaged here")
    func notForIt() async throws {
        let world = try await World()
        // Here, and in no statement.
        let kept = try await world.brand.desk.keep(DeskOfParty.picture(300, seed: 7))
        world.hub.set {
            $0.wanted = WantedObjects([
                .init(digest: kept.digest, held: 0, byteCount: Int(kept.byteCount))
            ])
        }
        let round = try await world.bringing.round()
        #expect(round.brought.isEmpty && round.failures.isEmpty)
        #expect(world.hub.posts().isEmpty)
        world.hub.set { $0.wanted = nil }
        let bytes = DeskOfParty.picture(300, seed: 8)
        let digest = try await world.file(bytes)
        let path = "\(world.brand.node.home.evidence)/\(digest.hex)"
        try DurableFile.write(
            Array(bytes.dropLast() + [0]), to: path, mode: .secret, replacing: true)
        #expect(try await world.bringing.round().brought.isEmpty)
        #expect(world.hub.posts().isEmpty)
        try DurableFile.write(bytes, to: path, mode: .secret, replacing: true)
        #expect(try await world.bringing.round().brought.map(\.file) == [digest])
        try world.close()
    }

    @Test("a file that is refused is left alone for a while; the others are brought")
    func refused() async throws {
        let world = try await World()
        let (first, second) = (
            try await world.file(DeskOfParty.picture(300, seed: 1)),
            try await world.file(DeskOfParty.picture(300, seed: 2))
        )
        world.hub.set { $0.refusals = [first: (507, "No room.")] }
        let round = try await world.bringing.round()
        #expect(round.brought.map(\.file) == [second])
        #expect(round.failures.map(\.file) == [first])
        #expect(round.failures.map(\.reason) == ["No room."])
        _ = world.hub.posts()
        #expect(try await world.bringing.round().failures.isEmpty)
        #expect(world.hub.posts().isEmpty)
        world.pass(.seconds(30))
        world.hub.set { $0.refusals = [first: (503, "Not now.")] }
        #expect(try await world.bringing.round().failures.map(\.file) == [nil], "of the node")
        world.hub.set { $0.refusals = [:] }
        world.pass(.seconds(30))
        #expect(try await world.bringing.round().brought.map(\.file) == [first])
        try world.close()
    }

    @Test(
        "a node that never gets on, or goes on beyond the end, costs a bounded number of requests")
    func hostile() async throws {
        let world = try await World()
        let bytes = DeskOfParty.picture(300, seed: 1)
        let digest = try await world.file(bytes)
        for reply in [MirrorReply.taken, MirrorReply.conflict] {
            world.hub.set { $0.reply = reply(MirrorInfo(pending: 308, next: 0)) }
            #expect(try await world.bringing.round().failures.map(\.file) == [digest])
            #expect(world.hub.posts() == [0, 0, 0, 0])
            world.pass(.seconds(3_600))
        }
        world.hub.set {
            $0.wanted = WantedObjects([
                .init(digest: digest, held: bytes.count, byteCount: bytes.count + 1)
            ])
        }
        #expect(try await world.bringing.round().failures.map(\.file) == [digest])
        #expect(world.hub.posts().isEmpty)
        try world.close()
    }

    @Test("a member with an address brings nothing")
    func reachable() async throws {
        let world = try await World(outbound: [])
        _ = try await world.file(DeskOfParty.picture(300, seed: 1))
        let round = try await world.bringing.round()
        #expect(round.brought.isEmpty && round.failures.isEmpty)
        #expect(world.hub.script.withLock { $0.asked } == 0)
        try world.close()
    }

    @Test("what ends a round does not end the bringing of files")
    func patient() async throws {
        let world = try await World()
        _ = try await world.file(DeskOfParty.picture(300, seed: 1))
        try world.brand.complaints.shelf.close()
        await #expect(throws: (any Error).self) { _ = try await world.bringing.round() }
        let running = Task { try await world.bringing.run() }
        try await Task.sleep(for: .milliseconds(300))
        running.cancel()
        try await running.value
        try world.party.close()
    }
}

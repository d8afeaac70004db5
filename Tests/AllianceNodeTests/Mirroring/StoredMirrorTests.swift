import AllianceNames
import AllianceNode
import Foundation
import Logging
import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import Statements
import Synchronization
import Testing
import TransparencyLog

/// A node that holds what authors bring, on a real store.
@Suite(.timeLimit(.minutes(30))) struct StoredMirrorTests {
    private func mirror(
        _ world: WitnessWorld, store: any LogStore, hooks: StoredMirror.Hooks = .init(),
        member: String = "w1", clock: WallClock = WitnessWorld.clock(),
        calls: BlockingCalls = BlockingCalls { $0() }, turns: PosterTurns = PosterTurns(),
        logger: Logger = WitnessWorld.quiet
    ) throws -> StoredMirror {
        StoredMirror(
            member: MemberID(unchecked: member), store: store,
            register: try world.register(store, clock: clock), clock: clock,
            calls: calls, hooks: hooks, turns: turns, logger: logger)
    }

    private let poster = Mirrors.poster

    private func status(_ body: () async throws -> MirrorAnswer) async -> Int {
        do {
            switch try await body() {
            case .taken: return 200
            case .partly: return 202
            case .conflict: return 409
            }
        } catch {
            return (error as? PeerProblem)?.status ?? 0
        }
    }

    @Test("what is answered is in the record then, and another process goes on from there")
    func durable() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "mirror-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "log.sqlite").path()
        let world = try WitnessWorld()
        let author = try WitnessAuthor(world)
        try author.append(40)
        let store = try SQLiteLogStore(path: path)
        func reopened<Value>(_ look: (LogState?) throws -> Value) throws -> Value {
            let other = try SQLiteLogStore(path: path)
            defer { try? other.close() }
            return try look(try other.state(of: author.origin))
        }
        func answer(
            _ mirror: StoredMirror, from start: Int, to end: Int
        ) async throws -> MirrorAnswer {
            let body = try author.entries(from: start, to: end, below: 40)
            return try await mirror.addEntries(body, from: poster)
        }
        let first = try mirror(world, store: store)
        let body = try author.checkpoint(from: 0)
        let believed = try await first.addCheckpoint(body, oldRoot: nil, from: poster)
        #expect(believed == .partly(MirrorInfo(pending: 40, next: 0)))
        try reopened { #expect($0?.target?.size == 40 && $0?.size == 0) }
        let part = try await answer(first, from: 0, to: 15)
        #expect(part == .partly(MirrorInfo(pending: 40, next: 15)))
        try reopened { #expect($0?.size == 15 && $0?.served == nil) }
        // Broken off, and taken up by another process on the same record.
        try store.close()
        let again = try SQLiteLogStore(path: path)
        let second = try mirror(world, store: again)
        let repeated = try await answer(second, from: 0, to: 40)
        #expect(repeated == .conflict(MirrorInfo(pending: 40, next: 15)))
        let rest = try await answer(second, from: 15, to: 40)
        #expect(rest == .taken(MirrorInfo(pending: 40, next: 40)))
        let root = try author.tree(40).root()
        try reopened {
            #expect($0?.served?.size == 40)
            #expect($0?.edge.root == root)
        }
        let bundle = BundleCoordinate(index: 0, width: 40)
        #expect(
            try again.payloads(of: author.origin, bundle)
                == author.store.payloads(of: author.origin, bundle))
        try again.close()
    }

    @Test("only the log's author brings it, in a channel that both read, by a register that holds")
    func authority() async throws {
        let world = try WitnessWorld()
        let author = try WitnessAuthor(world)
        try author.append(3)
        let store = InMemoryLogStore()
        let mirror = try self.mirror(world, store: store)
        let body = try author.checkpoint(from: 0)
        for other in ["w2", "w1", "nobody"] {
            let found = await status {
                try await mirror.addCheckpoint(
                    body, oldRoot: nil, from: MemberID(unchecked: other))
            }
            #expect(found == 404, "\(other)")
        }
        #expect(try store.state(of: author.origin) == nil)
        let expired = try self.mirror(
            world, store: InMemoryLogStore(),
            clock: WitnessWorld.clock(WitnessWorld.start + 40 * 86_400_000))
        let status1 = await status {
            try await expired.addCheckpoint(body, oldRoot: nil, from: poster)
        }
        #expect(status1 == 503)
        // A member that has left brings nothing more, nor does one without a seat in the channel.
        let left = try WitnessWorld { draft in
            try draft.remove(
                MemberID(unchecked: "author"), logEnds: [world.origin(): .void])
        }
        let after = try self.mirror(left, store: InMemoryLogStore())
        let status2 = await status {
            try await after.addCheckpoint(body, oldRoot: nil, from: poster)
        }
        #expect(status2 == 404)
        for bytes in [[], Array("old 0\n".utf8), [UInt8](repeating: 0x41, count: 200_000)] {
            let found = await status {
                try await mirror.addCheckpoint(bytes, oldRoot: nil, from: poster)
            }
            #expect([400, 413].contains(found))
        }
    }

    @Test(
        "a fork that is brought is kept as proof before it is answered, and the log takes nothing more"
    )
    func forked() async throws {
        let world = try WitnessWorld()
        let author = try WitnessAuthor(world)
        try author.append(8)
        let store = InMemoryLogStore()
        let kept = Mutex<[EvidenceRecord]>([])
        var hooks = StoredMirror.Hooks()
        hooks.forked = { record in
            kept.withLock { $0.append(record) }
            _ = try? store.keep(record)
        }
        let mirror = try self.mirror(world, store: store, hooks: hooks)
        _ = try await mirror.addCheckpoint(
            author.checkpoint(from: 0), oldRoot: nil, from: poster)
        _ = try await mirror.addEntries(
            author.entries(from: 0, to: 8, below: 8), from: poster)
        let other = LeafLog(try world.logSigner(), entries: 20)
        let root = MerkleHash.root(ofLeaves: other.leaves.prefix(8))
        let request = try other.request(from: 8, to: 20)
        // Its own word about the older tree makes the proof; without that it is refused only.
        let status3 = await status {
            try await mirror.addCheckpoint(request, oldRoot: nil, from: poster)
        }
        #expect(status3 == 422)
        #expect(kept.withLock { $0 }.isEmpty)
        let status4 = await status {
            try await mirror.addCheckpoint(request, oldRoot: root, from: poster)
        }
        #expect(status4 == 403)
        let record = try #require(kept.withLock { $0 }.first)
        #expect(record.shownBy == poster && record.kind == .fork)
        _ = try ForkProof(parsing: record.text).verified(by: world.logSigner().verifierKey)
        #expect(try store.forkedLogs() == [author.origin])
        try author.append(1, from: 8)
        let status5 = await status {
            try await mirror.addCheckpoint(
                author.checkpoint(from: 8), oldRoot: nil, from: poster)
        }
        #expect(status5 == 403)
    }

    /// A node that believes all 40 entries of its author, and the first 20 of another branch by what others show.
    private func doubting(
        holding count: Int
    ) throws -> (world: WitnessWorld, author: WitnessAuthor, store: InMemoryLogStore) {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let (author, other) = (try WitnessAuthor(world), try WitnessAuthor(world))
        try author.append(40)
        try other.append(20, from: 500)
        let store = InMemoryLogStore()
        for log in [author, other] {
            let record = try #require(try log.store.state(of: log.origin)?.served)
            try store.believe(
                SignedCheckpoint(parsing: record.noteText).verified(
                    by: world.logSigner().verifierKey),
                for: log.origin)
        }
        if count > 0 { try store.admit(other.admitted(count)) }
        return (world, author, store)
    }

    @Test(
        "entries that another checkpoint's tree does not have, which a follower believes, prove a fork"
    )
    func forkedByEntries() async throws {
        let (world, author, store) = try doubting(holding: 0)
        var hooks = StoredMirror.Hooks()
        hooks.forked = { _ = try? store.keep($0) }
        let mirror = try self.mirror(world, store: store, hooks: hooks)
        let problem = await #expect(throws: PeerProblem.self) {
            try await mirror.addEntries(
                author.entries(from: 0, to: 40, below: 40), from: poster)
        }
        #expect(problem?.status == 403 && problem?.keyword == "log-frozen")
        let record = try #require(try store.evidence(after: 0, limit: 9).first?.record)
        #expect(record.kind == .fork && record.shownBy == poster)
        let proof = try ForkProof(parsing: record.text).verified(by: world.logSigner().verifierKey)
        #expect(proof.proof.smaller.checkpoint.size == 20)
        #expect(try store.forkedLogs() == [author.origin])
        #expect(try store.state(of: author.origin)?.size == 0)
    }

    @Test(
        "an author that brings on what it has begun makes the proof of what a follower holds instead"
    )
    func forkedMeanwhile() async throws {
        let (world, author, store) = try doubting(holding: 20)
        var hooks = StoredMirror.Hooks()
        hooks.forked = { _ = try? store.keep($0) }
        let mirror = try self.mirror(world, store: store, hooks: hooks)
        let transport = Mirrors([MemberID(unchecked: "w1"): mirror], failing: 0)
        let pusher = LogPusher(
            member: poster, store: author.store, transport: transport,
            register: try world.register(author.store), time: .hurried(),
            onFailure: { _, _ in }, logger: WitnessWorld.quiet)
        let task = Task { await pusher.run() }
        while try store.forkedLogs().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await task.value
        let record = try #require(try store.evidence(after: 0, limit: 9).first?.record)
        _ = try ForkProof(parsing: record.text).verified(by: world.logSigner().verifierKey)
        #expect(try store.state(of: author.origin)?.size == 20)
        // From where the largest has to be proven, since another one ends there.
        #expect(transport.conflicts.withLock { $0 } == [20])
    }

    @Test("what an author has proven of what is believed is not asked for again")
    func provenOnce() async throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let (author, other) = (try WitnessAuthor(world), try WitnessAuthor(world))
        for log in [author, other] { try log.append(20) }
        let store = try author.copy(20)
        try author.append(20, from: 20)
        try other.append(20, from: 500)
        let mirror = try self.mirror(world, store: store)
        func prove() async throws {
            _ = try await mirror.addCheckpoint(
                author.checkpoint(from: 20), oldRoot: nil, from: poster)
        }
        func bringWrong() async -> Int {
            await status {
                try await mirror.addEntries(
                    other.entries(from: 20, to: 40, below: 40), from: poster)
            }
        }
        try await prove()
        #expect(await bringWrong() == 409, "what is believed may be of two branches")
        try await prove()
        for _ in 0..<2 { #expect(await bringWrong() == 422) }
        #expect(try store.state(of: author.origin)?.size == 20)
    }

    @Test("whoever brings again and again what is refused has it said once in a while")
    func refusedAgain() async throws {
        let world = try WitnessWorld()
        let author = try WitnessAuthor(world)
        try author.append(8)
        let lines = LoggedLines()
        let mirror = try self.mirror(world, store: InMemoryLogStore(), logger: lines.logger)
        _ = try await mirror.addCheckpoint(
            author.checkpoint(from: 0), oldRoot: nil, from: poster)
        _ = try await mirror.addEntries(
            author.entries(from: 0, to: 8, below: 8), from: poster)
        let request = try LeafLog(try world.logSigner(), entries: 20).request(from: 8, to: 20)
        for _ in 0..<20 {
            let found = await status {
                try await mirror.addCheckpoint(request, oldRoot: nil, from: poster)
            }
            #expect(found == 422)
        }
        #expect(lines.count(of: "a member brings of its own log what is not taken") == 1)
    }

    @Test("of one author's entries one request takes a thread; the others wait their turn")
    func oneAtATime() async throws {
        let world = try WitnessWorld()
        let author = try WitnessAuthor(world)
        try author.append(8)
        let threads = HeldThreads()
        let turns = PosterTurns()
        let mirror = try self.mirror(
            world, store: InMemoryLogStore(), calls: BlockingCalls { threads.submit($0) },
            turns: turns)
        _ = try await mirror.addCheckpoint(
            author.checkpoint(from: 0), oldRoot: nil, from: poster)
        let body = try author.entries(from: 0, to: 8, below: 8)
        threads.hold()
        let requests = (0..<5).map { _ in
            Task { await status { try await mirror.addEntries(body, from: poster) } }
        }
        while threads.count + turns.waiting(of: poster) < requests.count {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(threads.count == 1)
        threads.release()
        var answers: [Int] = []
        for request in requests { answers.append(await request.value) }
        // Whoever was first: all are answered, and the others' entries are held already.
        #expect(answers.sorted() == [200, 409, 409, 409, 409])
        #expect(turns.waiting(of: poster) == 0)
    }

    @Test(
        "of two checkpoints of one author that come at once, and both go on from the same, one is believed"
    )
    func checkpointsInTurn() async throws {
        let world = try WitnessWorld()
        let author = try WitnessAuthor(world)
        try author.append(8)
        let threads = HeldThreads()
        let turns = PosterTurns()
        let store = InMemoryLogStore()
        let mirror = try self.mirror(
            world, store: store, calls: BlockingCalls { threads.submit($0) }, turns: turns)
        let bodies = [
            try author.checkpoint(from: 0),
            try LeafLog(try world.logSigner(), entries: 20).request(from: 0, to: 20),
        ]
        threads.hold()
        let requests = bodies.map { body in
            Task {
                await status { try await mirror.addCheckpoint(body, oldRoot: nil, from: poster) }
            }
        }
        while threads.count + turns.waiting(of: poster) < requests.count {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(threads.count == 1)
        threads.release()
        var answers: [Int] = []
        for request in requests { answers.append(await request.value) }
        #expect(answers.sorted() == [202, 409])
        #expect(try store.checkpoints(of: author.origin).count == 1)
    }

    @Test("one author's evidence is looked at a request at a time")
    func evidenceInTurn() async throws {
        let world = try WitnessWorld()
        let looks = Mutex(0)
        let isHeld = Mutex(true)
        var hooks = StoredMirror.Hooks()
        hooks.evidence = { _, _ in
            looks.withLock { $0 += 1 }
            while isHeld.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(1)) }
            return true
        }
        let turns = PosterTurns()
        let mirror = try self.mirror(
            world, store: InMemoryLogStore(), hooks: hooks, turns: turns)
        let body = EvidenceAnswer(token: "e1", forkProofs: [], erasures: []).bytes
        let requests = (0..<3).map { _ in
            Task { try await mirror.addEvidence(body, from: poster) }
        }
        while looks.withLock({ $0 }) + turns.waiting(of: poster) < requests.count {
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(looks.withLock { $0 } == 1)
        isHeld.withLock { $0 = false }
        for request in requests { try await request.value }
        #expect(looks.withLock { $0 } == requests.count)
    }

    // MARK: The other side

    @Test("a pusher brings all of a log to every mirror, over failures, and again what has grown")
    func pushed() async throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let author = try WitnessAuthor(world)
        // More than one request holds, in more than one bundle.
        try author.append(700)
        let stores = ["w1", "w2", "w3"].map { name in
            (MemberID(unchecked: name), InMemoryLogStore())
        }
        var mirrors: [MemberID: StoredMirror] = [:]
        for (name, store) in stores {
            mirrors[name] = try mirror(world, store: store, member: name.rawValue)
        }
        let transport = Mirrors(mirrors, failing: 7)
        let failures = Mutex(0)
        let pusher = LogPusher(
            member: poster, store: author.store, transport: transport,
            register: try world.register(author.store), time: .hurried(),
            onFailure: { _, _ in failures.withLock { $0 += 1 } }, logger: WitnessWorld.quiet)
        let task = Task { await pusher.run() }
        func arrived(_ size: TreeSize) async throws {
            while try !stores.allSatisfy({
                try $0.1.state(of: author.origin)?.served?.size == size
            }) { try await Task.sleep(for: .milliseconds(5)) }
        }
        try await arrived(700)
        #expect(failures.withLock { $0 } == 7)
        for (_, store) in stores {
            for bundle in BundleCoordinate.bundles(of: 700) {
                #expect(
                    try store.payloads(of: author.origin, bundle)
                        == author.store.payloads(of: author.origin, bundle))
            }
        }
        try author.append(300, from: 700)
        pusher.recordChanged()
        try await arrived(1_000)
        while await !pusher.isDone { try await Task.sleep(for: .milliseconds(5)) }
        // When all has arrived nothing more is posted.
        let count = transport.posts.withLock { $0.count }
        for _ in 0..<5 { pusher.recordChanged() }
        try await Task.sleep(for: .milliseconds(50))
        #expect(transport.posts.withLock { $0.count } == count)
        task.cancel()
        await task.value
    }

    @Test("evidence goes along, and only to who may have it")
    func evidence() async throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let author = try WitnessAuthor(world)
        try author.append(2)
        let (left, right) = (
            LeafLog(try world.logSigner("w2"), entries: 5),
            LeafLog(try world.logSigner("w2"), entries: 5, branch: 1)
        )
        let proof = try ForkProof(ofOneSize: left.checkpoint(5), right.checkpoint(5))
            .verified(by: world.logSigner("w2").verifierKey)
        try author.store.keep(EvidenceRecord(fork: proof, shownBy: nil, keptAt: 1))
        let seen = Mutex<[EvidenceAnswer]>([])
        var hooks = StoredMirror.Hooks()
        hooks.evidence = { evidence, _ in
            seen.withLock { $0.append(evidence) }
            return true
        }
        let store = InMemoryLogStore()
        let transport = Mirrors(
            [MemberID(unchecked: "w1"): try mirror(world, store: store, hooks: hooks)],
            failing: 0)
        let pusher = LogPusher(
            member: poster, store: author.store, transport: transport,
            register: try world.register(author.store), time: .hurried(), onFailure: { _, _ in },
            logger: WitnessWorld.quiet)
        let task = Task { await pusher.run() }
        while seen.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
        #expect(seen.withLock { $0 }.first?.forkProofs == [proof.proof.description])
        task.cancel()
        await task.value
    }

    @Test("a member with an address brings nothing")
    func reachable() async throws {
        let world = try WitnessWorld(witnesses: [])
        let author = try WitnessAuthor(world)
        try author.append(2)
        let transport = Mirrors([:], failing: 0)
        let pusher = LogPusher(
            member: poster, store: author.store, transport: transport,
            register: try world.register(author.store), time: .hurried(), onFailure: { _, _ in },
            logger: WitnessWorld.quiet)
        let task = Task { await pusher.run() }
        pusher.recordChanged()
        try await Task.sleep(for: .milliseconds(100))
        #expect(await pusher.isDone)
        #expect(transport.posts.withLock { $0.isEmpty })
        task.cancel()
        await task.value
    }
}

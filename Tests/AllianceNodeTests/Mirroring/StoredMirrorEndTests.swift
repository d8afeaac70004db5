import AllianceNames
import AllianceNode
import MergedView
import NodeAPI
import Peering
import Replication
import Roster
import Synchronization
import Testing
import TransparencyLog

/// A node that holds what authors bring, once the register has said where a log ends.
@Suite(.timeLimit(.minutes(30))) struct StoredMirrorEndTests {
    private let poster = Mirrors.poster

    private func mirror(
        _ store: any LogStore, _ register: RosterRegister, hooks: StoredMirror.Hooks = .init()
    ) -> StoredMirror {
        StoredMirror(
            member: MemberID(unchecked: "w1"), store: store, register: register,
            clock: WitnessWorld.clock(), calls: BlockingCalls { $0() }, hooks: hooks,
            logger: WitnessWorld.quiet)
    }

    /// The authority ends the log as its author has it.
    private func end(
        _ author: WitnessAuthor, at size: TreeSize, in registers: [RosterRegister]
    ) throws {
        let begin = UTCTimestamp(millisecondsSince1970: WitnessWorld.start)
        var draft = RosterDraft(
            after: try #require(registers.first?.newest), issuedAt: begin.adding(days: 1),
            expiresAt: begin.adding(days: 30))
        let root = try author.tree(size).root()
        try draft.endLogs([author.origin: .checkpoint(size: size, root: root)])
        let note = try draft.signed(by: [author.world.authority])
        for register in registers { try register.accept(note) }
    }

    /// Has the author's node run until something is so.
    private func run(
        _ author: WitnessAuthor, _ register: RosterRegister, over transport: Mirrors,
        until isSo: () throws -> Bool
    ) async throws {
        let pusher = LogPusher(
            member: poster, store: author.store, transport: transport, register: register,
            time: .hurried(), onFailure: { _, _ in }, logger: WitnessWorld.quiet)
        let task = Task { await pusher.run() }
        while try !isSo() { try await Task.sleep(for: .milliseconds(5)) }
        task.cancel()
        await task.value
    }

    /// The size that a conflict names, else "taken" or the keyword of the refusal.
    private func reply(
        of mirror: StoredMirror, to body: [UInt8], _ oldRoot: Digest?, from poster: MemberID
    ) async throws -> String {
        do {
            switch try await mirror.addCheckpoint(body, oldRoot: oldRoot, from: poster) {
            case .conflict(let info): return "\(info.pending)"
            case .taken, .partly: return "taken"
            }
        } catch let problem as PeerProblem {
            return problem.keyword
        }
    }

    @Test(
        "once the register ends a forked log, its author brings the branch that counts in place of the other"
    )
    func settled() async throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let (author, other) = (try WitnessAuthor(world), try WitnessAuthor(world))
        try author.append(40)
        try author.append(30, from: 40)
        try other.append(60, from: 500)
        let store = try other.copy(60)
        let told = Mutex<[TreeSize]>([])
        var hooks = StoredMirror.Hooks()
        hooks.forked = { _ = try? store.keep($0) }
        hooks.settled = { state, before in told.withLock { $0 += [state.size, before] } }
        let (register, own) = (try world.register(store), try world.register(author.store))
        let mirror = self.mirror(store, register, hooks: hooks)
        let mirrors = [MemberID(unchecked: "w1"): mirror]
        func state() throws -> LogState { try #require(try store.state(of: author.origin)) }
        try await run(author, own, over: Mirrors(mirrors, failing: 0)) {
            try state().frozen != nil
        }

        try end(author, at: 25, in: [register, own])
        let transport = Mirrors(mirrors, failing: 0)
        try await run(author, own, over: transport) { try state().served?.size == 40 }
        // Where the checkpoint is to be proven from: the end; by halves, where the branches part; and the end
        // again, by which what is left is believed.
        #expect(transport.conflicts.withLock { $0 } == [25, 12, 6, 3, 1, 25])
        #expect(try state().isSettled && state().frozen == nil)
        #expect(try state().edge.root == author.tree(40).root())
        #expect(try store.droppedCheckpoints(of: author.origin).map(\.size) == [60])
        #expect(told.withLock { $0 } == [0, 60])

        // Of what lies beyond the end there is as much as the proof takes, and none of it counts.
        let roster = try #require(register.newest)
        let scope = try ViewScope(roster: roster, logs: store)
        let root = try author.tree(25).root()
        #expect(scope.scope(of: author.origin) == .until(size: 25, root: root))
        #expect(scope.suspended.isEmpty)
        let late = try await reply(
            of: mirror, to: author.checkpoint(from: 40), author.tree(40).root(), from: poster)
        #expect(late == "log-ended")
        #expect(try state().size == 40 && state().target?.size == 40)
    }

    @Test(
        "whoever brings a branch that the register's end is not of is refused, and changes nothing")
    func otherBranch() async throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let (author, other) = (try WitnessAuthor(world), try WitnessAuthor(world))
        try author.append(40)
        try other.append(60, from: 500)
        let store = try other.copy(60)
        let key = try world.logSigner()
        let proof = try ForkProof(
            ofOneSize: LeafLog(key, entries: 5).checkpoint(5),
            LeafLog(key, entries: 5, branch: 1).checkpoint(5)
        ).verified(by: key.verifierKey)
        _ = try store.keep(EvidenceRecord(fork: proof, shownBy: nil, keptAt: 1))
        let told = Mutex(0)
        var hooks = StoredMirror.Hooks()
        hooks.forked = { _ in told.withLock { $0 += 1 } }
        hooks.settled = { _, _ in told.withLock { $0 += 1 } }
        let (register, own) = (try world.register(store), try world.register(author.store))
        try end(author, at: 25, in: [register, own])
        let mirror = self.mirror(store, register, hooks: hooks)
        let held = try #require(try store.state(of: author.origin))
        #expect(held.frozen != nil && held.size == 60)

        // Somebody has the log's key, and makes a third history.
        let fake = LeafLog(key, entries: 80, branch: 7)
        func fakeRoot(_ size: Int) -> Digest {
            MerkleHash.root(ofLeaves: fake.leaves.prefix(size))
        }
        let (endRoot, real) = (try author.tree(25).root(), try author.checkpoint(from: 25))
        let lie = try author.checkpoint(from: 12)
        let unsigned = LeafLog(try WitnessWorld().logSigner(), entries: 80)
        let tries: [(body: [UInt8], root: Digest?, answer: String)] = [
            (try fake.request(from: 0, to: 80), nil, "25"),
            (try fake.request(from: 25, to: 80), fakeRoot(25), "log-ended"),
            (try fake.request(from: 25, to: 80), endRoot, "log-ended"),
            (try fake.request(from: 0, to: 25), nil, "log-ended"),
            (try fake.request(from: 0, to: 24), nil, "log-frozen"),
            (try unsigned.request(from: 25, to: 80), nil, "log-key-untrusted"),
            (try other.checkpoint(from: 25), try other.tree(25).root(), "log-ended"),
            // With a checkpoint of the branch that counts it lies about where the two part.
            (real, endRoot, "12"), (lie, try other.tree(12).root(), "12"),
            (lie, fakeRoot(12), "12"),
            (lie, nil, "12"), (try fake.request(from: 12, to: 80), fakeRoot(12), "25"),
        ]
        for (place, attempt) in tries.enumerated() {
            let found = try await reply(of: mirror, to: attempt.body, attempt.root, from: poster)
            #expect(found == attempt.answer, "\(place)")
        }
        let stranger = try await reply(
            of: mirror, to: real, endRoot, from: MemberID(unchecked: "w2"))
        #expect(stranger == "log-unknown")
        let entries = try author.entries(from: 0, to: 40, below: 40)
        let refused = await #expect(throws: PeerProblem.self) {
            try await mirror.addEntries(entries, from: poster)
        }
        #expect(refused?.keyword == "log-frozen")
        #expect(try store.state(of: author.origin) == held)
        #expect(try store.checkpoints(of: author.origin).map(\.size) == [60])
        #expect(try store.seenCheckpoints(of: author.origin).isEmpty)
        #expect(try store.droppedCheckpoints(of: author.origin).isEmpty)
        #expect(told.withLock { $0 } == 0)

        // The author is not kept from bringing what counts.
        let transport = Mirrors([MemberID(unchecked: "w1"): mirror], failing: 0)
        try await run(author, own, over: transport) {
            try store.state(of: author.origin)?.served?.size == 40
        }
        let settled = try #require(try store.state(of: author.origin))
        #expect(try settled.isSettled && settled.edge.root == author.tree(40).root())
        #expect(told.withLock { $0 } == 1)
        let again = try await reply(
            of: mirror, to: fake.request(from: 25, to: 80), fakeRoot(25), from: poster)
        #expect(again == "log-ended")
        #expect(try store.state(of: author.origin) == settled)
    }

    @Test("what was on its way when the register ended the log is brought to its end")
    func endedMeanwhile() async throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let author = try WitnessAuthor(world)
        try author.append(30)
        try author.append(10, from: 30)
        let store = InMemoryLogStore()
        let (register, own) = (try world.register(store), try world.register(author.store))
        let mirror = self.mirror(store, register)
        _ = try await mirror.addCheckpoint(
            author.checkpoint(from: 0), oldRoot: nil, from: poster)
        _ = try await mirror.addEntries(
            author.entries(from: 0, to: 20, below: 40), from: poster)
        // The author brings the smaller checkpoint from now on, and the mirror gives up the larger one.
        try end(author, at: 25, in: [register, own])
        let transport = Mirrors([MemberID(unchecked: "w1"): mirror], failing: 0)
        try await run(author, own, over: transport) {
            try store.state(of: author.origin)?.served?.size == 30
        }
        #expect(try store.state(of: author.origin)?.edge.root == author.tree(30).root())
        #expect(try store.droppedCheckpoints(of: author.origin).map(\.size) == [40])
    }

    @Test("what a thief of the key had the mirror believe gives way to what the author brings")
    func robbed() async throws {
        let world = try WitnessWorld(witnesses: [], outbound: ["author"])
        let author = try WitnessAuthor(world)
        try author.append(40)
        let store = InMemoryLogStore()
        let key = try world.logSigner()
        let thief = LeafLog(key, entries: 90, branch: 3)
        for size in [25, 90] {
            try store.believe(
                thief.checkpoint(size).verified(by: key.verifierKey), for: author.origin)
        }
        let told = Mutex<[TreeSize]>([])
        var hooks = StoredMirror.Hooks()
        hooks.settled = { state, before in told.withLock { $0 += [state.size, before] } }
        let (register, own) = (try world.register(store), try world.register(author.store))
        let mirror = self.mirror(store, register, hooks: hooks)
        try end(author, at: 25, in: [register, own])
        let transport = Mirrors([MemberID(unchecked: "w1"): mirror], failing: 0)
        try await run(author, own, over: transport) {
            try store.state(of: author.origin)?.served?.size == 40
        }
        let state = try #require(try store.state(of: author.origin))
        #expect(try state.isSettled && state.edge.root == author.tree(40).root())
        #expect(state.target?.size == 40)
        #expect(try store.droppedCheckpoints(of: author.origin).map(\.size) == [90])
        #expect(try store.forkedLogs().isEmpty)
        #expect(told.withLock { $0 } == [0, 0])
    }
}

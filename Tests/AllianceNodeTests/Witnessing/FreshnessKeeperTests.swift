import AllianceNames
import AllianceNode
import Replication
import Roster
import Testing
import TransparencyLog

@Suite struct FreshnessKeeperTests {
    private let time = SettableTime()
    private let author: WitnessAuthor
    private let keeper: FreshnessKeeper

    init() throws {
        let world = try WitnessWorld(stalenessSeconds: 400)
        author = try WitnessAuthor(world)
        keeper = try Self.keeper(author, time)
    }

    private static func keeper(
        _ author: WitnessAuthor, _ time: SettableTime
    ) throws -> FreshnessKeeper {
        FreshnessKeeper(
            member: author.origin.member, store: author.store,
            register: try author.world.register(author.store, clock: time.clock),
            keys: try author.world.cosignerKeys("author"), clock: time.clock,
            calls: .serial(label: "test"), logger: WitnessWorld.quiet)
    }

    private func lines(_ size: TreeSize) throws -> [UInt64] {
        try author.store.cosigned(of: author.origin, size: size)?.cosignatures.map(\.time) ?? []
    }

    private func standing() throws -> Freshness {
        let roster = try #require(author.world.register(author.store).newest)
        return try MemberFreshness.of(
            author.origin.member, roster: roster, readBy: MemberID(unchecked: "w1"),
            store: author.store, at: time.now)
    }

    @Test("an own checkpoint is cosigned at once, and again a quarter of the limit later")
    func interval() throws {
        try keeper.cosignOwn()
        #expect(try standing() == .silent)
        try author.append(3)
        #expect(try standing() == .stale(at: nil))
        let begin = time.now
        try keeper.cosignOwn()
        #expect(try lines(3) == [begin])
        #expect(try standing() == .fresh(at: begin))
        time.pass(99)
        try keeper.cosignOwn()
        #expect(try lines(3) == [begin])
        time.pass(1)
        try keeper.cosignOwn()
        #expect(try lines(3) == [begin, begin + 100])
        time.pass(400)
        #expect(try standing() == .fresh(at: begin + 100))
        time.pass(1)
        #expect(try standing() == .stale(at: begin + 100))
    }

    @Test("what was cosigned while the clock was ahead gives way to the next, once it is set right")
    func clockAhead() throws {
        try author.append(3)
        let begin = time.now
        try keeper.cosignOwn()
        let jump: UInt64 = 20 * 86_400
        time.pass(jump)
        try keeper.cosignOwn()
        #expect(try lines(3) == [begin, begin + jump])
        time.goBack(jump - 100)
        try keeper.cosignOwn()
        #expect(try lines(3) == [begin, begin + 100])
        #expect(try standing() == .fresh(at: begin + 100))
        let roster = try #require(author.world.register(author.store).newest)
        let served = try #require(author.store.state(of: author.origin)?.served)
        let note = try author.store.servedNotes(of: author.origin, served, in: roster).note
        #expect(
            try SignedCheckpoint(parsing: note).note.signatures.compactMap(\.cosignedAt)
                == [begin + 100])
    }

    @Test("a line from ahead on one checkpoint does not hide those on others")
    func aheadElsewhere() throws {
        try author.append(3)
        let begin = time.now
        time.pass(86_400)
        try keeper.cosignOwn()
        time.goBack(86_400)
        try author.append(1, from: 3)
        try keeper.cosignOwn()
        #expect(try lines(3) == [begin + 86_400] && lines(4) == [begin])
        #expect(try standing() == .fresh(at: begin))
    }

    @Test(
        "with a further key that the register names own checkpoints are cosigned at once, and with it alone"
    )
    func furtherKey() throws {
        let further = try author.world.furtherCosigner("author")
        let register = try author.world.register(author.store, clock: time.clock)
        let both = FreshnessKeeper(
            member: author.origin.member, store: author.store, register: register,
            keys: try author.world.cosignerKeys("author", further: [further]),
            clock: time.clock, calls: .serial(label: "test"), logger: WitnessWorld.quiet)
        try author.append(3)
        let begin = time.now
        try both.cosignOwn()
        func lines(_ key: VerifierKey) throws -> [UInt64] {
            try author.store.cosigned(of: author.origin, size: 3)?.cosignatures
                .filter { $0.signature.keyID == key.keyID }.map(\.time) ?? []
        }
        let first = try author.world.cosigner("author").verifierKey
        #expect(try lines(first) == [begin] && lines(further.verifierKey) == [])
        time.pass(1)
        try author.world.naming(further, of: "author", counts: false).arrive(at: register)
        try both.cosignOwn()
        #expect(try lines(first) == [begin] && lines(further.verifierKey) == [begin + 1])
        time.pass(100)
        try both.cosignOwn()
        #expect(try lines(first) == [begin])
        #expect(try lines(further.verifierKey) == [begin + 1, begin + 101])
    }

    @Test("a log that is written to all the time is cosigned every ten seconds")
    func busy() throws {
        try author.append(1)
        try keeper.cosignOwn()
        time.pass(1)
        try author.append(1, from: 1)
        try keeper.cosignOwn()
        #expect(try lines(2) == [])
        time.pass(9)
        try keeper.cosignOwn()
        #expect(try lines(2) == [time.now])
    }

    @Test(
        "what was signed too soon for that is cosigned when it may be, though nothing more happens")
    func owed() async throws {
        let (time, store, origin) = (time, author.store, author.origin)
        let begin = time.now
        let running = FreshnessKeeper(
            member: origin.member, store: store,
            register: try author.world.register(store, clock: time.clock),
            keys: try author.world.cosignerKeys("author"), clock: time.clock,
            calls: .serial(label: "test"), logger: WitnessWorld.quiet,
            sleep: { pause in
                let isCosigned = try store.cosigned(of: origin, size: 2) != nil
                if isCosigned || time.now > begin + 1_000 { throw CancellationError() }
                time.pass(UInt64(pause / .seconds(1)))
            })
        try author.append(1)
        try running.cosignOwn()
        try author.append(1, from: 1)
        try await running.run()
        #expect(try lines(1) == [begin] && lines(2) == [begin + FreshnessKeeper.busySeconds])
    }

    @Test("nothing is cosigned with an expired register, or while a claim about the log stands")
    func refuses() throws {
        try author.append(1)
        try author.store.record(
            OwnLogClaim(
                origin: author.origin, claimedBy: MemberID(unchecked: "w1"), kind: .differs,
                size: 1, at: 0))
        try keeper.cosignOwn()
        #expect(try lines(1) == [])
        try author.store.setAside(claimsAbout: author.origin)
        time.pass(31 * 86_400)
        try keeper.cosignOwn()
        #expect(try lines(1) == [])
    }

    @Test("nothing is cosigned while a peer has shown more of the log than this node has")
    func seenElsewhere() throws {
        try author.append(2)
        let old = try WitnessAuthor(author.world, store: author.copy(2))
        try author.append(1, from: 2)
        let newest = try #require(author.store.state(of: author.origin)?.served)
        try old.store.record([
            SeenCheckpoint(
                origin: author.origin, peer: MemberID(unchecked: "w1"), record: newest, seenAt: 0)
        ])
        try Self.keeper(old, time).cosignOwn()
        #expect(try old.store.cosigned(of: author.origin).isEmpty)
    }

    @Test(
        "a mark that contradicts keeps the log from being cosigned, and nothing else from going on")
    func markContradicts() throws {
        try author.append(5)
        let marks = InMemoryWitnessMarks()
        _ = try author.store.advanceWitness(of: author.origin, note: "") { _ in
            WitnessState(size: 3, root: .zero)
        }
        let other = WitnessState(size: 3, root: MerkleHash.leaf([]))
        try marks.raise([author.origin: WitnessRecord(state: other, noteText: "")])
        let lines = LoggedLines()
        let keeper = FreshnessKeeper(
            member: author.origin.member, store: author.store,
            records: MarkedWitness(store: author.store, marks: marks),
            register: try author.world.register(author.store, clock: time.clock),
            keys: try author.world.cosignerKeys("author"), clock: time.clock,
            calls: .serial(label: "test"), logger: lines.logger)
        for _ in 0..<3 { try keeper.cosignOwn() }
        #expect(try author.store.cosigned(of: author.origin).isEmpty)
        #expect(lines.all == ["critical: own log is not cosigned"])
    }

    @Test("a smaller tree than was cosigned before is not cosigned: the folder is an old copy")
    func restored() throws {
        try author.append(5)
        try keeper.cosignOwn()
        let old = try WitnessAuthor(author.world, store: author.copy(5))
        // What this cosigner signed last is known; the log is an older one.
        _ = try old.store.advanceWitness(of: author.origin, note: "") { _ in
            WitnessState(size: 9, root: .zero)
        }
        try Self.keeper(old, time).cosignOwn()
        #expect(try old.store.cosigned(of: author.origin).isEmpty)
    }
}

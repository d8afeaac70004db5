import AllianceNames
import AllianceNode
import Foundation
import NodeAPI
import Peering
import Replication
import Roster
import Synchronization
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(30))) struct WitnessSubmitterTests {
    /// Witnesses within this process.
    private final class Wire: WitnessTransport, PeerTransport {
        let witnesses: [String: StoredWitness]
        /// What a witness answers in place of what it would.
        let answers = Mutex<[String: WitnessReply]>([:])
        let calls = Mutex<[String: Int]>([:])

        init(_ witnesses: [String: StoredWitness]) { self.witnesses = witnesses }

        func addCheckpoint(
            _ body: [UInt8], to witness: MemberID, deadline: Duration
        ) async throws(PeerError) -> WitnessReply {
            calls.withLock { $0[witness.rawValue, default: 0] += 1 }
            if let answer = answers.withLock({ $0[witness.rawValue] }) { return answer }
            guard let known = witnesses[witness.rawValue] else { throw .unreachable("away") }
            return try known.reply(to: body)
        }

        func fetch(
            _ resource: PeerResource, from peer: MemberID, deadline: Duration
        ) async throws(PeerError) -> [UInt8] {
            guard case .witnessCheckpoint(let hash) = resource,
                let witness = witnesses[peer.rawValue],
                let origin = try? LogOrigin(parsing: "demo/alliance/author/e1"),
                Digest.sha256(Array(origin.description.utf8)) == hash,
                let bytes = try? witness.cosigned(origin)
            else { throw .refused(status: 404, detail: "none") }
            return bytes
        }

        func ask(
            _ question: [UInt8], of peer: MemberID, deadline: Duration
        ) async throws(PeerError) -> [UInt8] {
            throw .unreachable("no questions here")
        }
    }

    /// The author, and what submits its log.
    private final class Author: Sendable {
        let author: WitnessAuthor
        let wire: Wire
        let alarms = Mutex<[OwnLogClaim]>([])

        init(
            _ world: WitnessWorld, store: any LogStore & WitnessStore = InMemoryLogStore(),
            witnesses: [String] = ["w1", "w2", "w3"]
        ) throws {
            author = try WitnessAuthor(world, store: store)
            wire = Wire(
                Dictionary(
                    uniqueKeysWithValues: try witnesses.map { ($0, try world.witness($0)) }))
        }

        var raised: [OwnLogClaim] { alarms.withLock { $0 } }
        var world: WitnessWorld { author.world }
        var store: any LogStore & WitnessStore { author.store }
        var origin: LogOrigin { author.origin }

        func append(_ count: Int, from first: Int = 0) throws {
            try author.append(count, from: first)
        }

        /// Runs the submitter until `isDone`; its test has a time limit.
        func submit(
            over other: Wire? = nil, in ended: WitnessWorld? = nil,
            until isDone: () throws -> Bool
        ) async throws {
            let start = ContinuousClock.now
            let time = ReplicationTime(
                // A hundred times faster than the machine's clock.
                uptime: { (ContinuousClock.now - start) * 100 }, wall: WitnessWorld.clock(),
                random: { 7 }, sleep: { try? await Task.sleep(for: $0 / 100) })
            let submitter = WitnessSubmitter(
                member: origin.member, store: store, transport: other ?? wire,
                register: try (ended ?? world).register(store), time: time,
                onAlarm: { claim in self.alarms.withLock { $0.append(claim) } },
                logger: WitnessWorld.quiet)
            let task = Task { await submitter.run() }
            defer { task.cancel() }
            while try !isDone() { try await Task.sleep(for: .milliseconds(5)) }
        }

        /// The same alliance once its register has ended the log at its first `size` entries.
        func ended(at size: Int) throws -> WitnessWorld {
            let root = MerkleHash.root(ofLeaves: try author.leaves(size))
            let origin = origin
            return try world.changed { draft in
                try draft.endLogs(
                    of: origin.member,
                    logEnds: [origin: .checkpoint(size: TreeSize(size), root: root)])
            }
        }

        func witnessedSize(in ended: WitnessWorld? = nil) throws -> TreeSize {
            guard let roster = try (ended ?? world).register(store).newest else { return 0 }
            return try store.witnessedPrefix(
                of: origin, by: roster.witnessPolicy(for: origin)
            ).size
        }
    }

    @Test("brings each checkpoint to all witnesses, and keeps their cosignatures")
    func submits() async throws {
        let author = try Author(try WitnessWorld())
        try author.append(300)
        try await author.submit { try author.witnessedSize() == 300 }
        let kept = try #require(try author.store.cosigned(of: author.origin, size: 300))
        #expect(kept.cosignerCount == 3)
        // Grown while it was away: the proof begins where each witness stands.
        try author.append(5, from: 300)
        try await author.submit { try author.witnessedSize() == 305 }
        #expect(author.wire.calls.withLock { $0 } == ["w1": 2, "w2": 2, "w3": 2])
    }

    @Test("finds out where a witness stands that it knows nothing of")
    func lostRecord() async throws {
        let world = try WitnessWorld()
        let author = try Author(world)
        try author.append(10)
        try await author.submit { try author.witnessedSize() == 10 }
        // Another database with the same log, without the cosignatures.
        let again = try Author(world, store: author.author.copy(10))
        for (name, witness) in author.wire.witnesses {
            // The witnesses are the ones from before.
            #expect(try witness.cosigned(author.origin) != nil, "\(name)")
        }
        try await again.submit(over: author.wire) { try again.witnessedSize() == 10 }
        #expect(again.raised.isEmpty)
    }

    @Test("a witness that counts with another key is brought the newest checkpoint again")
    func anotherKey() async throws {
        let world = try WitnessWorld()
        let author = try Author(world, witnesses: [])
        try author.append(10)
        let stores = ["w1", "w2", "w3"].map { ($0, InMemoryLogStore()) }
        let wire = Wire(
            Dictionary(
                uniqueKeysWithValues: try stores.map { name, store in
                    (name, try world.witness(name, store: store))
                }))
        try await author.submit(over: wire) { try author.witnessedSize() == 10 }
        let further = try world.furtherCosigner("w1")
        let named = try world.naming(further, of: "w1")
        // What it confirmed with the one before counts no more.
        #expect(try author.witnessedSize(in: named) == 0)
        let later = Wire(
            Dictionary(
                uniqueKeysWithValues: try stores.map { name, store in
                    (
                        name,
                        try named.witness(
                            name, store: store,
                            keys: named.cosignerKeys(name, further: name == "w1" ? [further] : []))
                    )
                }))
        try await author.submit(over: later, in: named) {
            try author.witnessedSize(in: named) == 10
        }
        #expect(author.raised.isEmpty)
    }

    @Test("one of three witnesses that is away leaves a log pending")
    func pending() async throws {
        let author = try Author(try WitnessWorld(), witnesses: ["w1", "w2"])
        try author.append(4)
        try await author.submit {
            try author.store.cosigned(of: author.origin, size: 4)?.cosignerCount == 2
        }
        #expect(try author.witnessedSize() == 0)
    }

    @Test("a log that the register ends while it is pending is brought to witnesses up to its end")
    func endedPending() async throws {
        let world = try WitnessWorld()
        let author = try Author(world, witnesses: [])
        try author.append(4)
        let ended = try author.ended(at: 4)
        let wire = Wire(
            Dictionary(
                uniqueKeysWithValues: try ["w1", "w2", "w3"].map { ($0, try ended.witness($0)) }))
        try await author.submit(over: wire, in: ended) {
            try author.witnessedSize(in: ended) == 4
        }
        #expect(wire.calls.withLock { $0 } == ["w1": 1, "w2": 1, "w3": 1])
    }

    @Test("what witnesses say, and have said, of a log that the register has ended is no alarm")
    func endedClaims() async throws {
        let world = try WitnessWorld()
        let author = try Author(world)
        try author.append(4)
        // A thief was at w1 first, and w2 refuses for another reason; w3 still cosigns.
        let stolen = LeafLog(try world.logSigner(), entries: 6, branch: 1)
        let store = InMemoryLogStore()
        guard
            case .cosigned = try world.witness("w1", store: store).addCheckpoint(
                stolen.request(from: 0, to: 6))
        else {
            Issue.record("the thief was not believed")
            return
        }
        let before = OwnLogClaim(
            origin: author.origin, claimedBy: MemberID(unchecked: "w1"), kind: .ahead, size: 6,
            at: 1)
        try author.store.record(before)
        let ended = try author.ended(at: 4)
        let wire = Wire([
            "w1": try ended.witness("w1", store: store), "w3": try ended.witness("w3"),
        ])
        wire.answers.withLock { $0["w2"] = .refused(status: 422, detail: "another history") }
        try await author.submit(over: wire, in: ended) {
            try author.store.cosigned(of: author.origin, size: 4)?.cosignerCount == 1
                && wire.calls.withLock { $0["w1"] != nil && $0["w2"] ?? 0 > 1 }
        }
        let reply = try #require(wire.witnesses["w1"]).reply(
            to: LeafLog(world.logSigner(), leaves: author.author.leaves(4)).request(from: 0, to: 4))
        guard case .refused(403, let detail) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(detail.contains("ended this log at size 4"))
        #expect(author.raised.isEmpty)
        #expect(try author.store.ownLogClaims() == [before])
        let (open, closed) = (
            try #require(world.register(InMemoryLogStore()).newest),
            try #require(ended.register(InMemoryLogStore()).newest)
        )
        #expect(before.stands(by: open) && !before.stands(by: closed))
    }

    @Test("an answer that is no cosignature of the witness's key is not kept")
    func badLines() async throws {
        let world = try WitnessWorld()
        let author = try Author(world)
        try author.append(4)
        let other = try world.cosigner("w2").sign(text: "something else\n", timestamp: 9)
        author.wire.answers.withLock {
            $0 = [
                "w1": .cosigned(Array("\(other)\n".utf8)), "w2": .cosigned(Array("?".utf8)),
                "w3": .cosigned([]),
            ]
        }
        try await author.submit {
            author.wire.calls.withLock { $0.values.reduce(0, +) } >= 3
        }
        #expect(try author.store.cosigned(of: author.origin).isEmpty)
    }

    @Test("a witness that is ahead stops the signing, and its proof is kept as seen")
    func stolenKey() async throws {
        let world = try WitnessWorld()
        let author = try Author(world)
        try author.append(4)
        try await author.submit { try author.witnessedSize() == 4 }
        // A thief with the log key signs on, and brings it to w1.
        let stolen = LeafLog(
            try world.logSigner(),
            leaves: try author.author.leaves(4) + [MerkleHash.leaf([1]), MerkleHash.leaf([2])])
        let w1 = try #require(author.wire.witnesses["w1"])
        guard case .cosigned = try w1.addCheckpoint(stolen.request(from: 4, to: 6)) else {
            Issue.record("the thief was not believed")
            return
        }
        try author.append(1, from: 4)
        try await author.submit { !author.raised.isEmpty }
        #expect(
            author.raised.map(\.kind) == [.ahead])
        #expect(author.raised.map(\.size) == [6])
        #expect(throws: OwnLogError.self) { try author.append(1, from: 5) }
        // The proof: a checkpoint of six entries with the author's own signature.
        try await author.submit {
            try author.store.seenCheckpoints(of: author.origin).map(\.record.size) == [6]
        }
        #expect(
            throws: OwnLogError.peerAhead(
                origin: author.origin, peer: MemberID(unchecked: "w1"), seen: 6, held: 5)
        ) {
            try author.append(1, from: 5)
        }
    }

    @Test("a witness that claims another history stops the signing until a person has looked")
    func contradiction() async throws {
        let author = try Author(try WitnessWorld())
        try author.append(4)
        author.wire.answers.withLock {
            $0["w2"] = .refused(status: 422, detail: "The checkpoint does not extend ...")
        }
        try await author.submit { !author.raised.isEmpty }
        let claimed = OwnLogError.claimed(
            origin: author.origin, by: MemberID(unchecked: "w2"), .differs)
        #expect(throws: claimed) { try author.append(1, from: 4) }
        #expect(claimed.keyword == "own-log-claimed")
        try author.store.setAside(claimsAbout: author.origin)
        try author.append(1, from: 4)
        // The same word of the same witness again is no news.
        author.alarms.withLock { $0 = [] }
        let calls = author.wire.calls.withLock { $0["w2"] ?? 0 }
        try await author.submit { author.wire.calls.withLock { $0["w2"] ?? 0 } > calls }
        #expect(author.raised.isEmpty)
        try author.append(1, from: 5)
    }

    @Test("a witness that is ahead again, of what was pulled back, stops the signing again")
    func aheadAgain() async throws {
        let author = try Author(try WitnessWorld())
        let (origin, w2) = (author.origin, MemberID(unchecked: "w2"))
        // Of a restore; what was claimed then is held again.
        try author.store.record(
            OwnLogClaim(origin: origin, claimedBy: w2, kind: .ahead, size: 6, at: 1))
        #expect(throws: OwnLogError.claimed(origin: origin, by: w2, .ahead)) {
            try author.append(6)
        }
        let held = try WitnessAuthor(author.world)
        try held.append(6)
        try author.store.admit(held.admitted(6))
        try author.append(1, from: 6)
        author.wire.answers.withLock { $0["w2"] = .conflict(5_000) }
        try await author.submit { author.raised.map(\.size) == [5_000] }
        #expect(throws: OwnLogError.claimed(origin: origin, by: w2, .ahead)) {
            try author.append(1, from: 7)
        }
    }

    @Test("another history that a witness shows stops the signing, though its word was set aside")
    func shownLater() async throws {
        let world = try WitnessWorld()
        let author = try Author(world)
        try author.append(4)
        let (origin, w1) = (author.origin, MemberID(unchecked: "w1"))
        author.wire.answers.withLock {
            $0["w1"] = .refused(status: 422, detail: "The checkpoint does not extend ...")
        }
        try await author.submit { !author.raised.isEmpty }
        #expect(author.raised.map(\.proof) == [nil])
        try author.store.setAside(claimsAbout: origin)
        try author.append(1, from: 4)
        // It has shown more than it will as the witness: its mirror of the log.
        try author.store.record([
            SeenCheckpoint(
                origin: origin, peer: w1,
                record: try #require(author.store.state(of: origin)?.served), seenAt: 1)
        ])
        // A thief with the log key has brought it a history of its own.
        let stolen = LeafLog(try world.logSigner(), entries: 3, branch: 1)
        guard
            case .cosigned = try author.wire.witnesses["w1"]?.addCheckpoint(
                stolen.request(from: 0, to: 3))
        else {
            Issue.record("the thief was not believed")
            return
        }
        author.alarms.withLock { $0 = [] }
        try await author.submit { !author.raised.isEmpty }
        #expect(author.raised.map(\.proof?.size) == [3])
        #expect(throws: OwnLogError.claimed(origin: origin, by: w1, .differs)) {
            try author.append(1, from: 5)
        }
        #expect(try OwnLogProof.size(of: origin, in: author.store) == 3)
    }

    @Test("what a peer shows of another history is kept with its proof, and told once")
    func shownByPeer() async throws {
        let world = try WitnessWorld()
        let author = try Author(world, witnesses: [])
        try author.append(4)
        let shown = try LeafLog(world.logSigner(), entries: 3, branch: 1).checkpoint(3)
            .verified(by: world.logSigner().verifierKey)
        let submitter = WitnessSubmitter(
            member: author.origin.member, store: author.store, transport: author.wire,
            register: try world.register(author.store),
            onAlarm: { claim in author.alarms.withLock { $0.append(claim) } },
            logger: WitnessWorld.quiet)
        let task = Task { await submitter.run() }
        defer { task.cancel() }
        for peer in ["w3", "w3", "w2"] {
            submitter.contradicted(author.origin, by: shown, of: MemberID(unchecked: peer))
        }
        while author.raised.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(author.raised.map(\.claimedBy.rawValue).sorted() == ["w2", "w3"])
        #expect(try author.store.ownLogClaims().map(\.proof?.size) == [3, 3])
    }
}

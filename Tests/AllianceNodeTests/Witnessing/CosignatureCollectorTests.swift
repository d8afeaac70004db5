import AllianceNames
import AllianceNode
import Foundation
import Replication
import Roster
import SQLiteStore
import Testing
import TransparencyLog

@Suite struct CosignatureCollectorTests {
    private let world: WitnessWorld
    private let store = InMemoryLogStore()
    private let collector: CosignatureCollector
    private let time = SettableTime()
    private let hub = MemberID(unchecked: "w1")

    init() throws {
        world = try WitnessWorld()
        collector = CosignatureCollector(
            store: store, register: try world.register(store), clock: time.clock,
            calls: .serial(label: "test"), logger: WitnessWorld.quiet)
    }

    /// An author's log of `count` entries in arrays, and as what a store admits.
    private func log(_ count: Int) throws -> (LeafLog, AdmittedEntries) {
        let batch = try OwnLogFixture.batch(count)
        let log = LeafLog(try world.logSigner(), leaves: batch.leafHashes)
        return (
            log,
            AdmittedEntries(origin: world.origin(), start: 0, slices: batch.slices(from: 0))
        )
    }

    private func cosigned(
        _ log: LeafLog, _ size: Int, _ lines: [(String, UInt64)]
    ) throws -> SignedCheckpoint {
        var signed = try log.checkpoint(size)
        for (name, time) in lines {
            signed.add(try world.cosigner(name).sign(text: signed.note.text, timestamp: time))
        }
        return signed
    }

    @Test("merges what several peers show, once the entries are held")
    func merges() throws {
        let (log, entries) = try log(9)
        collector.offer(
            try cosigned(log, 9, [("w1", 10)]), of: world.origin(), by: hub)
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin()).isEmpty)
        try store.admit(entries)
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin(), size: 9)?.cosignerCount == 1)
        collector.offer(
            try cosigned(log, 9, [("w2", 11), ("w3", 12)]), of: world.origin(),
            by: MemberID(unchecked: "w3"))
        collector.keepWhatIsHeld()
        let kept = try #require(try store.cosigned(of: world.origin(), size: 9))
        #expect(kept.cosignerCount == 3)
        let policy = try #require(world.register(store).newest).witnessPolicy(for: world.origin())
        #expect(policy.time(of: kept) == 11)
    }

    @Test("a text with extension lines takes no place of the one without, whoever signed it")
    func extended() throws {
        let (log, entries) = try log(9)
        let plain = try cosigned(log, 9, [("w1", 10)])
        var extended = try SignedCheckpoint(
            signing: Checkpoint(
                origin: plain.checkpoint.origin, size: 9, root: plain.checkpoint.root,
                extensionLines: ["more"]), by: log.signer)
        extended.add(
            try world.cosigner("w2").sign(text: extended.note.text, timestamp: 11))
        for offered in [plain, extended] {
            collector.offer(offered, of: world.origin(), by: hub)
        }
        try store.admit(entries)
        collector.keepWhatIsHeld()
        let kept = try #require(try store.cosigned(of: world.origin(), size: 9))
        #expect(kept.checkpoint == plain.checkpoint && kept.cosignerCount == 1)
    }

    @Test("keeps no line that does not hold, of a stranger, or under another root")
    func forged() throws {
        let (log, entries) = try log(9)
        try store.admit(entries)
        var signed = try cosigned(log, 9, [("w1", 10)])
        let good = try #require(signed.note.signatures.last)
        signed.add(
            NoteSignature(
                name: try world.cosigner("w2").name,
                keyID: try world.cosigner("w2").verifierKey.keyID, bytes: good.bytes))
        signed.add(
            try NoteSigner(
                name: "w9", seed: [UInt8](repeating: 3, count: 32), algorithm: .cosignatureV1
            ).sign(text: signed.note.text, timestamp: 4))
        collector.offer(signed, of: world.origin(), by: hub)
        let fork = LeafLog(try world.logSigner(), entries: 9, branch: 1)
        collector.offer(
            try cosigned(fork, 8, [("w1", 10), ("w2", 10), ("w3", 10)]), of: world.origin(),
            by: hub)
        // Signed by nobody who may sign for this log.
        let thief = LeafLog(
            try NoteSigner(
                name: world.origin().description, seed: [UInt8](repeating: 5, count: 32)),
            leaves: log.leaves)
        collector.offer(
            try cosigned(thief, 7, [("w1", 10)]), of: world.origin(), by: hub)
        collector.keepWhatIsHeld()
        let kept = try store.cosigned(of: world.origin())
        #expect(kept.map(\.size) == [9])
        #expect(kept[0].cosignatures.map(\.signature) == [good])
    }

    @Test("holds a bounded number of checkpoints that wait, the largest")
    func bounded() throws {
        let (log, entries) = try log(40)
        for size in 1...40 {
            collector.offer(
                try cosigned(log, size, [("w1", 10)]), of: world.origin(), by: hub)
        }
        try store.admit(entries)
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin()).map(\.size) == (33...40).reversed())
    }

    @Test("what a peer makes up keeps nothing of another's out")
    func madeUp() throws {
        let (log, entries) = try log(9)
        let thief = LeafLog(
            try NoteSigner(
                name: world.origin().description, seed: [UInt8](repeating: 5, count: 32)),
            leaves: try LeafLog(world.logSigner(), entries: 400, branch: 1).leaves)
        // Of sizes that nobody holds.
        for size in 300...340 {
            collector.offer(
                try cosigned(thief, size, [("w1", 10)]), of: world.origin(),
                by: MemberID(unchecked: "w3"))
        }
        collector.offer(try cosigned(log, 9, [("w1", 10)]), of: world.origin(), by: hub)
        collector.keepWhatIsHeld()
        try store.admit(entries)
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin()).map(\.size) == [9])
    }

    @Test("of one key two lines of a note are looked at, however many a peer makes up")
    func madeUpLines() throws {
        let (log, entries) = try log(9)
        try store.admit(entries)
        let good = try cosigned(log, 9, [("w1", 10)])
        let key = try world.cosigner("w1").verifierKey
        var madeUp = try log.checkpoint(9)
        for number: UInt8 in 0..<90 {
            madeUp.add(
                NoteSignature(
                    name: key.name, keyID: key.keyID,
                    bytes: [UInt8](repeating: number, count: 72)))
        }
        madeUp.add(try #require(good.note.signatures.last))
        collector.offer(madeUp, of: world.origin(), by: hub)
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin()).isEmpty)
        collector.offer(good, of: world.origin(), by: MemberID(unchecked: "w3"))
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin()).map(\.size) == [9])
    }

    @Test("what a peer makes up again and again is told once")
    func refusedAgain() throws {
        let (log, entries) = try log(9)
        let lines = LoggedLines()
        let collector = CosignatureCollector(
            store: store, register: try world.register(store), clock: time.clock,
            calls: .serial(label: "test"), logger: lines.logger)
        try store.admit(entries)
        let thief = LeafLog(
            try NoteSigner(
                name: world.origin().description, seed: [UInt8](repeating: 5, count: 32)),
            leaves: log.leaves)
        for size in 1...8 {
            collector.offer(
                try cosigned(thief, size, [("w1", 10)]), of: world.origin(), by: hub)
            collector.keepWhatIsHeld()
        }
        #expect(lines.count(of: "a cosigned checkpoint is refused") == 1)
    }

    @Test(
        "what cannot be written is tried again until it can; that is said once, and that it is over"
    )
    func failing() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "collector-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "log.sqlite").path()
        let (store, other) = (try SQLiteLogStore(path: path), try SQLiteLogStore(path: path))
        defer { for store in [store, other] { try? store.close() } }
        let lines = LoggedLines()
        let collector = CosignatureCollector(
            store: store, register: try world.register(store), clock: time.clock,
            calls: .serial(label: "test"), logger: lines.logger)
        let (log, entries) = try log(9)
        try store.admit(entries)
        collector.offer(try cosigned(log, 9, [("w1", 10)]), of: world.origin(), by: hub)
        // Nobody else can write while another process does.
        _ = try other.advanceWitness(of: world.origin(), note: "kept") { _ in
            for _ in 0..<2 { collector.keepWhatIsHeld() }
            return WitnessState(size: 1, root: .zero)
        }
        #expect(lines.all == ["error: cosignatures cannot be kept"])
        #expect(try store.cosigned(of: world.origin()).isEmpty)
        for _ in 0..<2 { collector.keepWhatIsHeld() }
        #expect(lines.all.last == "notice: works again" && lines.all.count == 2)
        #expect(lines.fields.last?["times"] == "2")
        #expect(try store.cosigned(of: world.origin(), size: 9)?.cosignerCount == 1)
    }

    private func authorsLines(_ size: TreeSize) throws -> [UInt64] {
        let key = try world.cosigner("author").verifierKey
        return try store.cosigned(of: world.origin(), size: size)?.cosignatures
            .filter { key.isClaimed(by: $0.signature) }.map(\.time) ?? []
    }

    private func standing() throws -> Freshness {
        let roster = try #require(world.register(store).newest)
        return try MemberFreshness.of(
            world.origin(), roster: roster, store: store, at: time.now)
    }

    private func show(_ log: LeafLog, _ lines: [(String, UInt64)], by peer: String = "w1") throws {
        collector.offer(
            try cosigned(log, 9, lines), of: world.origin(), by: MemberID(unchecked: peer))
        collector.keepWhatIsHeld()
    }

    private func held() throws -> LeafLog {
        let (log, entries) = try log(9)
        try store.admit(entries)
        try store.believe(
            log.checkpoint(9).verified(by: world.logSigner().verifierKey), for: world.origin())
        return log
    }

    private static let year: UInt64 = 365 * 86_400

    @Test("an author whose clock was a year ahead once is fresh with its next line")
    func authorAhead() throws {
        let log = try held()
        let begin = time.now
        try show(log, [("author", begin)])
        try show(log, [("author", begin + Self.year), ("w2", begin + Self.year)])
        // A witness's line is judged by the median.
        #expect(try store.cosigned(of: world.origin(), size: 9)?.cosignerCount == 2)
        #expect(try authorsLines(9) == [begin])
        #expect(try standing() == .fresh(at: begin))
        time.pass(3_000)
        try show(log, [("author", time.now)])
        #expect(try authorsLines(9) == [begin, time.now])
        // Somebody still shows the other one.
        try show(log, [("author", begin + Self.year)], by: "w3")
        time.pass(3_000)
        #expect(try standing() == .fresh(at: time.now - 3_000))
    }

    @Test(
        "what a version before has kept from ahead gives way to the next line, here and further on")
    func keptAhead() throws {
        let log = try held()
        let begin = time.now
        let signed = try cosigned(log, 9, [("author", begin), ("author", begin + Self.year)])
        try store.keep(
            CosignedCheckpoint(
                signed.verified(by: world.logSigner().verifierKey),
                cosigners: [world.cosigner("author").verifierKey]),
            of: world.origin(), durability: .atReturn)
        #expect(try authorsLines(9) == [begin, begin + Self.year])
        time.pass(60)
        try show(log, [("author", time.now)])
        #expect(try authorsLines(9) == [begin, time.now])
    }

    @Test("a node whose clock is behind keeps the same as others, only later")
    func nodeBehind() throws {
        let log = try held()
        let line = time.now + 1_200
        try show(log, [("author", line), ("w2", line)])
        #expect(try authorsLines(9) == [])
        time.pass(599)
        collector.keepWhatIsHeld()
        #expect(try authorsLines(9) == [])
        time.pass(1)
        collector.keepWhatIsHeld()
        #expect(try authorsLines(9) == [line])
        #expect(try standing() == .fresh(at: line))
    }

    @Test("lines from ahead keep nothing out that waits for its entries")
    func aheadTakesNoPlace() throws {
        let (log, entries) = try log(40)
        try store.admit(entries)
        for size in 21...40 {
            collector.offer(
                try cosigned(log, size, [("author", time.now + Self.year)]), of: world.origin(),
                by: hub)
        }
        collector.keepWhatIsHeld()
        collector.offer(try cosigned(log, 9, [("w2", 10)]), of: world.origin(), by: hub)
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin()).map(\.size) == [9])
        // Of those that wait the largest is left.
        time.pass(Self.year)
        collector.keepWhatIsHeld()
        #expect(try store.cosigned(of: world.origin()).map(\.size) == [40, 9])
    }
}

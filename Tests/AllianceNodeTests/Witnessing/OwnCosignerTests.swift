import AllianceNames
import AllianceNode
import NodeAPI
import Peering
import Replication
import Roster
import Synchronization
import Testing
import TransparencyLog

/// A cosigner key that is made beside the one in use.
@Suite struct OwnCosignerTests {
    private let world: WitnessWorld
    /// Once the register names the further key, and has it count.
    private let named: WitnessWorld
    private let further: NoteSigner
    private let log: LeafLog
    private let store = InMemoryLogStore()

    init() throws {
        world = try WitnessWorld()
        further = try world.furtherCosigner("w1")
        named = try world.naming(further, of: "w1")
        log = LeafLog(try world.logSigner(), entries: 20)
    }

    private func witness(
        _ register: RosterRegister, _ keys: OwnCosigner
    ) -> StoredWitness {
        StoredWitness(
            member: MemberID(unchecked: "w1"), store: store, register: register, keys: keys,
            clock: WitnessWorld.clock(), logger: WitnessWorld.quiet)
    }

    /// Who of both has cosigned a note.
    private func signers(of note: String) throws -> [String] {
        let verified = try SignedCheckpoint(parsing: note).verified(by: log.signer.verifierKey)
        var signers: [String] = []
        for (name, key) in [
            ("first", try world.cosigner("w1").verifierKey), ("further", further.verifierKey),
        ] where try !verified.cosignatures(by: [key]).isEmpty { signers.append(name) }
        return signers
    }

    private func signers(_ witness: StoredWitness, from: Int, to: Int) throws -> [String] {
        guard case .cosigned(let line) = try witness.addCheckpoint(log.request(from: from, to: to))
        else { return ["conflict"] }
        return try signers(
            of: "\(log.checkpoint(to))\(String(decoding: line, as: UTF8.self))")
    }

    @Test("a further key signs nothing before the register names it, and alone from then on")
    func whileRunning() throws {
        let made = Mutex<[NoteSigner]>([try world.cosigner("w1")])
        let keys = try OwnCosigner(member: MemberID(unchecked: "w1")) { made.withLock { $0 } }
        let register = try world.register(store)
        let witness = witness(register, keys)
        #expect(try signers(witness, from: 0, to: 7) == ["first"])
        made.withLock { $0.append(further) }
        #expect(try signers(witness, from: 7, to: 9) == ["first"])
        let shown = try #require(try witness.cosigned(world.origin()))
        #expect(try signers(of: String(decoding: shown, as: UTF8.self)) == ["first"])

        try named.arrive(at: register)
        #expect(try signers(witness, from: 9, to: 12) == ["further"])
        // Also what was shown within the minute.
        let again = try #require(try witness.cosigned(world.origin()))
        #expect(try signers(of: String(decoding: again, as: UTF8.self)) == ["further"])
    }

    @Test("what was cosigned with the key before is not contradicted with the further one")
    func oneRecord() throws {
        let before = witness(try world.register(store), try world.cosignerKeys("w1"))
        #expect(try signers(before, from: 0, to: 7) == ["first"])
        let fork = LeafLog(try world.logSigner(), entries: 20, branch: 1)
        let named = try named.register(store)
        let after = witness(named, try world.cosignerKeys("w1", further: [further]))
        for (from, to) in [(7, 7), (7, 9)] {
            #expect(throws: PeerProblem.self) {
                try after.addCheckpoint(fork.request(from: from, to: to))
            }
        }
        #expect(try after.addCheckpoint(log.request(from: 0, to: 5)) == .conflict(7))
        // Without the further one nothing is cosigned at all: the one before does not count any more.
        let without = witness(named, try world.cosignerKeys("w1"))
        for (from, to) in [(7, 7), (7, 9), (0, 5)] {
            let problem = #expect(throws: PeerProblem.self) {
                try without.addCheckpoint(log.request(from: from, to: to))
            }
            #expect(problem?.status == 503)
        }
    }

    @Test("stopped with a key that is not named yet, or is named since, a witness goes on with one")
    func restarted() throws {
        let waiting = witness(
            try world.register(store), try world.cosignerKeys("w1", further: [further]))
        #expect(try signers(waiting, from: 0, to: 3) == ["first"])
        let after = witness(
            try named.register(store), try named.cosignerKeys("w1", further: [further]))
        #expect(try signers(after, from: 3, to: 7) == ["further"])
        // The first was deleted, or lost.
        let further = further
        let alone = witness(
            try named.register(store),
            try OwnCosigner(member: MemberID(unchecked: "w1")) { [further] })
        #expect(try signers(alone, from: 7, to: 9) == ["further"])
    }

    @Test("keys that could not be read when the register named one are looked for again")
    func unreadable() throws {
        struct Broken: Error {}
        let (first, further) = (try world.cosigner("w1"), further)
        let here = Mutex<[NoteSigner]?>([first])
        let keys = try OwnCosigner(member: MemberID(unchecked: "w1")) {
            guard let held = here.withLock({ $0 }) else { throw Broken() }
            return held
        }
        let newest = try #require(try named.register(store).newest)
        here.withLock { $0 = nil }
        #expect(keys.signer(by: newest)?.verifierKey == first.verifierKey)
        here.withLock { $0 = [first, further] }
        #expect(keys.signer(by: newest)?.verifierKey == further.verifierKey)
    }

    @Test("one that was lost before another is admitted leaves nothing to cosign with")
    func lost() throws {
        let further = further
        let keys = try OwnCosigner(member: MemberID(unchecked: "w1")) { [further] }
        let register = try world.register(store)
        let witness = witness(register, keys)
        #expect(try !witness.isWitness(#require(register.newest)))
        #expect(try witness.cosigned(world.origin()) == nil)
        let problem = #expect(throws: PeerProblem.self) {
            try witness.addCheckpoint(log.request(from: 0, to: 3))
        }
        #expect(problem?.status == 503)
        try named.arrive(at: register)
        #expect(try witness.isWitness(#require(register.newest)))
    }

    @Test("a key that is admitted and does not count as a witness leaves the one that does in use")
    func admittedOnly() throws {
        let admitted = try world.naming(further, of: "w1", counts: false)
        let keys = try world.cosignerKeys("w1", further: [further])
        let witness = witness(try admitted.register(store), keys)
        #expect(try signers(witness, from: 0, to: 7) == ["first"])
        // Where the one that does is gone, lines of the other count for nobody.
        let further = further
        let alone = self.witness(
            try admitted.register(InMemoryLogStore()),
            try OwnCosigner(member: MemberID(unchecked: "w1")) { [further] })
        let newest = try #require(try admitted.register(InMemoryLogStore()).newest)
        #expect(!alone.isWitness(newest) && witness.isWitness(newest))
        // Of who is no witness it is the newest.
        let author = try world.furtherCosigner("author")
        let roster = try #require(
            try world.naming(author, of: "author", counts: false)
                .register(InMemoryLogStore()).newest)
        let own = try world.cosignerKeys("author", further: [author])
        #expect(own.signer(by: roster)?.verifierKey == author.verifierKey)
    }
}

import AllianceNames
import AllianceNode
import Replication
import Roster
import Testing
import TransparencyLog

@Suite struct OwnLogComparisonTests {
    private let world: WitnessWorld
    private let author: WitnessAuthor
    /// Who is waited for for as long as a busy machine takes.
    private let peers = InMemoryPeers(sleep: { _ in try? await Task.sleep(for: .seconds(3_600)) })

    init() throws {
        world = try WitnessWorld()
        author = try WitnessAuthor(world)
        try author.append(4)
    }

    /// A peer that shows this checkpoint of the author's log, or has none.
    private func connect(_ name: String, _ note: String?) {
        peers.connect(MemberID(unchecked: name)) { (_, _) throws(PeerError) in
            guard let note else { throw .refused(status: 404, detail: "none") }
            return Array(note.utf8)
        }
    }

    private func run(at time: UInt64 = WitnessWorld.start, boot: String = "a") async throws -> Int {
        let comparison = OwnLogComparison(
            member: author.origin.member, store: author.store,
            transport: peers.transport(of: author.origin.member),
            clock: WitnessWorld.clock(time), boot: boot)
        let roster = try #require(world.register(author.store).newest)
        return try await comparison.run(author.origin, in: roster)
    }

    private func note(_ leaves: [Digest], _ size: Int) throws -> String {
        try LeafLog(world.logSigner(), leaves: leaves).checkpoint(size).description
    }

    @Test("what others hold and agrees is no hindrance")
    func agrees() async throws {
        connect("w1", try note(author.leaves(4), 3))
        connect("w2", nil)
        #expect(try await run() == 2)
        try author.append(1, from: 4)
        #expect(try author.store.ownLogClaims().isEmpty)
    }

    @Test("a larger tree with the own signature keeps the log from being signed")
    func ahead() async throws {
        let leaves = try author.leaves(4) + [MerkleHash.leaf([7])]
        connect("w1", try note(leaves, 5))
        connect("w2", try note(leaves, 2))
        _ = try await run()
        #expect(
            throws: OwnLogError.peerAhead(
                origin: author.origin, peer: MemberID(unchecked: "w1"), seen: 5, held: 4)
        ) {
            try author.append(1, from: 4)
        }
    }

    @Test("another history with the own signature is a claim, and nothing is signed")
    func differs() async throws {
        connect("w2", try note((0..<4).map { MerkleHash.leaf([$0]) }, 3))
        _ = try await run()
        #expect(
            throws: OwnLogError.claimed(
                origin: author.origin, by: MemberID(unchecked: "w2"), .differs)
        ) {
            try author.append(1, from: 4)
        }
    }

    @Test("another history that is shown counts, though the word of the same member was set aside")
    func shownLater() async throws {
        let w1 = MemberID(unchecked: "w1")
        try author.store.record(
            OwnLogClaim(
                origin: author.origin, claimedBy: w1, kind: .differs, size: 4, at: 1))
        try author.store.setAside(claimsAbout: author.origin)
        connect("w1", try note(author.leaves(4), 4))
        _ = try await run()
        #expect(try OwnLogProof.size(of: author.origin, in: author.store) == nil)
        try author.append(1, from: 4)
        // It is smaller than what is held, and than what w1 has shown before.
        connect("w1", try note((0..<4).map { MerkleHash.leaf([$0]) }, 3))
        _ = try await run()
        #expect(throws: OwnLogError.claimed(origin: author.origin, by: w1, .differs)) {
            try author.append(1, from: 5)
        }
        // What keeps a person from setting it aside.
        #expect(try OwnLogProof.size(of: author.origin, in: author.store) == 3)
    }

    @Test("what is not signed with the own key says nothing")
    func forged() async throws {
        let thief = try NoteSigner(
            name: author.origin.description, seed: [UInt8](repeating: 1, count: 32))
        connect(
            "w1", try LeafLog(thief, leaves: author.leaves(4)).checkpoint(4).description)
        connect("w2", "garbage")
        #expect(try await run() == 0)
        try author.append(1, from: 4)
    }

    @Test("it is due at each start of the machine and every ten minutes")
    func due() async throws {
        let start = WitnessWorld.start
        func isDue(_ after: UInt64, boot: String = "a") throws -> Bool {
            try OwnLogComparison.isDue(
                author.origin, in: author.store, at: start + after, boot: boot)
        }
        #expect(try isDue(0))
        connect("w1", nil)
        #expect(try await run() == 1)
        #expect(try !isDue(599_999))
        #expect(try isDue(600_000))
        #expect(try isDue(1, boot: "b"))
        // A clock that went back says nothing.
        #expect(
            try OwnLogComparison.isDue(author.origin, in: author.store, at: start - 1, boot: "a"))
    }
}

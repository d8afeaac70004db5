import AllianceNames
import Replication
import Testing
import TransparencyLog

/// From what a follower finds to what convinces others.
@Suite struct ForkProvingTests {
    private func finding(_ left: WrittenLog, _ right: WrittenLog) throws -> ForkFinding {
        ForkFinding(
            origin: left.origin,
            contradiction: left.size == right.size ? .twoRoots : .notExtended,
            believed: CheckpointRecord(try left.verified()),
            offered: CheckpointRecord(try right.verified()), offeredBy: .hub, foundAt: 1)
    }

    @Test(
        "the tiles of the larger tree make the proof, wherever the sizes lie",
        arguments: [
            (0, 1, 1), (0, 1, 2), (200, 100, 101), (200, 56, 400), (10, 246, 1_000),
            (256, 256, 512), (100, 500, 70_000), (65_000, 536, 6_000), (65_536, 100, 65_600),
        ])
    func fromTiles(common: Int, left: Int, right: Int) throws {
        let (left, right) = try fork(common: common, left, right)
        for finding in [try finding(left, right), try finding(right, left)] {
            var proving = try #require(ForkProving(finding, key: left.key))
            let missing = proving.missing
            #expect(missing.count <= 12)
            #expect(missing.isEmpty == (left.size == right.size))
            if !missing.isEmpty {
                #expect(proving.proof == nil)
                #expect(throws: TransparencyLogError.self) {
                    var proving = proving
                    try proving.accept(
                        missing.map { ($0, [UInt8](repeating: 0, count: $0.byteCount)) })
                }
                try proving.accept(missing.map { ($0, right.tile($0)) })
            }
            #expect(proving.missing.isEmpty)
            let proof = try #require(proving.proof)
            let parsed = try ForkProof(parsing: proof.proof.description)
            #expect(try parsed.verified(by: left.key) == proof)
        }
    }

    @Test("two checkpoints of one history make no proof")
    func honest() throws {
        let (left, _) = try fork(common: 700, 1, 1)
        let finding = ForkFinding(
            origin: left.origin, contradiction: .notExtended,
            believed: CheckpointRecord(try left.verified(300)),
            offered: CheckpointRecord(try left.verified()), offeredBy: nil, foundAt: 1)
        var proving = try #require(ForkProving(finding, key: left.key))
        try proving.accept(proving.missing.map { ($0, left.tile($0)) })
        #expect(proving.missing.isEmpty && proving.proof == nil)
    }

    @Test(
        "a follower proves what it found with the hashes it has just verified, or with its own",
        arguments: [(100, 100), (100, 120), (100, 5_000), (500, 100), (5_000, 100)])
    func atOnce(held: Int, offered: Int) throws {
        let (left, right) = try fork(common: 200, held, offered)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.peers[.hub] = right.peer()
        run.offer(try left.signed(), by: .author)
        run.offer(try right.signed(), by: .hub)
        #expect(run.findings.count == 1)
        let proof = try #require(run.proofs.first)
        #expect(run.proofs.count == 1)
        #expect(
            [proof.proof.smaller.checkpoint.size, proof.proof.larger.checkpoint.size]
                == [left.size, right.size].sorted())
    }

    @Test("a proof from elsewhere freezes the log, and nothing more is fetched of it")
    func fromElsewhere() throws {
        let (left, right) = try fork(common: 200, 100, 300)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.offer(try left.signed(250), by: .author)
        #expect(try run.store.state(of: left.origin)?.size == 250)
        let finding = try finding(left, right)
        run.handle(.forked(finding))
        let asked = run.asked.count
        run.offer(try left.signed(), by: .author)
        #expect(run.asked.count == asked)
        #expect(run.follower.held.frozen == finding)
        #expect(run.findings.isEmpty, "it is not this node's own finding")
    }
}

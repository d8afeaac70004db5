import AllianceNames
import Replication
import Roster
import Testing
import TransparencyLog

/// A log that its author brings and that a follower of the same record fetches from others: the two may believe
/// checkpoints of two branches.
@Suite struct MirrorDoubtTests {
    private func refusal(_ body: () throws -> Void) -> MirrorRefusal? {
        do {
            try body()
            return nil
        } catch {
            return error as? MirrorRefusal
        }
    }

    /// Brings the rest of the log as its author does, as often as the mirror says that it stands elsewhere.
    /// - Returns: the proof that it ends with, and after how many requests.
    private func proof(
        by author: WrittenLog, to mirror: TestMirror, _ scope: LogScope = .open
    ) throws -> (proof: VerifiedForkProof, requests: Int)? {
        for requests in 1...9 {
            do {
                let held = try mirror.held.size
                guard try mirror.add(author.addEntries(held..<author.size)) == nil else {
                    return nil
                }
                return nil
            } catch MirrorRefusal.frozen {
                return mirror.forks.last.map { ($0, requests) }
            } catch MirrorRefusal.conflict(let info) {
                let judgement = try mirror.add(
                    author.addCheckpoint(from: info.pending),
                    oldRoot: author.root(at: info.pending), scope)
                if case .forked(let proof) = judgement { return (proof, requests + 1) }
            }
        }
        return nil
    }

    @Test(
        "entries that another believed checkpoint's tree does not have prove the fork by themselves",
        arguments: [
            (0, 1, 40), (100, 150, 1_000), (100, 256, 1_000), (100, 300, 700), (300, 512, 520),
            (600, 700, 701), (600, 767, 768), (5, 255, 256),
        ], [false, true])
    func provenByEntries(_ sizes: (common: Int, other: Int, size: Int), isPartHeld: Bool) throws {
        let (author, other) = try fork(
            common: sizes.common, sizes.size - sizes.common, sizes.other - sizes.common)
        let mirror = TestMirror(author)
        _ = try mirror.add(author.addCheckpoint(from: 0))
        try mirror.store.believe(other.verified(), for: other.origin)
        let held = TreeSize(isPartHeld ? sizes.common / 2 : 0)
        if held > 0 { try mirror.store.admit(other.admitted(0..<held)) }
        let request = try author.addEntries(held..<author.size)
        #expect(refusal { try mirror.add(request) } == .frozen)
        let proof = try #require(mirror.forks.first?.proof)
        #expect(proof.smaller.checkpoint.size == other.size)
        #expect(proof.larger.checkpoint.size == author.size)
        #expect(try mirror.held.size == held, "none of them is held")
    }

    @Test(
        "what a follower has stored meanwhile of another branch is a fork by what the author brings next",
        arguments: [20, 255, 256, 300, 512, 599])
    func followedMeanwhile(followed: Int) throws {
        let (author, other) = try fork(common: 10, 590, followed - 10)
        let mirror = TestMirror(author)
        _ = try mirror.add(author.addCheckpoint(from: 0))
        var run = try FollowerRun(author, store: mirror.store)
        run.peers[.hub] = other.peer()
        run.offer(try other.signed(), by: .hub)
        try #require(try mirror.held.served?.size == other.size)
        try #require(try mirror.held.target?.size == author.size)
        #expect(run.findings.isEmpty, "nobody shows the larger one's tree")
        let found = try #require(try proof(by: author, to: mirror))
        #expect(found.requests <= 2)
        #expect(found.proof.proof.smaller.checkpoint.size == other.size)
        #expect(found.proof.proof.larger.checkpoint.size == author.size)
        #expect(try mirror.held.edge.root == other.root, "the branches are not mixed")
    }

    @Test(
        "so it is of a log that the register has ended, and then its branch takes the other's place",
        arguments: [20, 256, 300])
    func endedMeanwhile(followed: Int) throws {
        let (author, other) = try fork(common: 10, 590, followed - 10)
        let mirror = TestMirror(author)
        _ = try mirror.add(author.addCheckpoint(from: 0))
        try other.store(into: mirror.store)
        let scope = LogScope.until(size: 400, root: author.root(at: 400))
        let found = try #require(try proof(by: author, to: mirror, scope))
        _ = try mirror.store.keep(EvidenceRecord(fork: found.proof, shownBy: nil, keptAt: 1))
        try mirror.bring(author, author.size, scope)
        #expect(try mirror.held.isSettled && mirror.held.size == 10)
        try mirror.add(author.addEntries(10..<author.size), scope)
        #expect(try mirror.held.edge.root == author.root)
    }

    @Test("and by the first peer that shows a follower the larger one, if that is before")
    func shownMeanwhile() throws {
        let (author, other) = try fork(common: 10, 590, 290)
        let mirror = TestMirror(author)
        _ = try mirror.add(author.addCheckpoint(from: 0))
        var run = try FollowerRun(author, store: mirror.store)
        run.peers[.hub] = other.peer()
        run.offer(try other.signed(), by: .hub)
        run.peers[.mirror] = author.peer()
        run.offer(try author.signed(), by: .mirror)
        #expect(run.findings.map(\.believed.size) == [300])
        #expect(run.findings.map(\.offered.size) == [600])
        #expect(run.proofs.count == 1)
    }

    @Test("of several that are believed below the largest, the author is asked about each in turn")
    func severalInDoubt() throws {
        let (author, other) = try fork(common: 10, 990, 140)
        let mirror = TestMirror(author)
        for checkpoint in [
            try author.verified(100), try other.verified(150), try author.verified(),
        ] {
            try mirror.store.believe(checkpoint, for: author.origin)
        }
        try mirror.store.admit(other.admitted(0..<20))
        let found = try #require(try proof(by: author, to: mirror))
        // Entries, from 100; entries, from 150.
        #expect(found.requests == 3)
        #expect(found.proof.proof.smaller.checkpoint.size == 150)
    }

    @Test(
        "wrong entries are a conflict once, until it is proven that what is believed is one history"
    )
    func wrongEntries() throws {
        let (log, other) = try fork(common: 10, 590, 590)
        let mirror = TestMirror(log)
        try log.store(into: mirror.store, signing: [300])
        _ = try mirror.add(log.addCheckpoint(from: 300))
        let wrong = try other.addEntries(300..<600)
        #expect(
            refusal { try mirror.add(wrong) } == .conflict(MirrorInfo(pending: 300, next: 300)))
        let proven = try log.addCheckpoint(from: 300)
        let unproven = AddCheckpointRequest(
            oldSize: 300, path: proven.path.map { _ in .zero }, checkpoint: proven.checkpoint)
        for request in [unproven, proven] {
            #expect(refusal { try mirror.add(wrong) }?.status == 409)
            guard case .known = try mirror.add(request, oldRoot: log.root(at: 300)) else {
                Issue.record("not known")
                return
            }
        }
        for _ in 0..<2 { #expect(refusal { try mirror.add(wrong) }?.status == 422) }
        #expect(mirror.forks.isEmpty)
        #expect(try mirror.add(log.addEntries(300..<600)) == nil)
        #expect(try mirror.held.edge.root == log.root)
    }

    @Test("a lie about an older tree proves nothing")
    func lie() throws {
        let (author, other) = try fork(common: 10, 590, 290)
        let mirror = TestMirror(author)
        _ = try mirror.add(author.addCheckpoint(from: 0))
        try mirror.store.believe(other.verified(), for: other.origin)
        for root in [nil, .zero, other.root, author.root(at: 299)] as [Digest?] {
            let judgement = try mirror.add(author.addCheckpoint(from: 300), oldRoot: root)
            guard case .known = judgement else {
                Issue.record("not known")
                continue
            }
        }
    }
}

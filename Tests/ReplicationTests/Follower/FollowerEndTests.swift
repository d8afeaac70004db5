import AllianceNames
import Replication
import Roster
import Testing
import TransparencyLog

/// Who has stolen a log's key has signed more than its author, and that is believed; then the roster ends the log,
/// and the author's own, smaller checkpoint counts.
@Suite struct FollowerEndTests {
    /// What a node holds that has seen the thief's branch: `served` entries under a checkpoint, more up to `held`
    /// below those that are promised.
    private func robbed(
        _ thief: WrittenLog, served: TreeSize, held: TreeSize, promised: [TreeSize],
        settled: ForkSettlement? = nil
    ) throws -> InMemoryLogStore {
        let store = InMemoryLogStore()
        if served > 0 { try thief.store(into: store, signing: [served]) }
        if let settled { try store.settle(thief.origin, settled) }
        for size in promised { try store.believe(thief.verified(size), for: thief.origin) }
        if held > served { try store.admit(thief.admitted(served..<held)) }
        return store
    }

    private func end(_ log: WrittenLog) -> LogScope {
        .until(size: 300, root: log.root(at: 300))
    }

    private func expectFollowed(
        _ author: WrittenLog, to size: TreeSize, in run: FollowerRun, dropped: [TreeSize],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let state = try #require(
            try run.store.state(of: author.origin), sourceLocation: sourceLocation)
        #expect(state.size == size, sourceLocation: sourceLocation)
        #expect(state.edge.root == author.root(at: size), sourceLocation: sourceLocation)
        #expect(state.served?.size == size, sourceLocation: sourceLocation)
        #expect(state.target == state.served, sourceLocation: sourceLocation)
        #expect(state.frozen == nil, sourceLocation: sourceLocation)
        let kept = try run.store.droppedCheckpoints(of: author.origin).map(\.size)
        #expect(kept == dropped, "what was signed beyond", sourceLocation: sourceLocation)
        #expect(run.inMemory.isEmpty, sourceLocation: sourceLocation)
    }

    @Test(
        "what is promised beyond the end gives way to the smaller checkpoint of the author",
        arguments: [[1_000], [250, 300, 310, 1_000]] as [[TreeSize]], [300, 310] as [TreeSize])
    func promised(sizes: [TreeSize], shown: TreeSize) throws {
        let (author, thief) = try fork(common: 200, 110, 800)
        for held in [0, 180, 200] as [TreeSize] {
            let store = try robbed(thief, served: held, held: held, promised: sizes)
            var run = try FollowerRun(author, store: store, scope: end(author))
            run.peers[.hub] = author.peer()
            run.offer(try author.signed(shown), by: .hub)
            try expectFollowed(author, to: shown, in: run, dropped: [1_000])
            #expect(run.findings.isEmpty && run.refusals.isEmpty)
            #expect(try store.forkedLogs().isEmpty && store.takenOutCount() == 0)
            // The thief goes on, and others go on showing what he has signed.
            run.peers[.mirror] = thief.peer()
            run.offer(try thief.signed(), by: .mirror)
            run.wake()
            try expectFollowed(author, to: shown, in: run, dropped: [1_000])
        }
    }

    @Test("so it does after a restart between giving up and going on")
    func restarted() throws {
        let (author, thief) = try fork(common: 200, 110, 800)
        let store = try robbed(thief, served: 180, held: 180, promised: [300, 1_000])
        var run = try FollowerRun(author, store: store, scope: end(author))
        // Proves that its checkpoint is of the roster's branch, and is gone.
        run.peers[.hub] = silent(author.peer(), after: 3)
        run.offer(try author.signed(), by: .hub)
        let state = try #require(try store.state(of: author.origin))
        #expect(state.isSettled && state.size == 180 && state.target?.size == 180)
        run = try FollowerRun(author, store: store, scope: end(author))
        run.peers[.hub] = author.peer()
        run.offer(try author.signed(), by: .hub)
        try expectFollowed(author, to: 310, in: run, dropped: [1_000])
    }

    @Test("a checkpoint too small to reach the end does not keep one from it that does")
    func doubtful() throws {
        let (author, thief) = try fork(common: 120, 190, 880)
        let store = try robbed(thief, served: 100, held: 100, promised: [150, 1_000])
        var run = try FollowerRun(author, store: store, scope: end(author))
        run.peers[.mirror] = author.peer()
        run.peers[.hub] = author.peer()
        // The store refuses it: at 150 another root is believed.
        run.offer(try author.signed(200), by: .mirror)
        run.offer(try author.signed(), by: .hub)
        for _ in 0..<9 { run.wake() }
        try expectFollowed(author, to: 310, in: run, dropped: [1_000])
        #expect(run.findings.isEmpty && run.refusals.isEmpty)
    }

    @Test(
        "who holds a part of the thief's branch, over the end and below its checkpoint, finds the fork",
        arguments: [300, 310] as [TreeSize])
    func partHeld(shown: TreeSize) throws {
        let (author, thief) = try fork(common: 200, 110, 800)
        let store = try robbed(thief, served: 100, held: 500, promised: [1_000])
        var run = try FollowerRun(author, store: store, scope: end(author))
        run.peers[.hub] = author.peer()
        run.offer(try author.signed(shown), by: .hub)
        let finding = try #require(run.findings.first)
        #expect(run.findings.count == 1 && run.refusals.isEmpty)
        #expect(finding.believed.size == 1_000 && finding.offered.size == shown)
        #expect(try store.state(of: author.origin)?.frozen == finding)
        // As a node settles it, which finds where the two part.
        try store.settle(
            author.origin,
            ForkSettlement(prefix: 200, end: 300, root: author.root(at: 300)))
        run.handle(.held(try #require(try store.state(of: author.origin))))
        try expectFollowed(author, to: shown, in: run, dropped: [1_000])
    }

    @Test(
        "entries beyond the end that no checkpoint proves give way, whether or not the two part there",
        arguments: [310, 330] as [TreeSize], [false, true])
    func heldBeyond(shown: TreeSize, isSettled: Bool) throws {
        let (author, thief) = try fork(common: 320, 80, 680)
        let settled = ForkSettlement(prefix: 100, end: 300, root: author.root(at: 300))
        let store = try robbed(
            thief, served: 100, held: 350, promised: [1_000], settled: isSettled ? settled : nil)
        var run = try FollowerRun(author, store: store, scope: end(author))
        run.peers[.hub] = author.peer()
        run.offer(try author.signed(shown), by: .hub)
        try expectFollowed(author, to: shown, in: run, dropped: [1_000])
        #expect(run.findings.isEmpty && run.refusals.isEmpty)
        #expect(try store.takenOutCount() == 1)
    }

    @Test(
        "a log that is settled is not held up by what is promised, or held, beyond the end anew",
        arguments: [(100, 350), (100, 1_000), (350, 1_000), (310, 390)] as [(TreeSize, TreeSize)])
    func promisedAgain(held: TreeSize, promised: TreeSize) throws {
        let (author, thief) = try fork(common: 305, 95, 695)
        let settled = ForkSettlement(prefix: 100, end: 300, root: author.root(at: 300))
        let store = try robbed(
            thief, served: 100, held: held, promised: [promised], settled: settled)
        var run = try FollowerRun(author, store: store, scope: end(author))
        run.peers[.hub] = author.peer()
        run.offer(try author.signed(), by: .hub)
        try expectFollowed(author, to: 400, in: run, dropped: [promised])
        #expect(run.findings.isEmpty && run.refusals.isEmpty)
    }

    @Test("what is promised and can be had still is: nothing gives way then")
    func kept() throws {
        let (author, _) = try fork(common: 200, 700, 800)
        let store = try robbed(author, served: 100, held: 350, promised: [900])
        var run = try FollowerRun(author, store: store, scope: end(author))
        run.peers[.hub] = author.peer()
        run.offer(try author.signed(), by: .hub)
        run.offer(try author.signed(320), by: .mirror)
        try expectFollowed(author, to: 900, in: run, dropped: [])
        #expect(run.settlements.isEmpty)
    }
}

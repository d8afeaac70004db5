import AllianceNames
import Replication
import Roster
import Testing
import TransparencyLog

@Suite struct FollowerForkTests {
    private func expectFrozen(
        _ run: FollowerRun, _ contradiction: ForkFinding.Contradiction, _ believed: TreeSize,
        _ offered: TreeSize, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let state = try run.store.state(of: run.follower.origin)
        let finding = try #require(state?.frozen, sourceLocation: sourceLocation)
        #expect(run.findings == [finding], sourceLocation: sourceLocation)
        #expect(finding.contradiction == contradiction, sourceLocation: sourceLocation)
        #expect(finding.believed.size == believed, sourceLocation: sourceLocation)
        #expect(finding.offered.size == offered, sourceLocation: sourceLocation)
        #expect(run.refusals.isEmpty, "no peer is blamed", sourceLocation: sourceLocation)
        #expect(run.inMemory.isEmpty, sourceLocation: sourceLocation)
    }

    @Test("two roots for one size freeze the log, though neither was followed yet")
    func twoRoots() throws {
        let (left, right) = try fork(common: 200, 100, 100)
        var run = try FollowerRun(left)
        run.offer(try left.signed(), by: .author)
        run.offer(try right.signed(), by: .hub)
        run.uptime = .seconds(1)
        try #require(run.findings.count == 1)
        let state = try #require(try run.store.state(of: left.origin))
        #expect(state.frozen == run.findings[0] && state.size == 0)
        #expect(state.frozen?.contradiction == .twoRoots)
        #expect(state.frozen?.offeredBy == .hub)
    }

    @Test("another root for the size that is held freezes the log")
    func otherRootOfHeld() throws {
        let (left, right) = try fork(common: 200, 100, 100)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.offer(try left.signed(), by: .author)
        run.offer(try right.signed(), by: .hub)
        try expectFrozen(run, .twoRoots, 300, 300)
    }

    @Test(
        "a larger checkpoint that does not extend what is held freezes the log",
        arguments: [(300, 320), (300, 5_000), (5_000, 5_100), (3_000, 9_000)])
    func notExtended(held: Int, offered: Int) throws {
        let (left, right) = try fork(common: 200, held - 200, offered - 200)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.peers[.hub] = right.peer()
        run.offer(try left.signed(), by: .author)
        run.offer(try right.signed(), by: .hub)
        try expectFrozen(run, .notExtended, TreeSize(held), TreeSize(offered))
        #expect(try run.store.state(of: left.origin)?.size == left.size)
    }

    @Test("an older checkpoint that what is held does not extend freezes the log")
    func olderOfOtherHistory() throws {
        let (left, right) = try fork(common: 200, 500, 100)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.offer(try left.signed(), by: .author)
        run.offer(try right.signed(), by: .mirror)
        try expectFrozen(run, .notExtended, 700, 300)
    }

    @Test("an older checkpoint of the same history is a mirror that lags, and nothing else")
    func laggingMirror() throws {
        let (left, _) = try fork(common: 200, 500, 1)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.offer(try left.signed(), by: .author)
        for size in [0, 1, 200, 256, 699, 700] as [TreeSize] {
            run.offer(try left.signed(size), by: .mirror)
        }
        #expect(run.findings.isEmpty && run.refusals.isEmpty)
        #expect(try run.store.state(of: left.origin)?.frozen == nil)
    }

    @Test("a checkpoint that contradicts one that is believed but not yet held freezes the log")
    func contradictsTarget() throws {
        let (left, right) = try fork(common: 3_000, 7_000, 9_000)
        var run = try FollowerRun(left, limits: .ofFewBundles)
        run.peers[.author] = silent(left.peer(), after: 21)
        run.offer(try left.signed(), by: .author)
        let state = try #require(try run.store.state(of: left.origin))
        #expect(state.size < 3_000 && state.size > 0 && state.target?.size == left.size)
        // What is held agrees with both; the believed checkpoint does not.
        run.peers[.hub] = right.peer()
        run.offer(try right.signed(), by: .hub)
        let frozen = try #require(try run.store.state(of: left.origin)?.frozen)
        #expect(frozen.believed.size == left.size && frozen.offered.size == right.size)
    }

    @Test("a smaller checkpoint of the other history is found out when only it can be followed")
    func contradictsHeldPart() throws {
        let (left, right) = try fork(common: 1_000, 9_000, 7_000)
        var run = try FollowerRun(left, limits: .ofFewBundles)
        run.peers[.author] = silent(left.peer(), after: 31)
        run.offer(try left.signed(), by: .author)
        let state = try #require(try run.store.state(of: left.origin))
        #expect(state.size > 1_000 && state.size < 8_000)
        run.peers[.hub] = right.peer()
        run.offer(try right.signed(), by: .hub)
        let frozen = try #require(try run.store.state(of: left.origin)?.frozen)
        #expect(frozen.believed.size == left.size && frozen.offered.size == right.size)
    }

    @Test("so is one that a smaller one of several contradicts that are believed and not yet held")
    func contradictsOneOfTheBelieved() throws {
        let (left, right) = try fork(common: 120, 190, 880)
        let store = InMemoryLogStore()
        try right.store(into: store, signing: [100])
        for size in [150, 1_000] as [TreeSize] {
            try store.believe(right.verified(size), for: right.origin)
        }
        var run = try FollowerRun(left, store: store)
        run.peers[.hub] = left.peer()
        run.offer(try left.signed(), by: .hub)
        // The store has refused it.
        #expect(run.findings.isEmpty)
        run.wake()
        try expectFrozen(run, .notExtended, 150, 310)
        #expect(run.proofs.count == 1)
    }

    @Test(
        "so is one that was believed first and never reached, and what extends it",
        arguments: [600, 1_000, 9_000] as [TreeSize])
    func believedBefore(shown: TreeSize) throws {
        let (left, right) = try fork(common: 200, 110, 8_800)
        let store = InMemoryLogStore()
        try left.store(into: store)
        try store.believe(right.verified(600), for: right.origin)
        var run = try FollowerRun(left, store: store)
        run.peers[.hub] = right.peer()
        run.offer(try right.signed(shown), by: .hub)
        try expectFrozen(run, .notExtended, 310, shown)
        #expect(run.proofs.count == 1)
    }

    @Test("a peer that shows a newer checkpoint while its tiles travel is not blamed for a fork")
    func shownMeanwhile() throws {
        let (left, right) = try fork(common: 200, 110, 8_800)
        let store = InMemoryLogStore()
        try left.store(into: store)
        try store.believe(right.verified(600), for: right.origin)
        var run = try FollowerRun(left, store: store)
        run.peers[.hub] = right.peer()
        run.meanwhile = [.offered(try right.signed(601), by: .hub, rank: 0)]
        run.offer(try right.signed(600), by: .hub)
        #expect(run.meanwhile.isEmpty && run.refusals.isEmpty)
        try expectFrozen(run, .notExtended, 310, 600)
    }

    @Test("a frozen log stays as it is, also after a restart")
    func staysFrozen() throws {
        let (left, right) = try fork(common: 200, 100, 100)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.offer(try left.signed(), by: .author)
        run.offer(try right.signed(), by: .hub)
        var grown = left
        grown.append(10)
        var again = try FollowerRun(left, store: run.store)
        again.peers[.author] = grown.peer()
        again.offer(try grown.signed(), by: .author)
        again.offer(try right.signed(), by: .hub)
        #expect(again.asked.isEmpty && again.findings.isEmpty)
        #expect(try run.store.state(of: left.origin)?.size == left.size)
    }

    @Test("a fork that the store fails to record is recorded later")
    func failingStore() throws {
        let (left, right) = try fork(common: 200, 100, 100)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.offer(try left.signed(), by: .author)
        run.failingStores = 2
        run.offer(try right.signed(), by: .hub)
        #expect(try run.store.state(of: left.origin)?.frozen == nil)
        run.wake()
        run.wake()
        try expectFrozen(run, .twoRoots, 300, 300)
    }

    @Test(
        "a mirror that passes another history off under the author's checkpoint is at fault alone")
    func forgedHistory() throws {
        let (left, right) = try fork(common: 200, 800, 800)
        var run = try FollowerRun(left)
        run.peers[.author] = left.peer()
        run.offer(try left.signed(300), by: .author)
        run.peers[.mirror] = right.peer()
        run.offer(try left.signed(1_000), by: .mirror)
        #expect(run.findings.isEmpty)
        #expect(Set(run.refusals.map(\.peer)) == [.mirror])
        run.offer(try left.signed(1_000), by: .author)
        #expect(try run.store.state(of: left.origin)?.size == 1_000)
    }

    @Test("a store whose own tiles do not fit what it serves accuses nobody")
    func damagedStore() throws {
        let (left, right) = try fork(common: 10, 290, 290)
        let state = LogState(
            origin: left.origin, edge: left.edge(at: 300),
            target: CheckpointRecord(try left.verified()),
            served: CheckpointRecord(try left.verified()))
        let older = try left.signed(100).checkpoint
        #expect(try HeldComparison.compare(older, with: state, readTile: left.tile) == .same)
        #expect(throws: TransparencyLogError.self) {
            try HeldComparison.compare(older, with: state, readTile: right.tile)
        }
        let other = try right.signed(100).checkpoint
        let held = left.root(at: 100)
        #expect(
            try HeldComparison.compare(other, with: state, readTile: left.tile)
                == .differs(
                    held: held,
                    way: TiledTree(size: 300, readTile: left.tile).consistencyProof(from: 100)))
    }

    // MARK: The roster's end

    @Test(
        "whoever holds another branch than the roster's beyond its end finds that out by any checkpoint",
        arguments: [92, 95, 100] as [TreeSize])
    func otherBranchHeld(shown: TreeSize) throws {
        let (left, right) = try fork(common: 80, 40, 15)
        let store = InMemoryLogStore()
        try right.store(into: store)
        var run = try FollowerRun(
            left, store: store, scope: .until(size: 90, root: left.root(at: 90)))
        run.peers[.hub] = left.peer()
        run.offer(try left.signed(shown), by: .hub)
        try expectFrozen(run, shown == 95 ? .twoRoots : .notExtended, 95, shown)
        #expect(run.proofs.count == 1)
    }

    @Test(
        "neither others on that branch nor peers that do not answer keep it from being found out"
    )
    func otherBranchBefore() throws {
        let (left, right) = try fork(common: 80, 40, 15)
        var more = right
        more.append(50)
        let end = LogScope.until(size: 90, root: left.root(at: 90))
        let store = InMemoryLogStore()
        try right.store(into: store)
        var run = try FollowerRun(left, store: store, scope: end)
        run.peers[.mirror] = more.peer()
        run.offer(try more.signed(), by: .mirror)
        #expect(run.findings.isEmpty)
        #expect(run.refusals.map(\.keyword) == ["checkpoint-contradicts-roster"])
        // Nobody answers yet.
        run.offer(try left.signed(100), by: .hub)
        #expect(run.findings.isEmpty)
        run.peers[.hub] = left.peer()
        while run.findings.isEmpty, run.wakeAt != nil, run.uptime < .seconds(3_600) { run.wake() }
        #expect(run.findings.map(\.offered.size) == [100])
        #expect(run.proofs.count == 1)
        #expect(run.refusals.filter { $0.peer == .hub }.map(\.keyword) != [])
    }

    @Test(
        "a branch that was seen first and ends before the roster's end is a fork, and no peer's fault",
        arguments: [(80, 85, 90, 100), (2_000, 3_000, 4_000, 6_000)])
    func otherBranchBelieved(common: Int, held: Int, end: Int, shown: Int) throws {
        let (left, right) = try fork(common: common, shown - common, held - common)
        let store = InMemoryLogStore()
        try right.store(into: store)
        var run = try FollowerRun(
            left, store: store,
            scope: .until(size: TreeSize(end), root: left.root(at: TreeSize(end))))
        run.peers[.hub] = left.peer()
        run.offer(try left.signed(), by: .hub)
        try expectFrozen(run, .notExtended, right.size, left.size)
        #expect(run.proofs.count == 1)
    }

    @Test("so is a branch that is believed beyond the roster's end, by a peer that has left it")
    func otherBranchPromised() throws {
        let (left, right) = try fork(common: 1_000, 8_500, 8_000)
        var run = try FollowerRun(left, limits: .ofFewBundles)
        run.peers[.hub] = silent(right.peer(), after: 31)
        run.offer(try right.signed(), by: .hub)
        #expect(try #require(try run.store.state(of: left.origin)).size < 6_000)
        run.handle(.roster(key: left.key, scope: .until(size: 6_000, root: left.root(at: 6_000))))
        run.peers[.hub] = left.peer()
        run.offer(try left.signed(), by: .hub)
        run.wake()
        #expect(run.findings.map(\.offered.size) == [left.size])
        #expect(try run.store.state(of: left.origin)?.frozen != nil)
    }

    @Test(
        "on the roster's branch what is signed beyond the end is no matter, and nothing is fetched for it",
        arguments: [80, 92])
    func otherBranchElsewhere(common: Int) throws {
        let (left, right) = try fork(common: common, 110 - common, 95 - common)
        let store = InMemoryLogStore()
        try left.store(into: store, signing: [100])
        let end = LogScope.until(size: 90, root: left.root(at: 90))
        var run = try FollowerRun(left, store: store, scope: end)
        run.offer(try right.signed(), by: .mirror)
        run.offer(try left.signed(), by: .hub)
        #expect(run.findings.isEmpty && run.refusals.isEmpty && run.asked.isEmpty)
        // Those that part beyond the end have the roster's root both.
        guard common > 90 else { return }
        let other = InMemoryLogStore()
        try right.store(into: other)
        run = try FollowerRun(left, store: other, scope: end)
        run.offer(try left.signed(), by: .hub)
        #expect(run.findings.isEmpty && run.refusals.isEmpty && run.asked.isEmpty)
    }

    @Test("what was compared before the log was settled says nothing of what is held since")
    func settledMeanwhile() throws {
        let (left, right) = try fork(common: 80, 40, 15)
        let store = InMemoryLogStore()
        try right.store(into: store)
        let before = try #require(try store.state(of: left.origin))
        var follower = Follower(origin: left.origin, role: .mirror, held: before)
        let moment = Moment(uptime: .zero, wall: 1_700_000_000_000, random: 0)
        let root = left.root(at: 90)
        let asked = follower.handle(
            .roster(key: left.key, scope: .until(size: 90, root: root)), at: moment)
        let job = try #require(
            asked.compactMap { if case .compare(let job, _) = $0 { job } else { nil } }.first)
        try store.settle(left.origin, ForkSettlement(prefix: 80, end: 90, root: root))
        let after = try #require(try store.state(of: left.origin))
        _ = follower.handle(.held(after), at: moment)
        _ = follower.handle(
            .compared(job, .differs(held: right.root(at: 90), way: nil)), at: moment)
        let actions = follower.handle(
            .offered(try left.signed(100), by: .hub, rank: 0), at: moment)
        #expect(actions.contains { if case .fetchTiles = $0 { true } else { false } })
    }

    // MARK: The own log

    @Test("of the own log nothing is fetched, and what others show of it up to its size is normal")
    func ownLog() throws {
        let (left, _) = try fork(common: 200, 100, 1)
        let store = InMemoryLogStore()
        try left.store(into: store)
        var run = try FollowerRun(left, role: .own, store: store)
        for size in [300, 100, 0] as [TreeSize] { run.offer(try left.signed(size), by: .hub) }
        #expect(run.asked.isEmpty && run.refusals.isEmpty)
        let alarms = run.reports.filter { if case .shown = $0 { false } else { true } }
        #expect(alarms.isEmpty)
    }

    @Test("a peer that shows more of the own log than is held raises an alarm and changes nothing")
    func ownLogAhead() throws {
        let (left, _) = try fork(common: 200, 100, 1)
        let store = InMemoryLogStore()
        try left.store(into: store, signing: [250])
        var run = try FollowerRun(left, role: .own, store: store)
        run.peers[.hub] = left.peer()
        run.offer(try left.signed(), by: .hub)
        #expect(run.reports.last == .ownLogAhead(try left.verified(), by: .hub, held: 250))
        #expect(run.asked.isEmpty)
        #expect(try store.state(of: left.origin)?.size == 250)
    }

    @Test("entries appended since the follower began are no alarm")
    func ownLogGrows() throws {
        let (left, _) = try fork(common: 200, 100, 1)
        let store = InMemoryLogStore()
        try left.store(into: store, signing: [250])
        var run = try FollowerRun(left, role: .own, store: store)
        try left.store(into: store, signing: [300])
        run.offer(try left.signed(), by: .hub)
        #expect(run.reports == [.shown(try left.verified(), by: .hub)])
    }

    @Test("a peer that shows another history of the own log raises an alarm and freezes nothing")
    func ownLogDiffers() throws {
        let (left, right) = try fork(common: 200, 100, 50)
        let store = InMemoryLogStore()
        try left.store(into: store)
        var run = try FollowerRun(left, role: .own, store: store)
        run.offer(try right.signed(), by: .hub)
        #expect(run.reports.last == .ownLogDiffers(try right.verified(), by: .hub))
        #expect(try store.state(of: left.origin)?.frozen == nil)
        #expect(run.findings.isEmpty)
    }
}

import AllianceNames
import Replication
import Roster
import Testing
import TransparencyLog

/// What the roster says of a log decides how far it is followed.
@Suite struct FollowerRosterTests {
    @Test(
        "a log that the roster does not know, or that is void, is not followed",
        arguments: [true, false])
    func outsideRoster(isVoid: Bool) throws {
        let log = try brandLog(10)
        var run = try FollowerRun(log, scope: .open)
        run.handle(.roster(key: isVoid ? log.key : nil, scope: .never))
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        #expect(run.asked.isEmpty && run.refusals.isEmpty)
        #expect(try run.store.states().isEmpty)
    }

    @Test("a log that becomes void is dropped in the middle")
    func becomesVoid() throws {
        let log = try brandLog(5_000)
        var run = try FollowerRun(log)
        run.offer(try log.signed(), by: .hub)
        run.handle(.roster(key: log.key, scope: .never))
        run.peers[.hub] = log.peer()
        run.wake()
        #expect(try run.store.state(of: log.origin) == nil)
        #expect(run.inMemory.isEmpty)
    }

    @Test(
        "a log that the roster ends is followed to the smallest checkpoint that proves all that counts",
        arguments: [300, 3_000, 4_500])
    func ended(at end: TreeSize) throws {
        let log = try brandLog(5_000)
        let scope = LogScope.until(size: end, root: log.root(at: end))
        var run = try FollowerRun(log, scope: scope)
        run.peers[.mirror] = log.peer()
        run.peers[.hub] = log.peer()
        // Who shows the most does not answer.
        run.offer(try log.signed(), by: .author)
        run.offer(try log.signed(4_500), by: .mirror, rank: 1)
        try expectHeld(log, in: run, size: 4_500)
        #expect(try run.store.state(of: log.origin)?.served?.size == 4_500)
        #expect(run.findings.isEmpty)
        // All that counts can be shown to others: no more is fetched.
        let count = run.asked.count
        run.offer(try log.signed(4_800), by: .hub, rank: 1)
        run.wake()
        #expect(run.asked.count == count)
    }

    @Test(
        "so is one of which all that counts is held already, under a checkpoint beyond the end",
        arguments: [false, true])
    func endedAndHeld(isSettled: Bool) throws {
        let log = try brandLog(400)
        let store = InMemoryLogStore()
        try store.believe(log.verified(), for: log.origin)
        try store.admit(log.admitted(0..<300))
        if isSettled {
            try store.settle(
                log.origin, ForkSettlement(prefix: 300, end: 300, root: log.root(at: 300)))
        }
        #expect(try store.state(of: log.origin)?.served == nil)
        let scope = LogScope.until(size: 300, root: log.root(at: 300))
        let copy = store.copy()
        // By what is just held nothing is fetched.
        var run = try FollowerRun(log, store: copy, scope: scope)
        run.offer(try log.signed(300), by: .hub)
        #expect(try copy.state(of: log.origin)?.served?.size == 300)
        #expect(run.asked.isEmpty)
        run = try FollowerRun(log, store: store, scope: scope)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        try expectHeld(log, in: run)
        #expect(try store.state(of: log.origin)?.served?.size == 400)
    }

    enum Interruption: CaseIterable { case restart, lostPeer, withheld, erasure, roster }

    @Test(
        "a log that ends below a believed checkpoint gets to that one, whatever interrupts it",
        arguments: Interruption.allCases)
    func endedAndInterrupted(_ interruption: Interruption) throws {
        try expectEnd(in: InMemoryLogStore(), inSpiteOf: interruption)
    }

    @Test(
        "so does one of two branches that is settled",
        arguments: Interruption.allCases.filter { $0 != .roster })
    func settledAndInterrupted(_ interruption: Interruption) throws {
        let log = try brandLog(6_000)
        let store = InMemoryLogStore()
        try log.store(into: store, signing: [70])
        try store.settle(
            log.origin, ForkSettlement(prefix: 70, end: 5_000, root: log.root(at: 5_000)))
        try expectEnd(in: store, inSpiteOf: interruption)
    }

    /// Every peer shows 6,000 entries, and the roster ends the log at 5,000.
    private func expectEnd(
        in store: InMemoryLogStore, inSpiteOf interruption: Interruption
    ) throws {
        let log = try brandLog(6_000)
        let end = LogScope.until(size: 5_000, root: log.root(at: 5_000))
        let place = try #require(log.payloads[3_000...].firstIndex { $0 != nil })
        var gap = log
        gap.withhold(place)
        var run = try FollowerRun(
            log, store: store, scope: interruption == .roster ? .open : end, limits: .ofFewBundles)
        run.peers[.hub] =
            switch interruption {
            case .restart, .lostPeer, .roster: silent(log.peer(), after: 25)
            case .withheld, .erasure: gap.peer()
            }
        run.offer(try log.signed(), by: .hub)
        let state = try #require(try store.state(of: log.origin))
        #expect(state.size > 70 && state.size < 5_000)
        #expect(state.target?.size == 6_000)
        switch interruption {
        case .restart:
            run = try FollowerRun(log, store: store, scope: end, limits: .ofFewBundles)
            run.peers[.hub] = log.peer()
            run.offer(try log.signed(), by: .hub)
        case .lostPeer:
            run.peers[.hub] = log.peer()
            run.wake()
        case .withheld:
            run.peers[.mirror] = log.peer()
            run.offer(try log.signed(), by: .mirror, rank: 1)
        case .erasure:
            run.handle(.erased(ErasedEntries([UInt64(place)])))
        case .roster:
            run.peers[.hub] = log.peer()
            run.handle(.roster(key: log.key, scope: end))
            run.wake()
        }
        try expectHeld(interruption == .erasure ? gap : log, in: run, size: 6_000)
        #expect(try store.state(of: log.origin)?.served?.size == 6_000)
        #expect(run.findings.isEmpty)
    }

    @Test("a checkpoint of another history than the roster ends the log with is not followed")
    func contradictsRoster() throws {
        let log = try brandLog(500)
        var run = try FollowerRun(log, scope: .until(size: 300, root: .zero))
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        #expect(run.refusals.map(\.keyword) == ["checkpoint-contradicts-roster"])
        #expect(run.findings.isEmpty)
        #expect(try run.store.state(of: log.origin) == nil)
    }
}

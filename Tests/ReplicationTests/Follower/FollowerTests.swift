import AllianceNames
import Replication
import Roster
import Testing
import TransparencyLog

@Suite struct FollowerTests {
    // MARK: Growing

    @Test(
        "a log of any size is mirrored, byte for byte",
        arguments: [1, 255, 256, 257, 700, 1_024, 1_025, 5_000])
    func fromNothing(entries: Int) throws {
        let log = try brandLog(entries)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        try expectHeld(log, in: run)
        #expect(run.refusals.isEmpty && run.wakeAt == nil)
        #expect(try run.store.state(of: log.origin)?.served?.size == log.size)
    }

    @Test("of a checkpoint that is shown the log's line alone is kept")
    func otherLines() throws {
        let log = try brandLog(300)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        let plain = try log.signed()
        var shown = plain
        shown.add(
            NoteSignature(name: "anybody", keyID: 1, bytes: [UInt8](repeating: 7, count: 8_000)))
        run.offer(shown, by: .hub)
        try expectHeld(log, in: run)
        #expect(try run.store.state(of: log.origin)?.served?.noteText == plain.description)
    }

    @Test("a log that grows again and again is followed, in small steps and large ones")
    func growing() throws {
        let log = try brandLog(6_000)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        for size in [1, 2, 255, 256, 256, 300, 1_300, 2_400, 5_999, 6_000] as [TreeSize] {
            run.offer(try log.signed(size), by: .hub)
            try expectHeld(log, in: run, size: size)
        }
        #expect(run.refusals.isEmpty)
    }

    @Test(
        "a small growth fetches no tile, and of a bundle that is held in part only the new payloads"
    )
    func smallGrowth() throws {
        let log = try brandLog(600)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(300), by: .hub)
        let before = run.asked.count
        run.offer(try log.signed(310), by: .hub)
        try expectHeld(log, in: run, size: 310)
        #expect(
            run.asked.dropFirst(before).map(\.resource) == [
                .entries(log.origin, BundleCoordinate(index: 1, width: 54)),
                .payloads(log.origin, BundleCoordinate(index: 1, width: 54), from: 44),
            ])
    }

    @Test(
        "a large growth fetches the tiles of the right edge, no full level-0 tile, each bundle once"
    )
    func largeGrowth() throws {
        let log = try brandLog(5_000)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        let tiles = run.asked.compactMap {
            if case .tile(_, let tile) = $0.resource { tile } else { nil }
        }
        #expect(
            tiles == [
                TileCoordinate(level: 0, index: 19, width: 136),
                TileCoordinate(level: 1, index: 0, width: 19),
            ])
        #expect(Set(run.asked.map(\.resource)).count == run.asked.count)
        #expect(run.asked.count == 2 + 2 * 20)
    }

    @Test("no more bundles are in memory than the window has room for")
    func window() throws {
        let log = try brandLog(5_000)
        var limits = FollowerLimits()
        limits.windowBundlesMax = 6
        limits.storeBundlesMin = 3
        var run = try FollowerRun(log, limits: limits)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        try expectHeld(log, in: run)
        #expect(run.inMemoryMax == 6)
    }

    @Test("a bundle larger than usual is fetched again, alone, and the log goes on as before")
    func oversize() throws {
        var log = try brandLog(2_000)
        for _ in 0..<300 { log.appendCommitted(bytes: 3_000) }
        log.append(2_000)
        var limits = FollowerLimits()
        limits.usualBundleBytesMax = 64 * 1024
        var run = try FollowerRun(log, limits: limits)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        try expectHeld(log, in: run)
        #expect(run.refusals.isEmpty)
        log.appendCommitted(bytes: 5)
        for _ in 0..<20 { log.appendCommitted(bytes: 9_000) }
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        try expectHeld(log, in: run)
    }

    @Test("what the store holds is all that is needed to go on after an interruption")
    func resuming() throws {
        let log = try brandLog(5_000)
        var asked = 0
        let store = InMemoryLogStore()
        // Each round ends after a few answers, as if the process had been killed.
        for round in 0..<40 {
            var run = try FollowerRun(log, store: store, limits: .ofFewBundles)
            run.peers[.hub] = silent(log.peer(), after: 9)
            run.offer(try log.signed(), by: .hub)
            asked += run.asked.count
            if try store.state(of: log.origin)?.size == log.size { break }
            #expect(round < 39)
        }
        let run = try FollowerRun(log, store: store)
        try expectHeld(log, in: run)
        #expect(asked < 300)
    }

    @Test("a store that fails is tried again later, and nothing is lost")
    func failingStore() throws {
        let log = try brandLog(3_000)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        run.failingStores = 3
        run.offer(try log.signed(), by: .hub)
        for _ in 0..<3 {
            #expect(try run.store.state(of: log.origin) == nil)
            #expect(run.wakeAt != nil)
            run.wake()
        }
        try expectHeld(log, in: run)
        #expect(run.refusals.isEmpty)
    }

    // MARK: Believing

    @Test("a checkpoint that another key signed is refused, and nothing is fetched for it")
    func otherKey() throws {
        let log = try brandLog(10)
        let other = try WrittenLog("alliance.example/alliance/other/e1", seed: 1)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        run.offer(try other.signed(0), by: .hub)
        #expect(run.refusals.map(\.keyword) == ["checkpoint-not-believed"])
        #expect(run.asked.isEmpty)
        #expect(try run.store.states().isEmpty)
    }

    // MARK: Peers at fault

    @Test(
        "a mirror that alters a byte is blamed, not the author, and another mirror fills in",
        arguments: [300, 5_000], ["tile", "entries", "payload"])
    func lyingMirror(entries: Int, kind: String) throws {
        let log = try brandLog(entries)
        var run = try FollowerRun(log)
        run.peers[.mirror] = log.peer { resource, bytes in
            guard resource.path.contains(kind == "tile" ? "/tile/0/" : kind), !bytes.isEmpty else {
                return bytes
            }
            var bytes = bytes
            bytes[bytes.count / 2] ^= 4
            return bytes
        }
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .mirror, rank: 0)
        let wasCaught = run.refusals.map(\.peer) == [.mirror]
        // A small growth asks for no tiles, so that there is nothing to catch it with.
        #expect(wasCaught || (kind == "tile" && entries == 300))
        run.offer(try log.signed(), by: .hub, rank: 1)
        try expectHeld(log, in: run)
        #expect(run.findings.isEmpty)
        #expect(Set(run.refusals.map(\.peer)).isSubset(of: [.mirror]))
    }

    @Test(
        "a mirror that lacks a payload is passed over; until another shows it the prefix stops there"
    )
    func withheld() throws {
        let log = try brandLog(3_000)
        let place = try #require(log.payloads[1_500...].firstIndex { $0 != nil })
        var gap = log
        gap.withhold(place)
        var run = try FollowerRun(log)
        run.peers[.mirror] = gap.peer()
        run.offer(try log.signed(), by: .mirror)
        try expectHeld(log, in: run, size: UInt64(place))
        #expect(run.follower.obstacle == .withheld(UInt64(place), by: [.mirror]))
        #expect(run.refusals.map(\.keyword) == ["payload-withheld"])
        run.wake()
        #expect(run.follower.obstacle == .withheld(UInt64(place), by: [.mirror]))
        // A second one that withholds it is named beside the first.
        run.peers[.other] = gap.peer()
        run.offer(try log.signed(), by: .other, rank: 2)
        #expect(run.follower.obstacle == .withheld(UInt64(place), by: [.mirror, .other].sorted()))
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub, rank: 1)
        try expectHeld(log, in: run)
        #expect(run.follower.obstacle == nil)
        #expect(run.reports.last == .obstacle(nil))
    }

    @Test("where as many have shown a log as are remembered, its author is heard all the same")
    func crowded() throws {
        let log = try brandLog(3_000)
        var run = try FollowerRun(log)
        for number in 0..<70 {
            run.offer(
                try log.signed(300), by: MemberID(unchecked: "reader\(number)"), rank: 2)
        }
        run.peers[.other] = log.peer()
        run.offer(try log.signed(), by: .other, rank: 0)
        try expectHeld(log, in: run)
        // One that is preferred no more than those who are known is passed over.
        run.offer(try log.signed(2_000), by: MemberID(unchecked: "late"), rank: 2)
        #expect(run.reports.count { if case .shown = $0 { true } else { false } } == 65)
    }

    @Test("a payload that a certificate erases is no gap")
    func erased() throws {
        let log = try brandLog(400)
        let place = try #require(log.payloads[200...].firstIndex { $0 != nil })
        var gap = log
        gap.withhold(place)
        var run = try FollowerRun(log)
        run.peers[.hub] = gap.peer()
        run.offer(try log.signed(), by: .hub)
        #expect(run.follower.obstacle == .withheld(UInt64(place), by: [.hub]))
        run.handle(.erased(ErasedEntries([UInt64(place)])))
        try expectHeld(gap, in: run)
        #expect(run.follower.obstacle == nil)
    }

    @Test(
        "an entry that cannot be read ends the log for good, without blame for who passed it on",
        arguments: [10, 3_000])
    func malformedEntry(before: Int) throws {
        var log = try brandLog(before)
        log.append(raw: [9, 9, 9], payload: nil)
        log.append(5)
        var run = try FollowerRun(log)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        try expectHeld(log, in: run, size: UInt64(before))
        guard case .entryMalformed(UInt64(before), _) = run.follower.obstacle else {
            Issue.record("obstacle is \(String(describing: run.follower.obstacle))")
            return
        }
        #expect(run.refusals.isEmpty && run.wakeAt == nil)
        let asked = run.asked.count
        log.append(1)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        #expect(run.asked.count == asked)
    }

    @Test("a peer that does not answer is left alone for longer and longer")
    func absence() throws {
        let log = try brandLog(300)
        var run = try FollowerRun(log)
        run.offer(try log.signed(), by: .hub)
        var waits: [Duration] = []
        for _ in 0..<9 {
            let start = run.uptime
            run.wake()
            waits.append(run.uptime - start)
        }
        #expect(
            waits == [.milliseconds(500)] + (0..<6).map { .seconds(1 << $0) } + [
                .seconds(60), .seconds(60),
            ])
        run.peers[.hub] = log.peer()
        run.wake()
        try expectHeld(log, in: run)
    }

    @Test("the best peer is asked, and when it falls silent the next one takes over")
    func fallback() throws {
        let log = try brandLog(5_000)
        var run = try FollowerRun(log)
        run.peers[.author] = silent(log.peer(), after: 20)
        // Both are known before anything is fetched.
        run.offer(try log.signed(), by: .hub, rank: 1)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .author, rank: 0)
        run.wake()
        try expectHeld(log, in: run)
        #expect(run.asked.contains { $0.peer == .author } && run.asked.contains { $0.peer == .hub })
    }

    @Test("a root that nobody can show entries for harms nobody; the next checkpoint is followed")
    func rootWithoutEntries() throws {
        var log = try brandLog(300)
        var run = try FollowerRun(log)
        run.peers[.author] = log.peer()
        run.offer(try log.signed(299, root: .zero), by: .author)
        #expect(run.findings.isEmpty)
        #expect(!run.refusals.isEmpty)
        log.append(1)
        run.peers[.hub] = log.peer()
        run.offer(try log.signed(), by: .hub)
        try expectHeld(log, in: run)
    }
}

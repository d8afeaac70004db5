import AllianceNames
import AllianceNode
import MergedView
import Replication
import Roster
import TestAlliance
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(30))) struct ReplicatorTests {
    /// Runs replicators until `body` returns.
    private func running<T: Sendable>(
        _ replicators: [Replicator], _ body: @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for replicator in replicators { group.addTask { try await replicator.run() } }
            let result = try await body()
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
    }

    private func hooks(_ grown: Told<LogState>) -> ReplicatorHooks {
        var hooks = ReplicatorHooks()
        hooks.grown = { grown.tell($0) }
        return hooks
    }

    private func expectEqual(
        _ origin: LogOrigin, _ first: InMemoryLogStore, _ second: InMemoryLogStore
    ) throws {
        let (left, right) = (try first.state(of: origin), try second.state(of: origin))
        #expect(left?.edge == right?.edge)
        for bundle in BundleCoordinate.bundles(of: left?.size ?? 0) {
            let isEqual =
                try first.entries(of: origin, bundle) == second.entries(of: origin, bundle)
                && first.payloads(of: origin, bundle) == second.payloads(of: origin, bundle)
            #expect(isEqual, "bundle \(bundle)")
        }
    }

    @Test("logs of several members reach everybody, also what is written while they replicate")
    func convergence() async throws {
        let world = try ReplicatingAlliance()
        try world.write(6_000, by: "brand")
        try world.write(300, by: "rival")
        let (atHub, atRival) = (Told<LogState>(), Told<LogState>())
        let replicators = [
            try world.replicator(of: "hub", hooks: hooks(atHub)),
            try world.replicator(of: "rival", hooks: hooks(atRival)),
            try world.replicator(of: "brand"),
        ]
        let brand = try world.alliance.origin("alliance", "brand")
        try await running(replicators) {
            _ = await atHub.first { $0.origin == brand && $0.size == 6_000 }
            try world.write(7, by: "brand")
            _ = await atHub.first { $0.origin == brand && $0.size == 6_007 }
            _ = await atRival.first { $0.origin == brand && $0.size == 6_007 }
        }
        try expectEqual(brand, world.store(of: "brand"), world.store(of: "hub"))
        try expectEqual(brand, world.store(of: "brand"), world.store(of: "rival"))
    }

    @Test("a log is had from a mirror while its author is away")
    func throughMirror() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(3_000, by: "brand")
        let atHub = Told<LogState>()
        try await running([try world.replicator(of: "hub", hooks: hooks(atHub))]) {
            _ = await atHub.first { $0.size == 3_000 }
        }
        world.peers.disconnect(MemberID(unchecked: "brand"))
        let atRival = Told<LogState>()
        let rival = try world.replicator(of: "rival", hooks: hooks(atRival))
        try await running([rival]) {
            _ = await atRival.first { $0.size == 3_000 }
        }
        try expectEqual(brand, world.store(of: "hub"), world.store(of: "rival"))
        let statuses = await rival.peerStatuses
        #expect(statuses.map(\.peer.rawValue) == ["brand", "hub"])
        #expect(statuses[0].lastRefusal?.keyword == "peer-unreachable")
        #expect(statuses[1].lastSuccessAt != nil && statuses[1].entriesBehind == 0)
    }

    @Test("while the platform's node is away its members have each other's logs all the same")
    func withoutHub() async throws {
        let names = ["a", "b", "c", "d", "e", "f"]
        let world = try ReplicatingAlliance(["hub"] + names)
        try world.alliance.changeMember("hub") { $0.isPlatform = true }
        let authors = ["b", "c", "d", "e", "f"]
        for name in authors { try world.write(3, by: name) }
        world.peers.disconnect(MemberID(unchecked: "hub"))
        let told = Told<LogState>()
        let reader = try world.replicator(of: "a", hooks: hooks(told))
        try await running([reader]) {
            for name in authors {
                let origin = try world.alliance.origin("alliance", name)
                while try world.store(of: "a").state(of: origin)?.size != 3 {
                    await world.time.sleep(.seconds(1))
                }
            }
            #expect(await reader.peerStatuses.count == 6)
            world.connect("hub")
            // Two of them are enough again.
            while await reader.peerStatuses.count != 3 { await world.time.sleep(.seconds(1)) }
        }
    }

    @Test("a replicator that is stopped in the middle goes on from what is in the store")
    func interruption() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(20_000, by: "brand")
        var limits = Replicator.Limits()
        limits.follower.storeBundlesMin = 4
        limits.follower.windowBundlesMax = 8
        var sizes: [TreeSize] = []
        for _ in 0..<30 {
            let told = Told<LogState>()
            let hub = try world.replicator(of: "hub", limits: limits, hooks: hooks(told))
            try await running([hub]) { _ = await told.first { $0.size > 0 } }
            sizes.append(try world.store(of: "hub").state(of: brand)?.size ?? 0)
            if sizes.last == 20_000 { break }
        }
        #expect(sizes.count > 2 && sizes == sizes.sorted())
        try expectEqual(brand, world.store(of: "brand"), world.store(of: "hub"))
    }

    @Test("bundles larger than usual pass through little memory, one at a time")
    func littleMemory() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(1_500, by: "brand", payloadBytes: 1_000)
        try world.write(3_000, by: "brand")
        try world.write(400, by: "rival", payloadBytes: 3_000)
        var limits = Replicator.Limits()
        limits.follower.usualBundleBytesMax = 64 * 1024
        limits.fetches.memoryBytesMax = 192 * 1024
        limits.fetches.fewBytesMax = 0
        let told = Told<LogState>()
        try await running([try world.replicator(of: "hub", limits: limits, hooks: hooks(told))]) {
            _ = await told.first { $0.origin == brand && $0.size == 4_500 }
        }
        try expectEqual(brand, world.store(of: "brand"), world.store(of: "hub"))
    }

    @Test("a mirror that alters what it passes on is named in its status, and costs nothing else")
    func lyingMirror() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(3_000, by: "brand")
        let atHub = Told<LogState>()
        try await running([try world.replicator(of: "hub", hooks: hooks(atHub))]) {
            _ = await atHub.first { $0.size == 3_000 }
        }
        world.tamper("hub") { resource, bytes in
            guard case .payloads = resource else { return bytes }
            var bytes = bytes
            bytes[5] ^= 1
            return bytes
        }
        // The author comes back only after the mirror was asked.
        world.peers.disconnect(MemberID(unchecked: "brand"))
        let told = Told<LogState>()
        let rival = try world.replicator(of: "rival", hooks: hooks(told))
        try await running([rival]) {
            while await rival.peerStatuses.first(where: { $0.peer.rawValue == "hub" })?
                .lastRefusal == nil
            {
                try await Task.sleep(for: .milliseconds(1))
            }
            world.connect("brand")
            _ = await told.first { $0.size == 3_000 }
            let status = await rival.peerStatuses.first { $0.peer.rawValue == "hub" }
            #expect(status?.lastRefusal?.keyword == "payload-differs")
        }
        try expectEqual(brand, world.store(of: "brand"), world.store(of: "rival"))
        #expect(try world.store(of: "rival").state(of: brand)?.frozen == nil)
    }

    @Test("who lists one log again and again is not heard, and others are")
    func listedAgain() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(300, by: "brand")
        let note = try #require(try world.store(of: "brand").state(of: brand)?.served).noteText
        world.tamper("hub") { resource, bytes in
            guard case .frontier = resource else { return bytes }
            return FrontierAnswer(token: "t1", checkpoints: [note, note, note]).bytes
        }
        let told = Told<LogState>()
        let rival = try world.replicator(of: "rival", hooks: hooks(told))
        try await running([rival]) {
            _ = await told.first { $0.size == 300 }
            func hub() async -> PeerStatus? {
                await rival.peerStatuses.first { $0.peer.rawValue == "hub" }
            }
            while await hub()?.lastRefusal == nil { try await Task.sleep(for: .milliseconds(1)) }
            #expect(await hub()?.lastRefusal?.keyword == "peer-malformed")
            #expect(await hub()?.lastSuccessAt == nil)
        }
    }

    @Test("a thousand notes that are none are a line of the log now and then, not a thousand")
    func loggedNowAndThen() async throws {
        let world = try ReplicatingAlliance()
        world.tamper("hub") { resource, bytes in
            guard case .frontier = resource else { return bytes }
            let notes = [String](repeating: "none", count: 1_000)
            return FrontierAnswer(token: "t1", checkpoints: notes).bytes
        }
        let lines = LoggedLines()
        let rival = try world.replicator(of: "rival", logger: lines.logger)
        try await running([rival]) {
            while await rival.peerStatuses.first(where: { $0.peer.rawValue == "hub" })?
                .lastSuccessAt == nil
            {
                try await Task.sleep(for: .milliseconds(1))
            }
        }
        #expect((1..<100).contains(lines.count(of: "Peer refused")))
    }

    @Test("an author that shows two histories is found out and reported")
    func fork() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(300, by: "brand")
        try world.write(400, by: "brand", into: world.store(of: "hub"), marked: 1)
        let forked = Told<ForkFinding>()
        var hooks = ReplicatorHooks()
        hooks.forked = { forked.tell($0) }
        let finding = try await running([try world.replicator(of: "rival", hooks: hooks)]) {
            await forked.first { _ in true }
        }
        #expect(finding?.origin == brand)
        #expect(try world.store(of: "rival").state(of: brand)?.frozen == finding)
    }

    @Test("a node whose own log is further along elsewhere says so and writes nothing")
    func ownLogAhead() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(100, by: "brand")
        try world.write(150, by: "brand", into: world.store(of: "hub"))
        let alarms = Told<OwnLogAlarm>()
        var hooks = ReplicatorHooks()
        hooks.ownLogContradicted = { alarms.tell($0) }
        let alarm = try await running([try world.replicator(of: "brand", hooks: hooks)]) {
            await alarms.first { _ in true }
        }
        #expect(alarm?.kind == .ahead(held: 100) && alarm?.shown.size == 150)
        #expect(try world.store(of: "brand").state(of: brand)?.size == 100)
    }

    @Test("rosters spread from peer to peer, with those between, and are acted upon")
    func rosterSpread() async throws {
        let world = try ReplicatingAlliance()
        let register = try world.register(of: "hub", upTo: 1)
        #expect(register.newest?.endpoint(of: MemberID(unchecked: "rival")) == nil)
        // Version 1 names no endpoints, so somebody has to come by another way.
        try register.accept(try #require(world.alliance.note(version: 2)))
        try register.accept(try #require(world.alliance.note(version: 3)))
        let changed = Told<UInt64>()
        register.observe { changed.tell($0.version) }
        try world.write(10, by: "rival")
        let told = Told<LogState>()
        let hub = try world.replicator(of: "hub", register: register, hooks: hooks(told))
        let rival = try world.alliance.origin("alliance", "rival")
        try await running([hub]) {
            _ = await changed.first { $0 == world.alliance.roster.version }
            // The member that the newest roster gave an endpoint is polled.
            _ = await told.first { $0.origin == rival && $0.size == 10 }
        }
        #expect(register.newest?.version == 4)
    }

    @Test("a peer that did not know this node is heard of once it shows a roster")
    func rosterShown() async throws {
        let world = try ReplicatingAlliance()
        let brand = MemberID(unchecked: "brand")
        world.peers.disconnect(MemberID(unchecked: "hub"))
        world.peers.connect(brand) { (_, _) throws(PeerError) in
            throw .refused(status: 403, detail: "no active member")
        }
        let shown = Told<Void>()
        var hooks = ReplicatorHooks()
        hooks.rosterShown = { shown.tell(()) }
        let rival = try world.replicator(of: "rival", hooks: hooks)
        try await running([rival]) {
            while await !rival.peerStatuses.contains(where: {
                $0.peer == brand && $0.lastRefusal != nil
            }) {
                try await Task.sleep(for: .milliseconds(2))
            }
            world.connect("brand")
            _ = await shown.first { _ in true }
            let status = await rival.peerStatuses.first { $0.peer == brand }
            #expect(status?.rosterVersion == world.alliance.roster.version)
        }
    }

    @Test("a member that left is not polled any more, and what it wrote stays")
    func memberLeaves() async throws {
        let world = try ReplicatingAlliance()
        let rival = try world.alliance.origin("alliance", "rival")
        try world.write(10, by: "rival")
        let told = Told<LogState>()
        let register = try world.register(of: "hub")
        let hub = try world.replicator(of: "hub", register: register, hooks: hooks(told))
        register.observe { _ in hub.rosterChanged() }
        try await running([hub]) {
            _ = await told.first { $0.size == 10 }
            try world.alliance.changeMember("rival") { $0.hasLeft = true }
            try register.accept(
                try #require(world.alliance.note(version: world.alliance.roster.version)))
            while await hub.peerStatuses.count > 1 { try await Task.sleep(for: .milliseconds(1)) }
            #expect(await hub.peerStatuses.map(\.peer.rawValue) == ["brand"])
        }
        #expect(try world.store(of: "hub").state(of: rival)?.size == 10)
    }

    @Test("what was admitted is at hand for the merge, in the order of the log")
    func recentSlices() async throws {
        let world = try ReplicatingAlliance()
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(3_000, by: "brand")
        let (told, recent) = (Told<LogState>(), RecentSlices())
        let hub = try world.replicator(of: "hub", recent: recent, hooks: hooks(told))
        try await running([hub]) { _ = await told.first { $0.size == 3_000 } }
        let merged = StoredEntries(world.store(of: "hub"), recent: recent)
        let read = StoredEntries(world.store(of: "hub"))
        var next: EntryIndex = 0
        while let slice = try merged.slice(of: brand, from: next) {
            #expect(try read.slice(of: brand, from: next) == slice)
            next += UInt64(slice.count)
        }
        #expect(next == 3_000)
    }
}

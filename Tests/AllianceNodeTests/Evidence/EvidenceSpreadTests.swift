import AllianceNames
import AllianceNode
import Logging
import MergedView
import Replication
import Roster
import TestAlliance
import Testing
import TransparencyLog

/// Forks found, proven, spread and settled between replicators in one process.
@Suite(.timeLimit(.minutes(30))) struct EvidenceSpreadTests {
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

    private func eventually(_ look: () async throws -> Bool) async throws {
        while try await !look() { try await Task.sleep(for: .milliseconds(1)) }
    }

    /// Two histories of brand's log: the left one at `brand`, the right one at `rival`. With three members
    /// each polls both others.
    private func forked(_ left: Int, _ right: Int) throws -> (ReplicatingAlliance, LogOrigin) {
        let world = try ReplicatingAlliance(["brand", "rival", "north"])
        try world.write(left, by: "brand")
        try world.write(right, by: "brand", into: world.store(of: "rival"), marked: 1)
        return (world, try world.alliance.origin("alliance", "brand"))
    }

    private func forks(_ world: ReplicatingAlliance, _ name: String) throws -> [EvidenceRecord] {
        try world.store(of: name).evidence(after: 0, limit: .max).map(\.record)
            .filter { $0.kind == .fork }
    }

    /// Puts a proof by an entry into the store of `rival`, which holds the larger history.
    private func provenByEntry(
        _ world: ReplicatingAlliance, _ author: String, _ left: TreeSize, _ right: TreeSize
    ) throws -> ForkProof {
        let origin = try world.alliance.origin("alliance", author)
        let key = try #require(world.alliance.roster.logKey(for: origin))
        func signed(_ name: String) throws -> SignedCheckpoint {
            try SignedCheckpoint(
                parsing: try #require(try world.store(of: name).state(of: origin)?.served).noteText)
        }
        func leaf(_ name: String, _ size: TreeSize) throws -> ForkProof.Leaf {
            let store = world.store(of: name)
            let tree = TiledTree(size: size) { try store.tile(of: origin, $0) ?? [] }
            return ForkProof.Leaf(
                hash: try tree.leafHash(0), path: try tree.inclusionProof(of: 0).path)
        }
        let proof = try ForkProof(
            smaller: signed(author), larger: signed("rival"),
            difference: .entry(0, smaller: leaf(author, left), larger: leaf("rival", right)))
        _ = try world.store(of: "rival").keep(
            EvidenceRecord(fork: proof.verified(by: key), shownBy: nil, keptAt: 1))
        return proof
    }

    @Test(
        "whoever sees both histories proves it, and the proof freezes the log at everybody",
        arguments: [(300, 300), (300, 900), (900, 300)])
    func spreads(left: Int, right: Int) async throws {
        let (world, brand) = try forked(left, right)
        let names = ["rival", "north"]
        try await running(try names.map { try world.replicator(of: $0) }) {
            try await eventually {
                try names.allSatisfy { try !forks(world, $0).isEmpty }
            }
        }
        let key = try #require(world.alliance.roster.logKey(for: brand))
        for name in names {
            let store = world.store(of: name)
            let proof = try ForkProof(parsing: try #require(forks(world, name).first).text)
            _ = try proof.verified(by: key)
            #expect(try store.forkedLogs() == [brand])
            let scope = try ViewScope(roster: world.alliance.roster, logs: store)
            #expect(scope.suspended == [MemberID(unchecked: "brand")])
            if let state = try store.state(of: brand) { #expect(state.frozen != nil) }
        }
    }

    @Test(
        "who never saw a second history takes the proof from one that did, verified, and keeps it")
    func fromOne() async throws {
        let (world, brand) = try forked(300, 400)
        // The rival's store is all that north reaches.
        let proof = try provenByEntry(world, "brand", 300, 400)
        world.peers.disconnect(MemberID(unchecked: "brand"))
        let told = Told<EvidenceRecord>()
        var hooks = ReplicatorHooks()
        hooks.evidenceKept = { told.tell($0) }
        let kept = try await running([try world.replicator(of: "north", hooks: hooks)]) {
            await told.first { _ in true }
        }
        #expect(kept?.text == proof.description)
        #expect(kept?.shownBy == MemberID(unchecked: "rival"))
        #expect(try world.store(of: "north").forkedLogs() == [brand])
    }

    @Test("what is on more pages than one look takes is taken all the same, without news")
    func manyPages() async throws {
        let world = try ReplicatingAlliance(["brand", "rival", "south", "north"])
        let (brand, south) = (
            try world.alliance.origin("alliance", "brand"),
            try world.alliance.origin("alliance", "south")
        )
        for author in ["brand", "south"] {
            try world.write(300, by: author)
            try world.write(400, by: author, into: world.store(of: "rival"), marked: 1)
        }
        let first = try provenByEntry(world, "brand", 300, 400).description
        let last = try provenByEntry(world, "south", 300, 400).description
        for name in ["brand", "south"] { world.peers.disconnect(MemberID(unchecked: name)) }
        let pages = 150
        world.tamper("rival") { resource, bytes in
            switch resource {
            case .frontier:
                return FrontierAnswer(token: "t1", evidence: "e1", checkpoints: []).bytes
            case .evidence(let token):
                let page = token.flatMap { Int($0.dropFirst()) } ?? 0
                let proofs = page < pages ? [first] : page == pages ? [last] : []
                return EvidenceAnswer(
                    token: "p\(min(page, pages) + 1)", forkProofs: proofs, erasures: []
                ).bytes
            default: return bytes
            }
        }
        let store = world.store(of: "north")
        try await running([try world.replicator(of: "north")]) {
            try await eventually { try Set(store.forkedLogs()) == [brand, south] }
        }
        let recovering = try world.replicator(of: "north")
        #expect(await recovering.takeAllEvidence(of: MemberID(unchecked: "rival")))
    }

    @Test("a peer whose evidence never ends has not shown all of it")
    func endless() async throws {
        let (world, _) = try forked(300, 400)
        let proof = try provenByEntry(world, "brand", 300, 400).description
        world.tamper("rival") { (resource, bytes) throws(PeerError) in
            guard case .evidence(let token) = resource else { return bytes }
            let page = token.flatMap { Int($0.dropFirst()) } ?? 0
            return EvidenceAnswer(token: "p\(page + 1)", forkProofs: [proof], erasures: []).bytes
        }
        let north = try world.replicator(of: "north")
        #expect(await !north.takeAllEvidence(of: MemberID(unchecked: "rival")))
    }

    @Test("proposals beyond what is kept cost one attempt, however many a peer shows at once")
    func crowdedProposals() async throws {
        let world = try ReplicatingAlliance(["brand", "rival", "north"])
        let brand = try world.alliance.origin("alliance", "brand")
        let signer = try world.alliance.logSigner(brand)
        func proposal(_ index: Int) throws -> SignedErasure {
            SignedErasure(
                try ErasureCertificate(
                    origin: brand, entries: EntryRanges([UInt64(index)]), reason: .request,
                    issuedAt: UTCTimestamp(millisecondsSince1970: 1_780_000_000_000)),
                by: [signer])
        }
        let (kept, roster) = (world.store(of: "north"), world.alliance.roster)
        let erasures = ErasureRegister(logs: kept, roster: { roster })
        for index in 0..<erasureProposalsMax { try erasures.accept(proposal(index)) }
        let store = FaultyLogStore(kept, failing: .never {}, call: 1_000_000)
        let member = MemberID(unchecked: "north")
        let north = Replicator(
            member: member, store: store, transport: world.peers.transport(of: member),
            register: try world.register(of: "north"), time: world.time,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        let texts = try (0..<1_000).map { try proposal(5_000 + $0).note.description }
        let before = store.left
        let answer = EvidenceAnswer(token: "e1", forkProofs: [], erasures: texts)
        #expect(await north.takes(answer, from: MemberID(unchecked: "rival")))
        #expect(before - store.left == texts.count + 1, "each is looked for, and one is judged")
        #expect(try kept.erasures().count == erasureProposalsMax)
    }

    @Test("evidence that does not hold is refused, named in the peer's status, and freezes nothing")
    func lies() async throws {
        let (world, brand) = try forked(300, 300)
        let honest = try #require(try world.store(of: "brand").state(of: brand)?.served)
        let forged =
            "touchstone/fork-proof/v1\nroot\n\n\(honest.noteText)\n\(honest.noteText)"
        world.tamper("rival") { resource, bytes in
            switch resource {
            case .frontier: FrontierAnswer(token: "t1", evidence: "e1", checkpoints: []).bytes
            case .evidence:
                EvidenceAnswer(token: "e1", forkProofs: [forged, "nonsense"], erasures: []).bytes
            default: bytes
            }
        }
        world.peers.disconnect(MemberID(unchecked: "brand"))
        let north = try world.replicator(of: "north")
        try await running([north]) {
            try await eventually {
                await north.peerStatuses.contains {
                    $0.lastRefusal?.keyword == "evidence-not-accepted"
                }
            }
        }
        #expect(try world.store(of: "north").forkedLogs().isEmpty)
    }

    /// The same proof with another first signature.
    private static func broken(_ proof: String) throws -> String {
        let sign = try #require(proof.firstRange(of: "\u{2014} "))
        let end = try #require(proof[sign.upperBound...].firstIndex(of: "\n"))
        let place = proof.index(end, offsetBy: -20)
        let other: Character = proof[place] == "A" ? "B" : "A"
        return String(proof[..<place]) + String(other) + String(proof[proof.index(after: place)...])
    }

    @Test(
        "once the roster ends the log, whoever holds the other branch drops it and follows",
        arguments: [(300, 900), (900, 300), (900, 900)])
    func settles(left: Int, right: Int) async throws {
        let (world, brand) = try forked(left, right)
        let (atNorth, atRival) = (world.store(of: "north"), world.store(of: "rival"))
        try await running([try world.replicator(of: "north"), try world.replicator(of: "rival")]) {
            try await eventually {
                try atNorth.forkedLogs() == [brand] && atRival.forkedLogs() == [brand]
                    && !forks(world, "north").isEmpty && !forks(world, "rival").isEmpty
            }
        }
        // The authority goes by what the author's own node has.
        let end = try #require(try world.store(of: "brand").state(of: brand)?.served)
        try world.alliance.end(brand, size: end.size, root: end.root)
        // The roster's word ends the suspension; of what is held of the other branch nothing counts.
        let other = try ViewScope(roster: world.alliance.roster, logs: atRival)
        #expect(other.suspended.isEmpty && other.scope(of: brand) == .never)
        let own = try ViewScope(
            roster: world.alliance.roster, logs: world.store(of: "brand"))
        #expect(own.scope(of: brand) == .until(size: end.size, root: end.root))
        let replicators = try ["north", "rival"].map { try world.replicator(of: $0) }
        try await running(replicators) {
            try await eventually {
                try [atNorth, atRival].allSatisfy { store in
                    let state = try store.state(of: brand)
                    return state?.isSettled == true && state?.size == end.size
                }
            }
            // Shown again and again, proofs of what is settled are not looked at any more.
            let proof = try #require(try forks(world, "north").first)
            let broken = try Self.broken(proof.text)
            let key = try #require(world.alliance.roster.logKey(for: brand))
            #expect(throws: (any Error).self) { try ForkProof(parsing: broken).verified(by: key) }
            let shown = EvidenceAnswer(token: "again", forkProofs: [broken], erasures: [])
            #expect(await replicators[0].takes(shown, from: MemberID(unchecked: "rival")))
        }
        for store in [atNorth, atRival] {
            let state = try #require(try store.state(of: brand))
            #expect(state.edge.root == end.root && state.frozen == nil && state.isSettled)
            let scope = try ViewScope(roster: world.alliance.roster, logs: store)
            #expect(scope.suspended.isEmpty)
            #expect(scope.scope(of: brand) == .until(size: end.size, root: end.root))
            #expect(try !store.evidence(after: 0, limit: 1).isEmpty, "the evidence stays")
        }
        let dropped = try atRival.droppedCheckpoints(of: brand).map(\.size)
        #expect(dropped == [TreeSize(right)])
    }

    @Test(
        "a branch other than the roster's gives way also where no fork was known before the roster's end",
        arguments: [(300, 280), (300, 250), (300, 320)])
    func endedBefore(left: Int, right: Int) async throws {
        let (world, brand) = try forked(left, right)
        let atBrand = world.store(of: "brand")
        let end: TreeSize = 270
        let root = try TiledTree(size: end) { try atBrand.tile(of: brand, $0) ?? [] }.root()
        try world.alliance.end(brand, size: end, root: root)
        let stores = ["north", "rival"].map { world.store(of: $0) }
        try await running(["north", "rival"].map { try world.replicator(of: $0) }) {
            try await eventually {
                try stores.allSatisfy { store in
                    let state = try store.state(of: brand)
                    return state?.isSettled == true && state?.size ?? 0 >= end
                }
            }
        }
        for store in stores {
            let held = try TiledTree(size: end) { try store.tile(of: brand, $0) ?? [] }.root()
            #expect(held == root)
            #expect(try store.state(of: brand)?.frozen == nil)
            #expect(try store.forkedLogs() == [brand])
            #expect(try !store.evidence(after: 0, limit: 1).isEmpty)
        }
        #expect(try stores[1].droppedCheckpoints(of: brand).map(\.size) == [TreeSize(right)])
    }

    @Test(
        "what a thief of the key has promised gives way once the roster ends the log, whoever saw it first"
    )
    func promised() async throws {
        let world = try ReplicatingAlliance(["brand", "rival", "north"])
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(300, by: "brand")
        let atNorth = world.store(of: "north")
        for size in [270, 900] as [TreeSize] {
            try world.sign(size, root: .sha256([1]), by: "brand", into: atNorth)
        }
        let atBrand = world.store(of: "brand")
        let root = try atBrand.tree(of: brand, size: 270).root()
        try world.alliance.end(brand, size: 270, root: root)
        let stores = ["north", "rival"].map { world.store(of: $0) }
        try await running(["north", "rival"].map { try world.replicator(of: $0) }) {
            try await eventually {
                try stores.allSatisfy { try $0.state(of: brand)?.served?.size == 300 }
            }
        }
        for store in stores {
            let state = try #require(try store.state(of: brand))
            #expect(try state.edge.root == atBrand.state(of: brand)?.edge.root)
            #expect(state.target?.size == 300)
            #expect(try store.forkedLogs().isEmpty)
            let scope = try ViewScope(roster: world.alliance.roster, logs: store)
            #expect(scope.scope(of: brand) == .until(size: 270, root: root))
        }
        #expect(try atNorth.droppedCheckpoints(of: brand).map(\.size) == [900])
        #expect(try stores[1].droppedCheckpoints(of: brand).isEmpty)
    }

    @Test(
        "a hub that hides one report is named as the one that hid it, and no longer once it shows it"
    )
    func withholding() async throws {
        let world = try ReplicatingAlliance(["hub", "brand", "north"])
        let brand = try world.alliance.origin("alliance", "brand")
        try world.write(300, by: "brand")
        let atHub = Told<LogState>()
        var hooks = ReplicatorHooks()
        hooks.grown = { atHub.tell($0) }
        try await running([try world.replicator(of: "hub", hooks: hooks)]) {
            _ = await atHub.first { $0.size == 300 }
        }
        // From here on the hub's node takes nothing up: it shows 300 entries to whoever asks.
        try world.write(1, by: "brand")
        var limits = Replicator.Limits()
        limits.withholdingGrace = .seconds(10)
        limits.withholdingInterval = .seconds(1)
        limits.poll.waitSeconds = 2
        let store = world.store(of: "north")
        let hub = MemberID(unchecked: "hub")
        try await running([try world.replicator(of: "north", limits: limits)]) {
            try await eventually { try !store.withholdings().isEmpty }
            let found = try store.withholdings()
            #expect(found.map(\.peer) == [hub])
            #expect(found.map(\.origin) == [brand])
            #expect(found.map(\.shownSize) == [300])
            #expect(found.map(\.checkpoint.size) == [301])
            #expect(found.map(\.shownBy.rawValue) == ["brand"])
            #expect(found.map(\.endedAt) == [nil])
            try await running([try world.replicator(of: "hub")]) {
                try await eventually { try store.withholdings().allSatisfy { $0.endedAt != nil } }
            }
        }
    }
}

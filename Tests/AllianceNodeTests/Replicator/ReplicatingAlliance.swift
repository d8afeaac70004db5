import AllianceNames
import AllianceNode
import Logging
import MergedView
import Replication
import Roster
import Statements
import Synchronization
import TestAlliance
import TransparencyLog

/// Members whose nodes replicate within this process, each with a store of its own, on a clock that
/// runs fast.
final class ReplicatingAlliance: Sendable {
    /// How many times faster than the machine's clock.
    static let speed = 40

    let alliance: TestAlliance
    let peers: InMemoryPeers
    let time: ReplicationTime
    private let stores: [String: InMemoryLogStore]
    /// What a peer answers in place of what it holds.
    private let changes = Mutex<[String: InMemoryPeers.Answer]>([:])

    init(_ names: [String] = ["hub", "brand", "rival"]) throws {
        alliance = try TestAlliance(members: names, channels: [:])
        for (place, name) in names.enumerated() {
            try alliance.changeMember(name) { $0.port = 4_000 + place }
        }
        let start = ContinuousClock.now
        let uptime: @Sendable () -> Duration = { (ContinuousClock.now - start) * Self.speed }
        let sleep: @Sendable (Duration) async -> Void = { duration in
            try? await Task.sleep(for: duration / Self.speed)
        }
        time = ReplicationTime(
            uptime: uptime, wall: WallClock { 1_780_000_000_000 },
            random: { UInt64.random(in: .min ... .max) }, sleep: sleep)
        // Calls have no deadline here: on a clock that runs fast a busy machine would miss each of them.
        peers = InMemoryPeers(sleep: { _ in try? await Task.sleep(for: .seconds(3_600)) })
        stores = Dictionary(uniqueKeysWithValues: names.map { ($0, InMemoryLogStore()) })
        for name in names { connect(name) }
    }

    func store(of name: String) -> InMemoryLogStore {
        guard let store = stores[name] else { preconditionFailure("no member \(name)") }
        return store
    }

    /// Answers for a member from its store, holding frontiers back until there is news.
    func connect(_ name: String) {
        let answers = LogStorePeer(store: store(of: name))
        let (time, alliance) = (time, alliance)
        peers.connect(MemberID(unchecked: name)) { (resource, _) throws(PeerError) in
            switch resource {
            case .roster(let version):
                let version = version.map { UInt64($0) } ?? alliance.roster.version
                guard let note = alliance.note(version: version) else {
                    throw .refused(status: 404, detail: "no such roster")
                }
                return Array(note.description.utf8)
            case .frontier(let token?, let wait):
                let end = time.uptime() + .seconds(wait)
                while time.uptime() < end, !Task.isCancelled {
                    let answer = try answers.answer(.frontier(after: token, wait: 0))
                    if try FrontierAnswer(parsing: answer).token != token { return answer }
                    await time.sleep(.milliseconds(200))
                }
                return try answers.answer(.frontier(after: token, wait: 0))
            default:
                return try answers.answer(resource)
            }
        }
    }

    /// Puts `change` between what a member holds and what it answers.
    func tamper(
        _ name: String,
        _ change: @escaping @Sendable (PeerResource, [UInt8]) throws(PeerError) -> [UInt8]
    ) {
        let answers = LogStorePeer(store: store(of: name))
        peers.connect(MemberID(unchecked: name)) { (resource, _) throws(PeerError) in
            try change(resource, try answers.answer(resource))
        }
    }

    /// A register that has seen the rosters up to a version.
    func register(of name: String, upTo version: UInt64? = nil) throws -> RosterRegister {
        let register = try RosterRegister(
            trusting: alliance.roster.roster.authority.handedOver(after: []), alliance: alliance.id,
            store: store(of: name), clock: time.wall)
        for number in 1...(version ?? alliance.roster.version) {
            guard let note = alliance.note(version: number) else { continue }
            try register.accept(note)
        }
        return register
    }

    func replicator(
        of name: String, register: RosterRegister? = nil, recent: RecentSlices = RecentSlices(),
        limits: Replicator.Limits = .init(), hooks: ReplicatorHooks = .init(),
        logger: Logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    ) throws -> Replicator {
        let member = MemberID(unchecked: name)
        return Replicator(
            member: member, store: store(of: name), transport: peers.transport(of: member),
            register: try register ?? self.register(of: name), recent: recent, time: time,
            limits: limits, hooks: hooks, logger: logger)
    }

    // MARK: Logs

    /// Writes entries into a member's log, in its own store or, for a second history, in another's.
    func write(
        _ count: Int, by name: String, payloadBytes: Int = 40, into store: InMemoryLogStore? = nil,
        marked mark: UInt8 = 0
    ) throws {
        let store = store ?? self.store(of: name)
        let origin = try alliance.origin("alliance", name)
        let held = try store.state(of: origin)?.edge ?? CompactRange()
        var edge = held
        var slices: [BundleSlice] = []
        for bundle in BundleCoordinate.bundles(
            covering: held.size..<(held.size + UInt64(count)), size: held.size + UInt64(count))
        {
            let offset = Int(max(held.size, bundle.firstEntry) - bundle.firstEntry)
            var (entries, payloads): ([UInt8], [UInt8]) = ([], [])
            var leaves: [Digest] = []
            for place in offset..<bundle.width {
                let index = bundle.firstEntry + UInt64(place)
                let salted =
                    withUnsafeBytes(of: index.bigEndian) { Array($0) } + [mark]
                    + [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: payloadBytes)
                let commit = salted.withUnsafeBytes { PayloadBundle.commit(saltAndPayload: $0) }
                let entry = Entry(
                    kind: .assertIndicator, issuedAt: 1_780_000_000_000, commit: commit)
                EntryBundle.append(entry: entry.bytes, to: &entries)
                PayloadBundle.append(saltAndPayload: salted, to: &payloads)
                leaves.append(MerkleHash.leaf(entry.bytes))
            }
            for leaf in leaves { edge.append(leaf: leaf) }
            slices.append(
                BundleSlice(
                    bundle: bundle.index, offset: offset, count: bundle.width - offset,
                    entries: entries, payloads: payloads, leafHashes: leaves))
        }
        try store.admit(AdmittedEntries(origin: origin, start: held.size, slices: slices))
        try sign(edge.size, root: edge.root, by: name, into: store)
    }

    /// Signs a checkpoint and records it as the author's store does.
    func sign(_ size: TreeSize, root: Digest, by name: String, into store: InMemoryLogStore) throws
    {
        let origin = try alliance.origin("alliance", name)
        let signer = try alliance.logSigner(origin)
        let signed = try SignedCheckpoint(
            signing: Checkpoint(origin: origin.description, size: size, root: root), by: signer)
        try store.believe(signed.verified(by: signer.verifierKey), for: origin)
    }
}

/// What hooks have told, to be awaited.
struct Told<Element: Sendable>: Sendable {
    private let stream: AsyncStream<Element>
    private let continuation: AsyncStream<Element>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func tell(_ element: Element) { continuation.yield(element) }

    /// The first that fits.
    func first(where fits: (Element) -> Bool) async -> Element? {
        for await element in stream where fits(element) { return element }
        return nil
    }
}

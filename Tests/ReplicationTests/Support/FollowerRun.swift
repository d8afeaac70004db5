import AllianceNames
import Replication
import Roster
import TransparencyLog

/// Carries out a follower's actions at once, one after the other, over a store and peers that are
/// functions; keeps what was asked of whom and what was reported.
struct FollowerRun {
    typealias Peer = (PeerResource) throws(PeerError) -> [UInt8]

    var follower: Follower
    let store: InMemoryLogStore
    var peers: [MemberID: Peer] = [:]
    var uptime = Duration.zero
    private(set) var asked: [(peer: MemberID, resource: PeerResource)] = []
    private(set) var reports: [FollowerReport] = []
    /// What was kept for others with a freeze.
    private(set) var proofs: [VerifiedForkProof] = []
    /// What was given up once the roster had ended the log.
    private(set) var settlements: [ForkSettlement] = []
    private(set) var wakeAt: Duration?
    /// Jobs whose memory the follower has not given back.
    private(set) var inMemory: Set<JobID> = []
    private(set) var inMemoryMax = 0
    /// Set to make the next calls of the store fail.
    var failingStores = 0
    /// What happens while the next tiles travel.
    var meanwhile: [FollowerEvent] = []

    init(
        _ log: WrittenLog, role: Follower.Role = .mirror, store: InMemoryLogStore = .init(),
        scope: LogScope = .open, limits: FollowerLimits = FollowerLimits()
    ) throws {
        self.store = store
        let held = try store.state(of: log.origin) ?? LogState(origin: log.origin, edge: .init())
        follower = Follower(origin: log.origin, role: role, held: held, limits: limits)
        handle(.roster(key: log.key, scope: scope))
    }

    var refusals: [(peer: MemberID, keyword: String)] {
        reports.compactMap { report in
            if case .refused(let peer, let failure) = report {
                (peer, failure.keyword)
            } else {
                nil
            }
        }
    }

    var findings: [ForkFinding] {
        reports.compactMap { if case .forked(let finding) = $0 { finding } else { nil } }
    }

    mutating func offer(
        _ checkpoint: SignedCheckpoint, by peer: MemberID, rank: Int = 0
    ) {
        handle(.offered(checkpoint, by: peer, rank: rank))
    }

    /// Lets the time come that the follower asked for.
    mutating func wake() {
        guard let wakeAt else { return }
        self.wakeAt = nil
        uptime = max(uptime, wakeAt)
        handle(.time)
    }

    mutating func handle(_ event: FollowerEvent) {
        var events = [event]
        while !events.isEmpty {
            let moment = Moment(uptime: uptime, wall: 1_700_000_000_000, random: 0xffff)
            for action in follower.handle(events.removeFirst(), at: moment) {
                if case .fetchTiles = action {
                    events += meanwhile
                    meanwhile = []
                }
                if let answer = carryOut(action) { events.append(answer) }
            }
        }
    }

    private mutating func carryOut(_ action: FollowerAction) -> FollowerEvent? {
        switch action {
        case .fetchTiles(let job, let tiles, let peer):
            var answers: [(tile: TileCoordinate, bytes: [UInt8])] = []
            for tile in tiles {
                do throws(PeerError) {
                    answers.append((tile, try fetch(.tile(follower.origin, tile), from: peer)))
                } catch {
                    return .failed(job, .noAnswer(error))
                }
            }
            return .tiles(job, answers)
        case .fetchBundle(let job, let check, let peer, let bytesMax):
            inMemory.insert(job)
            inMemoryMax = max(inMemoryMax, inMemory.count)
            return fetch(check, for: job, from: peer, bytesMax: bytesMax)
        case .store(let job, let checkpoint, let entries, let jobs):
            inMemory.subtract(jobs)
            return store(job) { store, origin in
                if let checkpoint { try store.believe(checkpoint, for: origin) }
                if let entries { try store.admit(entries) }
            }
        case .freeze(let job, let finding, let believing, let proof):
            if let proof { proofs.append(proof) }
            return store(job) { store, origin in
                if let believing { try store.believe(believing, for: origin) }
                try store.freeze(origin, finding)
            }
        case .settle(let job, let settlement):
            settlements.append(settlement)
            return store(job) { store, origin in try store.settle(origin, settlement) }
        case .compare(let job, let checkpoint):
            let (store, origin) = (store, follower.origin)
            let comparison = try? HeldComparison.compare(
                checkpoint, with: store.state(of: origin),
                readTile: { tile in
                    guard let bytes = try store.tile(of: origin, tile) else {
                        throw PeerError.refused(status: 404, detail: tile.path)
                    }
                    return bytes
                })
            return comparison.map { .compared(job, $0) } ?? .storeFailed(job, nil)
        case .drop(let jobs):
            inMemory.subtract(jobs)
        case .wake(let time):
            wakeAt = time
        case .report(let report):
            reports.append(report)
        }
        return nil
    }

    private mutating func fetch(
        _ check: BundleCheck, for job: JobID, from peer: MemberID, bytesMax: Int
    ) -> FollowerEvent {
        do throws(PeerError) {
            let entries = try fetch(check.entries, from: peer)
            let payloads = try fetch(check.payloads, from: peer)
            guard entries.count + payloads.count <= bytesMax else {
                return .failed(job, .noAnswer(.tooLarge(bytesMax: bytesMax)))
            }
            do throws(ReplicationError) {
                return .bundle(job, try check.run(entries: entries, payloads: payloads))
            } catch {
                return .failed(job, .refused(error))
            }
        } catch {
            return .failed(job, .noAnswer(error))
        }
    }

    private mutating func fetch(
        _ resource: PeerResource, from peer: MemberID
    ) throws(PeerError) -> [UInt8] {
        asked.append((peer, resource))
        guard let answer = peers[peer] else { throw .unreachable("no such peer") }
        return try answer(resource)
    }

    private mutating func store(
        _ job: JobID, _ work: (InMemoryLogStore, LogOrigin) throws -> Void
    ) -> FollowerEvent {
        let origin = follower.origin
        do {
            guard failingStores == 0 else {
                failingStores -= 1
                return .storeFailed(job, try store.state(of: origin))
            }
            try work(store, origin)
            guard let state = try store.state(of: origin) else { return .storeFailed(job, nil) }
            return .stored(job, state)
        } catch {
            return .storeFailed(
                job, (try? store.state(of: origin)) ?? nil,
                against: (try? store.believed(against: error)) ?? nil)
        }
    }
}

extension MemberID {
    init(_ name: String) { self.init(unchecked: name) }

    static let hub = MemberID("hub")
    static let mirror = MemberID("mirror")
    static let other = MemberID("other")
    static let author = MemberID("brand")
}

extension WrittenLog {
    /// A peer that holds all of this log.
    func peer(
        changing change: @escaping (PeerResource, [UInt8]) throws(PeerError) -> [UInt8] = { $1 }
    ) -> FollowerRun.Peer {
        { (resource) throws(PeerError) in
            switch resource {
            case .tile(_, let tile): try change(resource, self.tile(tile))
            case .entries(_, let bundle): try change(resource, self.bundle(bundle))
            case .payloads(_, let bundle, let from):
                try change(resource, self.payloads(bundle, from: from))
            default: throw .refused(status: 404, detail: resource.path)
            }
        }
    }
}

/// A peer that falls silent after so many answers.
func silent(_ peer: @escaping FollowerRun.Peer, after answers: Int) -> FollowerRun.Peer {
    let left = AnswersLeft(answers)
    return { (resource) throws(PeerError) in
        guard left.takeOne() else { throw .unreachable("gone") }
        return try peer(resource)
    }
}

private final class AnswersLeft {
    private var count: Int

    init(_ count: Int) { self.count = count }

    func takeOne() -> Bool {
        count -= 1
        return count >= 0
    }
}

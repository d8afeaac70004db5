import AllianceNames
import Replication
import Roster
import TransparencyLog

/// Nodes of an alliance in one process and in virtual time, with everything between them that can go
/// wrong. The seed decides all of it, so that it replays a run.
struct Simulation {
    private(set) var time = VirtualTime()
    var random: ReplayableRandom
    var faults = Faults()
    var nodes: [MemberID: SimulatedNode] = [:]
    /// What each author has written; of an equivocating one also the other history.
    private(set) var logs: [LogOrigin: (shown: WrittenLog, other: WrittenLog?)] = [:]
    private let limits: FollowerLimits

    /// - Parameter conducts: of the members beside the hub, which all poll, and which is honest.
    init(seed: UInt64, conducts: [Conduct]) throws {
        random = ReplayableRandom(seed: seed)
        var limits = FollowerLimits()
        limits.smallGrowthBundlesMax = Int.random(in: 1...4, using: &random)
        limits.windowBundlesMax = Int.random(in: 2...12, using: &random)
        limits.storeBundlesMin = Int.random(in: 1...6, using: &random)
        limits.usualBundleBytesMax = Int.random(in: 20...60, using: &random) * 1024
        self.limits = limits
        let names = conducts.indices.map { MemberID("brand-\($0)") }
        nodes[.hub] = SimulatedNode(.hub, conduct: .honest, peers: names)
        for (name, conduct) in zip(names, conducts) {
            let others = names.filter { $0 != name }.shuffled(using: &random).prefix(2)
            // Whoever shows two histories is to be seen by those who are shown the one and the other.
            let doubtful = zip(names, conducts).filter { $0.1 == .equivocating && $0.0 != name }
            nodes[name] = SimulatedNode(
                name, conduct: conduct,
                peers: [.hub] + Set(others + doubtful.map(\.0)).sorted())
            let log = try WrittenLog(
                "alliance.example/alliance/\(name)/e1", seed: random.next())
            logs[log.origin] = (log, conduct == .equivocating ? log : nil)
        }
        for name in nodes.keys.sorted() { try start(name) }
    }

    var origins: [LogOrigin] { logs.keys.sorted() }

    func node(_ name: MemberID) -> SimulatedNode {
        guard let node = nodes[name] else { preconditionFailure("no node \(name)") }
        return node
    }

    mutating func run(for duration: Duration) throws {
        let end = time.now + duration
        while let body = time.next(until: end) { try body(&self) }
    }

    mutating func plan(
        after delay: Duration, _ body: @escaping (inout Simulation) throws -> Void
    ) {
        time.plan(after: delay, body)
    }

    private mutating func moment() -> Moment {
        Moment(
            uptime: time.now, wall: UInt64(time.now / .milliseconds(1)), random: random.next())
    }

    // MARK: Nodes

    /// Begins a life of a node, from what its store holds.
    private mutating func start(_ name: MemberID) throws {
        var node = node(name)
        node.life += 1
        node.isUp = true
        node.followers = [:]
        for origin in origins {
            var held =
                try node.store.state(of: origin) ?? LogState(origin: origin, edge: .init())
            let proof = try node.store.evidence(after: 0, limit: .max).map(\.record)
                .first { $0.origin == origin }
            held.frozen = try held.frozen ?? proof.map { try ForkFinding(recorded: $0) }
            node.followers[origin] = Follower(
                origin: origin, role: origin.member == name ? .own : .mirror, held: held,
                limits: limits)
        }
        node.polls = Dictionary(uniqueKeysWithValues: node.peers.map { ($0, PeerPoll(peer: $0)) })
        nodes[name] = node
        for origin in origins {
            handle(.roster(key: logs[origin]?.shown.key, scope: .open), of: origin, at: name)
        }
        for peer in node.peers { handle(.started, from: peer, at: name) }
    }

    /// Stops a node as a power cut does, and starts it again later.
    mutating func crash(_ name: MemberID) throws {
        guard node(name).isUp else { return }
        nodes[name]?.isUp = false
        nodes[name]?.life += 1
        nodes[name]?.waiting = []
        plan(after: .milliseconds(Int.random(in: 10...20_000, using: &random))) { simulation in
            try simulation.start(name)
        }
    }

    mutating func write(_ origin: LogOrigin, _ count: Int) throws {
        guard var (shown, other) = logs[origin] else { return }
        let author = node(origin.member)
        for _ in 0..<count {
            if random.chance(2) {
                shown.appendCommitted(bytes: Int.random(in: 0...2_000, using: &random))
            } else {
                shown.append(1)
            }
        }
        try shown.store(into: author.store)
        if var history = other {
            history.append(count, payloadBytes: 21)
            try history.store(into: author.otherStore)
            other = history
        }
        logs[origin] = (shown, other)
        try tellWaiting(at: origin.member)
    }

    // MARK: Carrying out

    private mutating func handle(
        _ event: PeerPoll.Event, from peer: MemberID, at name: MemberID
    ) {
        let moment = moment()
        for action in nodes[name]?.polls[peer]?.handle(event, at: moment) ?? [] {
            switch action {
            case .poll(let resource, let deadline):
                request(resource, from: peer, by: name, deadline: deadline) { simulation, result in
                    do throws(PeerError) {
                        let answer = try FrontierAnswer(parsing: try result.get())
                        simulation.handle(.answered(answer), from: peer, at: name)
                    } catch {
                        simulation.handle(.failed(error), from: peer, at: name)
                    }
                }
            case .deliver(let notes):
                for note in notes {
                    guard let signed = try? SignedCheckpoint(parsing: note),
                        let origin = try? LogOrigin(parsing: signed.checkpoint.origin)
                    else { continue }
                    let rank = peer == origin.member ? 0 : peer == .hub ? 1 : 2
                    handle(.offered(signed, by: peer, rank: rank), of: origin, at: name)
                }
            case .wake(let at):
                later(name, at - time.now) { $0.handle(.time, from: peer, at: name) }
            case .fetchRoster:
                later(name, .milliseconds(1)) {
                    $0.handle(.rosterSeen(version: 1), from: peer, at: name)
                }
            case .fetchEvidence(let token):
                request(
                    .evidence(after: token), from: peer, by: name, deadline: .seconds(30)
                ) { simulation, result in
                    try simulation.take(result, from: peer, at: name)
                }
            case .statusChanged, .rosterIsNews: break
            }
        }
    }

    /// Verifies and keeps the fork proofs of an answer, as a node does.
    private mutating func take(
        _ result: Result<[UInt8], PeerError>, from peer: MemberID, at name: MemberID
    ) throws {
        let answer = (try? result.get()).flatMap { try? EvidenceAnswer(parsing: $0) }
        var isSound = true
        // Who says two different things goes on saying them.
        let isTakenUp = node(name).conduct != .equivocating
        for text in isTakenUp ? answer?.forkProofs ?? [] : [] {
            guard let proof = try? ForkProof(parsing: text),
                let origin = try? LogOrigin(parsing: proof.origin),
                let key = logs[origin]?.shown.key,
                let verified = try? proof.verified(by: key)
            else {
                isSound = false
                continue
            }
            let record = try EvidenceRecord(fork: verified, shownBy: peer, keptAt: 0)
            if try node(name).store.keep(record) {
                handle(.forked(try ForkFinding(recorded: record)), of: origin, at: name)
                try tellWaiting(at: name)
            }
        }
        handle(.evidenceSeen(token: isSound ? answer?.token : nil), from: peer, at: name)
    }

    private mutating func handle(
        _ event: FollowerEvent, of origin: LogOrigin, at name: MemberID
    ) {
        let moment = moment()
        for action in nodes[name]?.followers[origin]?.handle(event, at: moment) ?? [] {
            perform(action, of: origin, at: name)
        }
    }

    private mutating func perform(
        _ action: FollowerAction, of origin: LogOrigin, at name: MemberID
    ) {
        switch action {
        case .fetchTiles(let job, let tiles, let peer):
            fetch(tiles[...], fetched: [], of: origin, for: job, from: peer, at: name)
        case .fetchBundle(let job, let check, let peer, let bytesMax):
            fetch(check, of: origin, for: job, from: peer, at: name, bytesMax: bytesMax)
        case .store(let job, let checkpoint, let entries, _):
            store(job, of: origin, at: name) { store in
                if let checkpoint { try store.believe(checkpoint, for: origin) }
                if let entries { try store.admit(entries) }
            }
        case .freeze(let job, let finding, let believing, let proof):
            store(job, of: origin, at: name) { store in
                if let believing { try store.believe(believing, for: origin) }
                try store.freeze(
                    origin, finding,
                    proof: proof.map { try EvidenceRecord(fork: $0, shownBy: nil, keptAt: 0) })
            }
        case .settle(let job, let settlement):
            store(job, of: origin, at: name) { try $0.settle(origin, settlement) }
        case .compare(let job, let checkpoint):
            let store = node(name).store
            let comparison = try? HeldComparison.compare(
                checkpoint, with: store.state(of: origin),
                readTile: { tile in
                    guard let bytes = try store.tile(of: origin, tile) else {
                        throw PeerError.refused(status: 404, detail: tile.path)
                    }
                    return bytes
                })
            later(name, .milliseconds(1)) { simulation in
                simulation.handle(
                    comparison.map { .compared(job, $0) } ?? .storeFailed(job, nil), of: origin,
                    at: name)
            }
        case .wake(let at):
            later(name, at - time.now) { $0.handle(.time, of: origin, at: name) }
        case .drop: break
        case .report(.shown(let checkpoint, _)):
            nodes[name]?.shown[origin, default: []].insert(checkpoint.checkpoint.description)
        case .report(.forked(let finding)):
            nodes[name]?.findings.append(finding)
        case .report: break
        }
    }

    /// Does something in this life of a node, unless it ends before.
    private mutating func later(
        _ name: MemberID, _ delay: Duration, _ body: @escaping (inout Simulation) throws -> Void
    ) {
        let life = node(name).life
        plan(after: max(delay, .zero)) { simulation in
            guard simulation.node(name).life == life else { return }
            try body(&simulation)
        }
    }

    /// A write takes a while; a crash before it ends finds it done or not.
    private mutating func store(
        _ job: JobID, of origin: LogOrigin, at name: MemberID,
        _ work: @escaping (InMemoryLogStore) throws -> Void
    ) {
        let store = node(name).store
        let written: Result<Void, any Error>? = random.chance(50) ? Result { try work(store) } : nil
        later(name, .milliseconds(Int.random(in: 1...20, using: &random))) { simulation in
            let result = written ?? Result { try work(store) }
            let state = try store.state(of: origin) ?? LogState(origin: origin, edge: .init())
            switch result {
            case .success: simulation.handle(.stored(job, state), of: origin, at: name)
            case .failure(let error):
                let believed = try store.believed(against: error)
                simulation.handle(
                    .storeFailed(job, state, against: believed), of: origin, at: name)
            }
            try simulation.tellWaiting(at: name)
        }
    }

    // MARK: Fetching

    private mutating func fetch(
        _ tiles: ArraySlice<TileCoordinate>, fetched: [(tile: TileCoordinate, bytes: [UInt8])],
        of origin: LogOrigin, for job: JobID, from peer: MemberID, at name: MemberID
    ) {
        guard let tile = tiles.first else {
            return handle(.tiles(job, fetched), of: origin, at: name)
        }
        request(.tile(origin, tile), from: peer, by: name, deadline: .seconds(60)) {
            simulation, result in
            switch result {
            case .success(let bytes):
                simulation.fetch(
                    tiles.dropFirst(), fetched: fetched + [(tile, bytes)], of: origin, for: job,
                    from: peer, at: name)
            case .failure(let error):
                simulation.handle(.failed(job, .noAnswer(error)), of: origin, at: name)
            }
        }
    }

    private mutating func fetch(
        _ check: BundleCheck, of origin: LogOrigin, for job: JobID, from peer: MemberID,
        at name: MemberID, bytesMax: Int
    ) {
        request(check.entries, from: peer, by: name, deadline: .seconds(60)) { simulation, first in
            simulation.request(check.payloads, from: peer, by: name, deadline: .seconds(60)) {
                simulation, second in
                let event: FollowerEvent
                do {
                    let (entries, payloads) = (try first.get(), try second.get())
                    event =
                        entries.count + payloads.count > bytesMax
                        ? .failed(job, .noAnswer(.tooLarge(bytesMax: bytesMax)))
                        : .bundle(job, try check.run(entries: entries, payloads: payloads))
                } catch let error as PeerError {
                    event = .failed(job, .noAnswer(error))
                } catch {
                    event = .failed(
                        job, .refused(error as? ReplicationError ?? .checkpoint(detail: "")))
                }
                simulation.handle(event, of: origin, at: name)
            }
        }
    }
}

extension Simulation {
    /// A token that has no news waits until there are some.
    mutating func tellWaiting(at name: MemberID) throws {
        let waiting = node(name).waiting
        nodes[name]?.waiting = []
        for (_, reply) in waiting { try reply(&self) }
    }
}

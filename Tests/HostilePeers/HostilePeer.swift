import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
package import Peering
package import Replication
import Synchronization

/// A member's node that cannot be trusted in anything: behind true certificates it answers from a true
/// store, and now and then puts something wrong into whatever it was asked for.
package final class HostilePeer: Sendable {
    /// Where an answer goes: each kind of resource is one. What belongs to members that take no connections are two:
    /// `mirror`, what they bring to be held for them, and `relay`, the questions that are passed on to them.
    package enum Slot: String, CaseIterable, Sendable {
        case roster, frontier, evidence, checkpoint, tile, entries, payloads
        case object, snapshotKey, questions, certificate, addCheckpoint, witnessCheckpoint
        case mirror, relay

        package init(_ resource: PeerResource) {
            self =
                switch resource {
                case .roster: .roster
                case .frontier: .frontier
                case .evidence: .evidence
                case .checkpoint: .checkpoint
                case .tile: .tile
                case .entries: .entries
                case .payloads: .payloads
                case .object: .object
                case .snapshotKey: .snapshotKey
                case .questions: .questions
                case .certificate: .certificate
                case .addCheckpoint: .addCheckpoint
                case .witnessCheckpoint: .witnessCheckpoint
                case .mirrorCheckpoint, .mirrorEntries, .mirrorEvidence, .wantedObjects,
                    .mirrorObject:
                    .mirror
                case .routedQuestion, .waitingQuestions, .routedAnswer: .relay
                }
        }
    }

    private struct State {
        var random: SeededRandom
        /// Attacks in ten answers.
        var rage = 0
        var earlier: [Slot: [[UInt8]]] = [:]
        var counts: [Slot: [HostileAttack: Int]] = [:]
        var asked: Set<String> = []
        var endlessBytesMax = 0
    }

    private static let rememberedMax = 16
    /// How long an honest frontier without news is held back.
    private static let hold = TimeAmount.milliseconds(200)

    private let honest: LogStorePeer
    private let store: any LogStore
    private let forms: @Sendable (PeerResource) -> [UInt8]?
    private let tls: TLSContexts
    private let group: MultiThreadedEventLoopGroup
    private let state: Mutex<State>
    private let channels = Mutex<[any Channel]>([])

    /// - Parameters:
    ///   - store: what it holds, which it reads on its one thread.
    ///   - forms: what it answers where a log store alone has nothing to say.
    package init(
        _ store: any LogStore, tls: TLSContexts, seed: UInt64,
        forms: @escaping @Sendable (PeerResource) -> [UInt8]? = { _ in nil }
    ) {
        self.store = store
        self.forms = forms
        self.tls = tls
        honest = LogStorePeer(store: store)
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        state = Mutex(State(random: SeededRandom(seed: seed)))
    }

    package func start(port: Int) async throws {
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [tls] channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLServerHandler(context: tls.server))
                    try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
                    try pipeline.addHandler(HostileAnswering(self))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        channels.withLock { $0.append(channel) }
    }

    package func stop() async throws {
        for channel in channels.withLock({ $0 }) { try? await channel.close() }
        try await group.shutdownGracefully()
    }

    /// - Parameter rage: attacks in ten answers; 0 is an honest peer.
    package func set(rage: Int) { state.withLock { $0.rage = rage } }

    package var counts: [Slot: [HostileAttack: Int]] { state.withLock { $0.counts } }
    /// The kinds of resources that somebody has asked for, by their cases' names.
    package var asked: Set<String> { state.withLock { $0.asked } }
    package var attacks: Int {
        counts.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    }
    /// The most that somebody took of an answer without an end.
    package var endlessBytesMax: Int { state.withLock { $0.endlessBytesMax } }

    func took(endless bytes: Int) {
        state.withLock { $0.endlessBytesMax = max($0.endlessBytesMax, bytes) }
    }

    // MARK: Answers

    enum Answer {
        case status(Int)
        case bytes(HostileBytes, after: TimeAmount)
    }

    func answer(_ target: String) -> Answer {
        guard let resource = try? PeerResource(parsing: target) else { return .status(404) }
        let slot = Slot(resource)
        state.withLock { _ = $0.asked.insert(Self.kind(resource)) }
        let bytes = (try? honest.answer(resource)) ?? forms(resource)
        guard let attack = choose(slot, isThere: bytes != nil) else {
            guard let bytes else { return .status(404) }
            remember(bytes, slot)
            return .bytes(HostileBytes(bytes: bytes), after: hold(resource, bytes))
        }
        let elsewhere = elsewhere(resource)
        return .bytes(
            state.withLock { state in
                let earlier = state.earlier[slot] ?? []
                return attack.bytes(
                    for: bytes ?? [UInt8](repeating: 0x63, count: 100),
                    bytesMax: resource.bodyBytesMax, earlier: earlier, elsewhere: elsewhere,
                    using: &state.random)
            }, after: .zero)
    }

    private static func kind(_ resource: PeerResource) -> String {
        String("\(resource)".prefix { $0 != "(" })
    }

    /// The attack that was made least here, in some of the answers.
    private func choose(_ slot: Slot, isThere: Bool) -> HostileAttack? {
        state.withLock { state in
            guard Int.random(in: 0..<10, using: &state.random) < state.rage else { return nil }
            let counts = state.counts[slot] ?? [:]
            let least = HostileAttack.allCases.map { counts[$0] ?? 0 }.min() ?? 0
            let attack = HostileAttack.allCases.filter { counts[$0] ?? 0 == least }
                .randomElement(using: &state.random)
            if let attack { state.counts[slot, default: [:]][attack, default: 0] += 1 }
            return attack
        }
    }

    private func remember(_ bytes: [UInt8], _ slot: Slot) {
        state.withLock { state in
            var earlier = state.earlier[slot] ?? []
            guard earlier.last != bytes else { return }
            earlier.append(bytes)
            state.earlier[slot] = Array(earlier.suffix(Self.rememberedMax))
        }
    }

    private func hold(_ resource: PeerResource, _ bytes: [UInt8]) -> TimeAmount {
        guard case .frontier(let after?, let wait) = resource, wait > 0,
            let answer = try? FrontierAnswer(parsing: bytes), answer.token == after
        else { return .zero }
        return Self.hold
    }

    /// The same of other logs; what stands in no log, of other kinds.
    private func elsewhere(_ resource: PeerResource) -> [[UInt8]] {
        let origins = ((try? store.states()) ?? []).map(\.origin)
        let others: [PeerResource] =
            switch resource {
            case .tile(let origin, let tile):
                origins.filter { $0 != origin }.map { .tile($0, tile) }
            case .entries(let origin, let bundle):
                origins.filter { $0 != origin }.map { .entries($0, bundle) }
            case .payloads(let origin, let bundle, let from):
                origins.filter { $0 != origin }.map { .payloads($0, bundle, from: from) }
            case .checkpoint(let origin):
                origins.filter { $0 != origin }.map { .checkpoint($0) }
            default:
                [.roster(version: nil), .frontier(after: nil, wait: 0), .evidence(after: nil)]
                    + origins.map { .checkpoint($0) }
            }
        return others.filter { $0 != resource }.compactMap { try? honest.answer($0) }
    }
}

import AllianceNames
import AllianceNode
import Credentials
import Foundation
import HostilePeers
import NIOPosix
import NIOSSL
import NodeAPI
import Peering
import Replication
import Roster
import SQLiteStore
import TransparencyLog

/// Four members' nodes put something wrong into seven of ten answers to a node that follows them, and
/// post to it what no honest client sends: how long an honest member's reports take to arrive there
/// meanwhile, and what memory it takes.
enum AbuseObjects {
    static let name = "abuse.objects.p99"
    private static let hostiles = 4
    private static let reports = 150
    private static let secondsMax = 120.0

    static func run(_ bench: Workbench) async throws -> Figure {
        let world = try HostileWorld(
            in: bench.room("hostile").appending(path: "world"),
            ports: try FreePorts.take(2 + hostiles))
        let honest = try OpenedNode(world.home(HostileWorld.honest))
        try await honest.report(HostileWorld.reports(1_000, "honest"), to: .alliance)
        var members: [OpenedNode] = []
        var peers: [HostilePeer] = []
        for (number, name) in world.hostiles.enumerated() {
            let member = try OpenedNode(world.home(name))
            try await member.report(HostileWorld.reports(2_000, name), to: .alliance)
            try await member.report(HostileWorld.reports(300, name), to: HostileWorld.luxury)
            let peer = HostilePeer(
                member.logs, tls: try member.tlsContexts(), seed: UInt64(number + 1))
            try await peer.start(port: world.ports[name] ?? 0)
            members.append(member)
            peers.append(peer)
        }
        let honestNode = try NodeProcess(world.home(HostileWorld.honest))
        defer { honestNode.stop() }
        _ = try honestNode.next(.ready)
        let follower = try NodeProcess(world.home(HostileWorld.follower), isImpatient: true)
        defer { follower.stop() }
        _ = try follower.next(.ready)
        let store = try SQLiteLogStore(path: world.home(HostileWorld.follower).logDatabase)
        let lags = Lags(world: world, author: honest, store: store)
        try await lags.catchUp(members + [honest])

        // The other logs grow in both.
        let calm = try await lags.measure("calm", while: members)
        for peer in peers { peer.set(rage: 7) }
        async let posted = post(to: world, as: members[0])
        let during = try await lags.measure("hostile", while: members)
        let statuses = try await posted
        let peak = follower.usage.peakMemoryBytes
        let attacks = peers.reduce(0) { $0 + $1.attacks }
        let slots = Set(peers.flatMap { $0.counts.keys.map(\.rawValue) }).sorted()
        for peer in peers { peer.set(rage: 0) }
        try await lags.catchUp(members + [honest])
        guard follower.isRunning, honestNode.isRunning else {
            throw BenchmarkFailure("a node has ended")
        }
        let named = try await lags.check(world)
        for peer in peers { try await peer.stop() }
        for member in members + [honest] { try member.close() }
        try store.close()
        return Figure(
            name: name, value: during.p99, unit: "ms", limit: "the same, all peers honest",
            limitValue: calm.p99, cpuSeconds: 0, peakMemoryBytes: peak,
            remarks: [
                "an honest report at the follower: \(during.remark); without attacks \(calm.remark)",
                "\(attacks) attacks in \(slots.joined(separator: ", "))",
                "the follower at most \(peak >> 20) MiB; of an answer without an end at most \((peers.map(\.endlessBytesMax).max() ?? 0) >> 20) MiB went out",
                "posts: " + statuses,
                "afterwards every log is whole and sound; \(named) of \(hostiles) hostile members are named",
            ])
    }

    /// Posts of every kind to the follower's port.
    private static func post(
        to world: HostileWorld, as member: OpenedNode
    ) async throws -> String {
        let caller = try HostileCaller(
            port: world.ports[HostileWorld.follower] ?? 0,
            tls: TLSContexts.clientConfiguration(member.tlsContexts().material),
            group: MultiThreadedEventLoopGroup.singleton)
        var random = SeededRandom(seed: 99)
        var outcomes: [HostileCaller.Outcome: Int] = [:]
        let honest = [UInt8](repeating: 0x71, count: 2_000)
        for _ in 0..<60 {
            for path in ["/questions", "/certificate", "/witness/add-checkpoint"] {
                for attack in HostileAttack.allCases {
                    let bytes = attack.bytes(
                        for: honest, bytesMax: ConnectionLimits().bodyBytesMax, earlier: [],
                        elsewhere: [], using: &random)
                    outcomes[try await caller.post(path, bytes), default: 0] += 1
                }
            }
        }
        let (statuses, others) = outcomes.reduce(into: ([Int: Int](), 0)) { sums, outcome in
            if case .status(let status) = outcome.key {
                sums.0[status] = outcome.value
            } else {
                sums.1 += outcome.value
            }
        }
        guard statuses.keys.allSatisfy({ $0 < 500 }) else {
            throw BenchmarkFailure("a hostile request failed the node: \(statuses)")
        }
        let answered = statuses.sorted { $0.key < $1.key }.map { "\($0.value) of status \($0.key)" }
        return (answered + ["\(others) cut off"]).joined(separator: ", ")
    }

    /// How long reports take to the follower's record.
    private struct Lags: Sendable {
        let world: HostileWorld
        let author: OpenedNode
        let store: SQLiteLogStore

        func measure(_ word: String, while growing: [OpenedNode]) async throws -> Latencies {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, member) in growing.enumerated() {
                    group.addTask {
                        for round in 0..<10_000 {
                            if Task.isCancelled { return }
                            let prefix = "\(word)-\(number)-\(round)"
                            do {
                                try await member.report(
                                    HostileWorld.reports(300, prefix), to: .alliance)
                            } catch {
                                if Task.isCancelled { return }
                                throw error
                            }
                            try? await Task.sleep(for: .milliseconds(1_500))
                        }
                    }
                }
                var latencies = Latencies()
                for number in 0..<reports {
                    let own = try await author.report(
                        HostileWorld.reports(1, "\(word)-honest-\(number)"), to: .alliance)
                    try await latencies.time {
                        try await wait(own.origin, own.indexes.upperBound)
                    }
                    try await Task.sleep(for: .milliseconds(100))
                }
                group.cancelAll()
                try await group.waitForAll()
                return latencies
            }
        }

        func catchUp(_ members: [OpenedNode]) async throws {
            for member in members {
                let origin = member.writer.origin(in: .alliance)
                try await wait(origin, try member.logs.state(of: origin)?.size ?? 0)
            }
        }

        private func wait(_ origin: LogOrigin, _ size: TreeSize) async throws {
            let start = ContinuousClock.now
            while try store.state(of: origin)?.size ?? 0 < size {
                guard (ContinuousClock.now - start).inSeconds < secondsMax else {
                    throw BenchmarkFailure("\(origin) did not arrive at the follower")
                }
                try await Task.sleep(for: .milliseconds(1))
            }
        }

        /// - Returns: how many hostile members `peer status` names.
        func check(_ world: HostileWorld) async throws -> Int {
            for state in try store.states() {
                let audit = try LogAudit(
                    of: state.origin, in: store, key: author.roster.logKey(for: state.origin)
                ).run()
                guard audit.isSound, state.origin.channel == .alliance else {
                    throw BenchmarkFailure("\(state.origin) is not as it should be")
                }
            }
            guard try store.forkedLogs().isEmpty else {
                throw BenchmarkFailure("an honest author is accused")
            }
            let refused = try store.peerStatuses().filter { $0.lastRefusal != nil }.map(\.peer)
            return refused.count { world.hostiles.contains($0.rawValue) }
        }
    }
}

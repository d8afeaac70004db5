import AllianceNames
import Foundation
import Replication
import Testing
import TransparencyLog

/// Alliances with faults, forgers and crashes, in virtual time. A failure names its seed, and
/// `TOUCHSTONE_SEEDS=<seed>` replays it; `TOUCHSTONE_SEEDS=100-200` looks further.
@Suite struct ReplicationSimulationTests {
    static let seeds: [UInt64] = {
        let asked = ProcessInfo.processInfo.environment["TOUCHSTONE_SEEDS"] ?? "1-4"
        let bounds = asked.split(separator: "-").compactMap { UInt64($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
        return Array(first...last)
    }()

    /// Faults for a while, during which authors write and nodes crash; then calm until all is quiet.
    private func run(_ simulation: inout Simulation, rounds: Int = 25) throws {
        for _ in 0..<rounds {
            for origin in simulation.origins where simulation.random.chance(40) {
                try simulation.write(origin, Int.random(in: 1...200, using: &simulation.random))
            }
            for name in simulation.nodes.keys.sorted()
            where simulation.random.chance(simulation.faults.crashes * 5) {
                try simulation.crash(name)
            }
            try simulation.run(for: .seconds(5))
        }
        simulation.faults = .none
        // The longest back-off is ten minutes, and a deadline may have to pass before it begins.
        try simulation.run(for: .seconds(3_600))
    }

    /// Every honest node holds every honest author's log as far as it is written, byte for byte.
    private func expectConverged(_ simulation: Simulation, seed: UInt64) throws {
        for origin in simulation.origins {
            guard let log = simulation.logs[origin], log.other == nil else { continue }
            for name in simulation.nodes.keys.sorted() {
                let node = simulation.node(name)
                guard node.conduct == .honest, name != origin.member else { continue }
                let state = try node.store.state(of: origin)
                #expect(
                    state?.size == log.shown.size && state?.edge.root == log.shown.root,
                    "seed \(seed): \(name) holds \(state?.size ?? 0) of \(log.shown.size) entries of \(origin)"
                )
                for bundle in BundleCoordinate.bundles(of: state?.size ?? 0) {
                    let isEqual =
                        try node.store.payloads(of: origin, bundle) == log.shown.payloads(bundle)
                        && node.store.entries(of: origin, bundle) == log.shown.bundle(bundle)
                    #expect(isEqual, "seed \(seed): \(name), \(bundle) of \(origin)")
                }
            }
        }
    }

    /// Nobody is accused who signed one history only.
    private func expectNoHonestAccused(_ simulation: Simulation, seed: UInt64) throws {
        for name in simulation.nodes.keys.sorted() {
            let node = simulation.node(name)
            for finding in node.findings {
                #expect(
                    simulation.node(finding.origin.member).conduct == .equivocating,
                    "seed \(seed): \(name) accuses \(finding.origin.member)")
            }
            for state in try node.store.states() where state.frozen != nil {
                #expect(
                    simulation.node(state.origin.member).conduct == .equivocating,
                    "seed \(seed): \(name) has frozen \(state.origin)")
            }
        }
    }

    @Test(
        "honest nodes come to hold the same, whatever is lost, late, torn, stale or crashes",
        arguments: seeds)
    func honest(seed: UInt64) throws {
        var simulation = try Simulation(
            seed: seed, conducts: [Conduct](repeating: .honest, count: 4))
        try run(&simulation)
        try expectConverged(simulation, seed: seed)
        try expectNoHonestAccused(simulation, seed: seed)
    }

    @Test(
        "a lying mirror neither stops anybody nor gets an honest author accused", arguments: seeds)
    func lyingMirror(seed: UInt64) throws {
        var simulation = try Simulation(
            seed: seed, conducts: [.honest, .lying, .honest, .honest])
        try run(&simulation)
        try expectConverged(simulation, seed: seed)
        try expectNoHonestAccused(simulation, seed: seed)
    }

    @Test(
        "an author of two histories is found by every node that was shown both, or is told by one that was",
        arguments: seeds)
    func equivocation(seed: UInt64) throws {
        var simulation = try Simulation(
            seed: seed, conducts: [.honest, .honest, .equivocating, .honest, .lying])
        try run(&simulation)
        try expectConverged(simulation, seed: seed)
        try expectNoHonestAccused(simulation, seed: seed)
        var frozen = 0
        for (origin, log) in simulation.logs.sorted(by: { $0.key < $1.key }) {
            guard let other = log.other else { continue }
            var sawBoth = false
            for name in simulation.nodes.keys.sorted() {
                let node = simulation.node(name)
                guard node.conduct == .honest else { continue }
                let isForked = try node.store.forkedLogs().contains(origin)
                if try saw(node.shown[origin] ?? [], of: log.shown, and: other) {
                    sawBoth = true
                    #expect(isForked, "seed \(seed): \(name) saw both")
                }
                frozen += isForked ? 1 : 0
            }
            #expect(sawBoth || frozen == 0, "seed \(seed): found by nobody")
        }
        #expect(frozen > 0, "seed \(seed): nobody has noticed")
    }

    /// Whether checkpoints of both histories were shown that cannot both be true: one of each from
    /// where they part.
    private func saw(
        _ shown: Set<String>, of first: WrittenLog, and second: WrittenLog
    ) throws -> Bool {
        let checkpoints = try shown.map { try Checkpoint(parsing: $0) }
        func belongs(_ checkpoint: Checkpoint, to log: WrittenLog) -> Bool {
            checkpoint.size <= log.size && log.root(at: checkpoint.size) == checkpoint.root
        }
        let ofFirst = checkpoints.contains { belongs($0, to: first) && !belongs($0, to: second) }
        let ofSecond = checkpoints.contains { belongs($0, to: second) && !belongs($0, to: first) }
        return ofFirst && ofSecond
    }

    @Test("the same seed gives the same run")
    func replay() throws {
        var happened: [Int] = []
        for _ in 0..<2 {
            var simulation = try Simulation(seed: 99, conducts: [.honest, .lying, .equivocating])
            try run(&simulation, rounds: 6)
            happened.append(simulation.time.happened)
        }
        #expect(happened[0] == happened[1] && happened[0] > 1_000)
    }
}

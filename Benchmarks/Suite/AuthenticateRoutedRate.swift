import AllianceNode
import Foundation
import Logging
import SQLiteStore

/// Other members ask 500 times a second, whether or not the answers before are there: each question is
/// due at its time, and what it waits counts.
enum AuthenticateRoutedRate {
    static let name = "authenticate.routed.rate.p99"
    static let perSecond = 500
    static let seconds = 20

    static func run(_ bench: Workbench) async throws -> Figure {
        let peers = try await bench.peers()
        let brand = try OpenedNode(peers.home(PeerAlliance.brand))
        try await BrandItems.register(bench.items, at: brand)
        try brand.close()
        let node = try NodeProcess(peers.home(PeerAlliance.brand))
        defer { node.stop() }
        _ = try node.next(.ready)
        let asker = try OpenedNode(peers.home(PeerAlliance.hub))
        let registry = try asker.openRegistry()
        let measured = try await asker.withPeerClient { client in
            let router = asker.questionRouter(
                responder: asker.questionResponder(
                    registry: registry, logger: Logger(label: "benchmark")),
                transport: client, calls: .concurrent(label: "benchmark"))
            _ = try await ask(router, of: bench.items, at: perSecond, times: perSecond)
            return try await Measured.of {
                try await ask(router, of: bench.items, at: perSecond, times: perSecond * seconds)
            }
        }
        try registry.close()
        try asker.close()
        node.stop()
        let trip = try await RoundTrips.overTLS(
            bench.calls, from: peers.home(PeerAlliance.hub), to: peers.home(PeerAlliance.brand))
        return Figure(
            name: name, value: measured.result.p99, unit: "ms",
            limit: "a round trip over the same TLS, one after another", limitValue: trip.p99,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                measured.result.remark,
                "\(perSecond) questions a second for \(seconds) s, \(Figure.rounded(Double(measured.result.milliseconds.count) / measured.seconds)) answered a second",
                "CPU and memory are of the asker",
            ])
    }

    /// From when each question was due until its answer was verified.
    private static func ask(
        _ router: QuestionRouter, of items: Int, at rate: Int, times: Int
    ) async throws -> Latencies {
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: Double.self) { group in
            for number in 0..<times {
                let due = start + .nanoseconds(number * 1_000_000_000 / rate)
                try await Task.sleep(until: due)
                let product = try BrandItems.product(Int.random(in: 0..<items))
                group.addTask {
                    let found = try await router.authenticate(product)
                    guard found.signed != nil, found.failures.isEmpty else {
                        throw BenchmarkFailure("no answer: \(found.failures)")
                    }
                    return (ContinuousClock.now - due).inSeconds * 1000
                }
            }
            var latencies = Latencies()
            for try await time in group { latencies.append(milliseconds: time) }
            return latencies
        }
    }
}

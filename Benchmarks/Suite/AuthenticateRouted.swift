import AllianceNode
import Foundation
import Logging
import SQLiteStore

/// Another member asks; the question goes to the owner's node and its answer is verified.
enum AuthenticateRouted {
    static let name = "authenticate.routed.p99"

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
            return try await AuthenticateLocal.authenticate(
                bench.calls, of: bench.items, with: router)
        }
        try registry.close()
        try asker.close()
        node.stop()
        let trip = try await RoundTrips.overTLS(
            bench.calls, from: peers.home(PeerAlliance.hub), to: peers.home(PeerAlliance.brand))
        return Figure(
            name: name, value: measured.result.p99, unit: "ms",
            limit: "a round trip over the same TLS", limitValue: trip.p99,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [measured.result.remark, "CPU and memory are of the asker"])
    }
}

import AllianceNode
import Crypto
import Foundation
import Logging
import ProductAuthentication
import SQLiteStore

/// The owner asks about an item of its own; the answer is signed.
enum AuthenticateLocal {
    static let name = "authenticate.local.p99"

    static func run(_ bench: Workbench) async throws -> Figure {
        let brand = try OpenedNode(await bench.peers().home(PeerAlliance.brand))
        try await BrandItems.register(bench.items, at: brand)
        let registry = try brand.openRegistry()
        let measured = try await brand.withPeerClient { client in
            let router = brand.questionRouter(
                responder: brand.questionResponder(
                    registry: registry, logger: Logger(label: "benchmark")),
                transport: client, calls: .concurrent(label: "benchmark"))
            return try await authenticate(bench.calls, of: bench.items, with: router)
        }
        let key = Curve25519.Signing.PrivateKey()
        let product = try BrandItems.product(0).product
        var raw = Latencies()
        for number in 0..<bench.calls {
            _ = try await raw.time {
                _ = try registry.lookUp(BrandItems.serial(number % bench.items), of: product)
                return try key.signature(for: [UInt8](repeating: 7, count: 500))
            }
        }
        try registry.close()
        try brand.close()
        return Figure(
            name: name, value: measured.result.p99, unit: "ms",
            limit: "one look into the registry and one signature", limitValue: raw.p99,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [measured.result.remark])
    }

    /// Asks about items that are there.
    static func authenticate(
        _ calls: Int, of items: Int, with router: QuestionRouter
    ) async throws -> Measured<Latencies> {
        // Statements are prepared and connections made with the first.
        _ = try await router.authenticate(BrandItems.product(0))
        return try await Measured.of {
            var latencies = Latencies()
            for _ in 0..<calls {
                let product = try BrandItems.product(Int.random(in: 0..<items))
                let answer = try await latencies.time { try await router.authenticate(product) }
                guard answer.signed != nil, answer.failures.isEmpty else {
                    throw BenchmarkFailure("no answer: \(answer.failures)")
                }
            }
            return latencies
        }
    }
}

import Credentials
import Foundation

/// The certificates of a peer judged in the handshake, as a hostile peer would choose them: within the
/// caps, and as dear as can be.
enum VerifyChain {
    static let name = "verify.chain.worst"
    private static let runs = 200

    static func run(_ bench: Workbench) async throws -> Figure {
        let chains = try HostileChains()
        var remarks: [String] = []
        var worst = 0.0
        var honest = 0.0
        let measured = try await Measured.of {
            for chain in chains.all {
                let bytes = chain.certificates.reduce(0) { $0 + $1.count }
                guard bytes <= PeerVerifier.chainBytesMax,
                    chain.certificates.count <= PeerVerifier.chainCertificatesMax
                else { throw BenchmarkFailure("\(chain.what): \(bytes) bytes are over the caps") }
                var latencies = Latencies()
                var outcome = ""
                for _ in 0..<runs {
                    outcome = await latencies.time { await verify(chain, at: chains) }
                }
                if remarks.isEmpty {
                    honest = latencies.p99
                    guard outcome == "accepted" else {
                        throw BenchmarkFailure("\(chain.what) was refused: \(outcome)")
                    }
                }
                worst = max(worst, latencies.p99)
                remarks.append("\(chain.what), \(bytes) bytes, \(outcome): \(latencies.remark)")
            }
        }
        return Figure(
            name: name, value: worst, unit: "ms", limit: "the chain that every member shows",
            limitValue: honest, cpuSeconds: measured.cpuSeconds,
            peakMemoryBytes: measured.peakMemoryBytes, remarks: remarks)
    }

    private static func verify(
        _ chain: HostileChains.Chain, at chains: HostileChains
    ) async -> String {
        do {
            _ = try await chain.verifier.verify(chainDER: chain.certificates, at: chains.now)
            return "accepted"
        } catch {
            return error.keyword
        }
    }
}

import Crypto
import Foundation
import ProductAuthentication

/// One number looked for in a snapshot of a million that was read from its file: half of them are in it.
enum SnapshotQuery {
    static let name = "snapshot.query.p99"
    /// Enough that the hundredth part is more than a few interruptions.
    private static let callsMin = 100_000

    static func run(_ bench: Workbench) async throws -> Figure {
        let built = try SnapshotBuild.snapshot(of: RandomNumbers.list(bench.entries))
        let snapshot = try KeyedSnapshot(
            SerialSnapshot(parsing: built.snapshot.bytes), key: built.key)
        let calls = max(Self.callsMin, bench.calls)
        let asked = (0..<calls).map { number in
            number % 2 == 0
                ? RandomNumbers.serial(Int.random(in: 0..<bench.entries), seed: 1)
                : RandomNumbers.serial(number, seed: 2)
        }
        var hits = 0
        let measured = await Measured.of {
            var latencies = Latencies()
            for serial in asked {
                await latencies.time { hits += snapshot.contains(serial) ? 1 : 0 }
            }
            return latencies
        }
        guard hits >= (calls + 1) / 2, hits <= (calls + 1) / 2 + 2 else {
            throw BenchmarkFailure("\(hits) hits among \(calls) calls, half of them issued")
        }
        let key = SymmetricKey(size: .bits256)
        var raw = Latencies()
        for serial in asked.prefix(10_000) {
            _ = await raw.time {
                HMAC<SHA256>.authenticationCode(for: Array(serial.utf8), using: key)
            }
        }
        return Figure(
            name: name, value: measured.result.p99, unit: "ms", limit: "one HMAC-SHA256",
            limitValue: raw.p99, cpuSeconds: measured.cpuSeconds,
            peakMemoryBytes: measured.peakMemoryBytes, remarks: [measured.result.remark])
    }
}

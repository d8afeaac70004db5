import AllianceNode
import Credentials
import Foundation
import MergedView
import SQLiteStore
import Statements

/// One identifier among all, resolved to what is said of it, in process.
enum LookUpExact {
    static let name = "lookup.exact.p99"

    static func run(_ bench: Workbench) async throws -> Figure {
        let home = try await bench.reported().holder()
        let node = try OpenedNode(home)
        let (scope, channels, now) = (try node.scope(), node.channels, WallClock.system.now())
        let asked = try (0..<bench.calls).map { _ in
            try Reports.indicator(Int.random(in: 0..<bench.entries))
        }
        try node.view.warmUp()
        let measured = try await Measured.of {
            var latencies = Latencies()
            for indicator in asked {
                let state = try await latencies.time {
                    try node.view.state(of: indicator, in: channels, scope: scope, at: now)
                }
                guard state.status == .active else {
                    throw BenchmarkFailure("\(indicator) is not found")
                }
            }
            return latencies
        }
        try node.close()
        let table = try RawTable(in: bench.room("lookup"), isDurable: false)
        try table.insertRows(
            bench.entries, bodyBytes: StoredSizes.bodyBytes(inView: home.viewDatabase),
            eachTransaction: bench.entries)
        var raw = Latencies()
        for _ in 0..<bench.calls {
            let key = Int64.random(in: .min ... .max)
            _ = try await raw.time { try table.row(near: key) }
        }
        try table.close()
        return Figure(
            name: name, value: measured.result.p99, unit: "ms",
            limit: "raw SQLite select of one row of as many", limitValue: raw.p99,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                measured.result.remark,
                "the view's file was read through before, as a node does at its start",
            ])
    }
}

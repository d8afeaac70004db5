import AllianceNode
import Foundation
import MergedView

/// Identifiers that begin with a few letters, a page of them, each resolved.
enum SearchPrefix {
    static let name = "search.prefix.p99"
    /// Few enough that every page is full from 100,000 entries on: the first letter is one of three,
    /// the others of 36.
    static let letters = 3
    static let pageSize = 20

    static func run(_ bench: Workbench) async throws -> Figure {
        let node = try OpenedNode(await bench.reported().holder())
        let (scope, now) = (try node.scope(), WallClock.system.now())
        let asked = (0..<bench.calls).map { _ in
            String(Reports.domain(Int.random(in: 0..<bench.entries)).prefix(letters))
        }
        var hits = 0
        let measured = try await Measured.of {
            var latencies = Latencies()
            for prefix in asked {
                let query = SearchQuery(
                    channels: node.channels, term: .prefix(prefix), pageSize: pageSize)
                let page = try await latencies.time {
                    try node.view.search(query, scope: scope, at: now)
                }
                guard !page.hits.isEmpty else {
                    throw BenchmarkFailure("nothing begins with \(prefix)")
                }
                hits += page.hits.count
            }
            return latencies
        }
        try node.close()
        let table = try RawTable(in: bench.room("search"), isDurable: false)
        try table.insertNames((0..<bench.entries).map { Reports.domain($0) }.sorted())
        var raw = Latencies()
        for prefix in asked {
            _ = try await raw.time {
                try table.names(from: prefix, below: prefix + "~", limit: pageSize)
            }
        }
        try table.close()
        return Figure(
            name: name, value: measured.result.p99, unit: "ms",
            limit: "raw SQLite select of such a page, not resolved", limitValue: raw.p99,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                measured.result.remark
                    + ", \(Figure.rounded(Double(hits) / Double(bench.calls))) hits each on average"
            ])
    }
}

import AllianceNames
import AllianceNode
import Foundation

/// One statement after the other, each durable and signed when the call returns.
enum AppendSingle {
    static let name = "append.single.p99"

    static func run(_ bench: Workbench) async throws -> Figure {
        let room = try bench.room("append-single")
        let alliance = try BenchAlliance(in: room, [.init(member: "author")])
        let node = try OpenedNode(alliance.home("author"))
        let calls = bench.calls
        let measured = try await Measured.of {
            var latencies = Latencies()
            for number in 0..<calls {
                let statements = try Reports.statements(number..<(number + 1))
                _ = try await latencies.time {
                    try await node.writer.append(statements, to: .alliance)
                }
            }
            return latencies
        }
        try node.close()
        let table = try RawTable(in: room, isDurable: true)
        var raw = Latencies()
        for number in 0..<calls {
            try await raw.time {
                try table.insertNames([Reports.domain(number)])
            }
        }
        try table.close()
        return Figure(
            name: name, value: measured.result.p99, unit: "ms",
            limit: "raw SQLite insert and commit of a row", limitValue: raw.p99,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [measured.result.remark])
    }
}

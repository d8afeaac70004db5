import AllianceNames
import AllianceNode
import Foundation
import Replication

/// Making, sealing, signing and storing all statements in one log.
enum AppendBulk {
    static let name = "append.bulk"

    static func run(_ bench: Workbench) async throws -> Figure {
        let room = try bench.room("append")
        let alliance = try BenchAlliance(in: room, [.init(member: "author")])
        let node = try OpenedNode(alliance.home("author"))
        let entries = bench.entries
        let measured = try await Measured.of {
            let bulk = BulkAppend(writer: node.writer, channel: .alliance)
            try await append(0..<entries, to: bulk)
        }
        let sizes = try StoredSizes(of: node.writer.origin(in: .alliance), in: node.logs)
        try node.close()
        let making = try await Measured.of {
            for start in stride(from: 0, to: entries, by: BulkAppend.batchEntries) {
                _ = try Reports.statements(
                    start..<min(entries, start + BulkAppend.batchEntries))
            }
        }
        let table = try RawTable(in: room, isDurable: true)
        let raw = try await Measured.of {
            try table.insertBundles(
                entries / BundleSlice.bundleEntries, bytes: (sizes.entryBytes, sizes.payloadBytes),
                eachTransaction: BulkAppend.batchEntries / BundleSlice.bundleEntries)
        }
        try table.close()
        let hashing = Hashing.seconds(
            of: entries,
            messageBytes: (sizes.entryBytes + sizes.payloadBytes) / BundleSlice.bundleEntries)
        return Figure(
            name: name, value: Double(entries) / measured.seconds, unit: "entries/s",
            limit: "raw SQLite insert of the same bundles",
            limitValue: Double(entries) / raw.seconds,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                "making the statements, which is counted in: \(Figure.rounded(making.seconds)) s",
                "SHA-256 of the same bytes: \(Figure.rounded(Double(entries) / hashing)) entries/s",
            ])
    }

    /// Appends the reports of these numbers.
    static func append(_ numbers: Range<Int>, to bulk: BulkAppend) async throws {
        for start in stride(
            from: numbers.lowerBound, to: numbers.upperBound, by: BulkAppend.batchEntries)
        {
            let end = min(numbers.upperBound, start + BulkAppend.batchEntries)
            let refused = try await bulk.append(Reports.statements(start..<end))
            guard refused.isEmpty else { throw BenchmarkFailure("refused: \(refused[0].error)") }
        }
        guard try await bulk.finish() != nil else { throw BenchmarkFailure("nothing was signed") }
    }
}

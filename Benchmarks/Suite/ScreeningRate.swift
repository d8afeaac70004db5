import AllianceNames
import AllianceNode
import Foundation
import MergedView
import Replication
import Screening
import Statements

/// Offers looked through for all marks, reported identifiers and images and linked sellers, in process: from the bytes of
/// a line to a ranked proposal.
enum ScreeningRate {
    static let name = "screening.rate"
    private static let offers = 20_000
    private static let batch = 1_000

    static func run(_ bench: Workbench) async throws -> Figure {
        let alliance = try BenchAlliance(in: bench.room("screening"), [.init(member: "author")])
        let node = try OpenedNode(alliance.home("author"))
        var load = ScreeningLoad(indicators: bench.entries)
        try await report(load, bench.entries, at: node)
        let lines = load.lines(offers)
        let bytes = lines.reduce(0) { $0 + $1.count } / lines.count

        let ready = try await Measured.of {
            let screener = try node.listingScreener(calls: .concurrent(label: "screening"))
            _ = try await screener.screen([try listing(lines[0])])
            return screener
        }
        let screener = ready.result
        let measured = try await Measured.of {
            var ranking = ProposalRanking(limit: batch)
            for start in stride(from: 0, to: lines.count, by: batch) {
                let listings = try lines[start..<min(start + batch, lines.count)].map(listing)
                for (place, proposal) in try await screener.screen(listings).enumerated() {
                    if let proposal { ranking.add(.init(line: start + place + 1, proposal)) }
                }
            }
            return ranking.count
        }
        let bad = lines.count / 20
        guard (bad * 8 / 10...bad * 12 / 10).contains(measured.result) else {
            throw BenchmarkFailure("\(measured.result) of \(bad) bad offers are proposed")
        }
        let alone = try await recognising(lines, screener)
        try node.close()
        let count = Double(lines.count)
        return Figure(
            name: name, value: count / measured.seconds, unit: "offers/s",
            limit: "the same texts looked through for the marks alone, on two threads",
            limitValue: count / alone.seconds, cpuSeconds: measured.cpuSeconds,
            peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                "\(screener.marks) marks, \(bench.entries) reported identifiers, a tenth of them images; "
                    + "\(bytes) bytes an offer, two images each",
                "\(measured.result) proposed of \(bad) bad ones among \(lines.count) offers",
                "ready after \(Figure.rounded(ready.seconds)) s: marks compiled, images read from the record",
            ])
    }

    @Sendable private static func listing(_ line: [UInt8]) throws -> Listing {
        try ListingLine(parsing: line).listing()
    }

    static func report(
        _ load: ScreeningLoad, _ entries: Int, at node: OpenedNode
    ) async throws {
        let bulk = BulkAppend(writer: node.writer, channel: .alliance)
        func append(_ statements: [Statement]) async throws {
            let refused = try await bulk.append(statements)
            guard refused.isEmpty else { throw BenchmarkFailure("refused: \(refused[0].error)") }
        }
        let rights = load.rights()
        for start in stride(from: 0, to: rights.count, by: batch) {
            try await append(Array(rights[start..<min(start + batch, rights.count)]))
        }
        for start in stride(from: 0, to: entries, by: BulkAppend.batchEntries) {
            try await append(
                load.reports(start..<min(entries, start + BulkAppend.batchEntries)))
        }
        try await append(load.links())
        guard try await bulk.finish() != nil else { throw BenchmarkFailure("nothing was signed") }
        try node.merger.catchUp()
    }

    /// Half of the lines on each of two threads.
    private static func recognising(
        _ lines: [[UInt8]], _ screener: NodeScreener
    ) async throws -> Measured<Int> {
        let listings = try lines.map(listing)
        let half = listings.count / 2
        let (calls, reader) = (BlockingCalls.concurrent(label: "recognising"), screener.reader)
        return try await Measured.of {
            async let first = calls.run {
                listings[..<half].reduce(0) { $0 + reader.findings(in: $1).count }
            }
            async let second = calls.run {
                listings[half...].reduce(0) { $0 + reader.findings(in: $1).count }
            }
            return try await first + second
        }
    }
}

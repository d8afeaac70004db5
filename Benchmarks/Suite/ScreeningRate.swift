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
            var found: [ScreeningLoad.Fault: Int] = [:]
            for start in stride(from: 0, to: lines.count, by: batch) {
                let listings = try lines[start..<min(start + batch, lines.count)].map(listing)
                for (place, proposal) in try await screener.screen(listings).enumerated() {
                    guard let proposal else { continue }
                    ranking.add(.init(line: start + place + 1, proposal))
                    if let fault = ScreeningLoad.Fault(of: start + place) {
                        found[fault, default: 0] += 1
                    }
                }
            }
            return Found(faults: found, all: ranking.count)
        }
        let found = measured.result
        let words = found.words(of: lines.count)
        guard found.isMost(of: lines.count) else { throw BenchmarkFailure(words) }
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
                words,
                "ready after \(Figure.rounded(ready.seconds)) s: marks compiled, images read from the record",
            ])
    }

    /// Which offers were proposed.
    private struct Found: Sendable {
        let faults: [ScreeningLoad.Fault: Int]
        let all: Int

        /// Of each fault that makes a proposal by itself at least nine tenths; and most honest offers are left alone.
        func isMost(of offers: Int) -> Bool {
            let bad = Self.faulty(offers)
            return bad.filter(\.key.isEnough).allSatisfy {
                faults[$0.key, default: 0] * 10 >= $0.value * 9
            } && all <= offers / 4
        }

        func words(of offers: Int) -> String {
            let bad = Self.faulty(offers)
            let each = ScreeningLoad.Fault.allCases.map {
                "\(faults[$0, default: 0]) of \(bad[$0, default: 0]) \($0.rawValue)"
            }
            let honest = offers - bad.values.reduce(0, +)
            let others = all - faults.values.reduce(0, +)
            return
                "proposed: \(each.joined(separator: ", ")); and \(others) of \(honest) honest offers"
        }

        private static func faulty(_ offers: Int) -> [ScreeningLoad.Fault: Int] {
            (0..<offers).reduce(into: [:]) { counts, number in
                if let fault = ScreeningLoad.Fault(of: number) { counts[fault, default: 0] += 1 }
            }
        }
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

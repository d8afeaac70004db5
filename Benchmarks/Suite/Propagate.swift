import AllianceNames
import AllianceNode
import CRDT
import Credentials
import Foundation
import MergedView
import Replication
import SQLiteStore
import Statements

/// From the acknowledgement at the author until every other member's view has the report; every
/// member's node is a process of its own.
enum Propagate {
    static let name = "propagate.p99"
    static let secondsMax = 60.0

    static func run(_ bench: Workbench) async throws -> Figure {
        let peers = try await bench.peers()
        var nodes: [NodeProcess] = []
        defer { nodes.forEach { $0.stop() } }
        for member in peers.members {
            let node = try NodeProcess(peers.home(member))
            nodes.append(node)
            _ = try node.next(.ready)
        }
        let author = try OpenedNode(peers.home(peers.members[peers.members.count - 1]))
        let views = try peers.members.dropLast().map {
            try SQLiteViewStore(path: peers.home($0).viewDatabase)
        }
        // The first reports find connections that are not made yet.
        for number in 0..<3 { try await propagate(-1 - number, from: author, to: views) }
        let reports = max(20, bench.calls / 20)
        let measured = try await Measured.of {
            var latencies = Latencies()
            for number in 0..<reports {
                let seconds = try await propagate(number, from: author, to: views)
                latencies.append(milliseconds: seconds * 1000)
            }
            return latencies
        }
        try views.forEach { try $0.close() }
        try author.close()
        nodes.forEach { $0.stop() }
        let trip = try await RoundTrips.overTLS(
            bench.calls, from: peers.home(peers.members[1]), to: peers.home(PeerAlliance.hub))
        return Figure(
            name: name, value: measured.result.p99, unit: "ms",
            limit: "two round trips over the same TLS", limitValue: trip.p99 * 2,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: [
                measured.result.remark + ", \(peers.members.count) members",
                "CPU and memory are of the process that reports and watches",
            ])
    }

    @discardableResult
    private static func propagate(
        _ number: Int, from author: OpenedNode, to views: [SQLiteViewStore]
    ) async throws -> Double {
        let indicator = try Indicator(.domain, parsing: "propagated-\(number + 10).example")
        let report = Statement.assertIndicator(
            IndicatorAssertion(indicator: indicator, basis: .testBuy, confidence: 80, tlp: .amber))
        let own = try await author.writer.append([report], to: .alliance)
        let acknowledged = ContinuousClock.now
        var waiting = views[...]
        while let view = waiting.first {
            if try view.frontier()[own.origin] >= own.indexes.upperBound {
                waiting.removeFirst()
                continue
            }
            let seconds = (ContinuousClock.now - acknowledged).inSeconds
            guard seconds < secondsMax else {
                throw BenchmarkFailure("\(waiting.count) members have not seen a report")
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        return (ContinuousClock.now - acknowledged).inSeconds
    }
}

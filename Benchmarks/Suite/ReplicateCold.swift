import AllianceNames
import AllianceNode
import Credentials
import Foundation
import MergedView
import Replication
import Statements

/// A new member's node fetches every log from the hub, verifies, stores and merges it. The time
/// counts from the start of its process until every entry is found by its identifier.
enum ReplicateCold {
    static let name = "replicate.cold"

    struct Outcome {
        let home: HomeFolder
        let ready: NodeProcess.Report
        let merged: NodeProcess.Report
        let indexed: NodeProcess.Report
    }

    static func run(_ bench: Workbench) async throws -> Figure {
        let reported = try await bench.reported()
        let outcome = try await replicate(reported)
        try check(outcome.home, entries: bench.entries)

        let hub = try OpenedNode(reported.hubHome)
        let sizes = try StoredSizes(of: origin, in: hub.logs)
        try hub.close()
        let bundles = bench.entries / BundleSlice.bundleEntries
        // Timed inside, without opening folders and closing connections.
        let served = try await FileServer.withServer(
            of: reported.hubHome, to: reported.newcomer(),
            bytes: (sizes.entryBytes, sizes.payloadBytes)
        ) { client, peer in
            try await Measured.of {
                try await FileServer.fetch(bundles, of: origin, from: peer, through: client)
            }
        }
        let table = try RawTable(in: bench.room("replicate-raw"), isDurable: true)
        let raw = try await Measured.of {
            try table.insertBundles(
                bundles, bytes: (sizes.entryBytes, sizes.payloadBytes), eachTransaction: 32)
        }
        try table.close()
        let hashing = Hashing.seconds(
            of: bench.entries,
            messageBytes: (sizes.entryBytes + sizes.payloadBytes) / BundleSlice.bundleEntries)
        let entries = Double(bench.entries)
        let (merged, indexed) = (outcome.merged, outcome.indexed)
        let behind = indexed.seconds - merged.seconds
        return Figure(
            name: name, value: entries / merged.seconds, unit: "entries/s",
            limit: "a plain file server over the same TLS", limitValue: entries / served.seconds,
            cpuSeconds: merged.cpuSeconds, peakMemoryBytes: merged.peakMemoryBytes,
            remarks: [
                "raw SQLite insert of the same bundles: \(Figure.rounded(entries / raw.seconds)) "
                    + "entries/s; SHA-256 of the same bytes: "
                    + "\(Figure.rounded(entries / hashing)) entries/s",
                "merged after \(Figure.rounded(merged.seconds)) s; text indexed "
                    + "\(Figure.rounded(behind)) s later, \(Figure.rounded(entries / indexed.seconds)) "
                    + "entries/s over both",
                "CPU of indexing: \(Figure.rounded(indexed.cpuSeconds - merged.cpuSeconds)) s",
                "at the end of indexing \(indexed.peakMemoryBytes >> 20) MiB at most, "
                    + "\(indexed.memoryBytes >> 20) MiB then",
                "the hub's logs were written at "
                    + "\(Figure.rounded(entries / reported.seconds)) entries/s",
            ])
    }

    private static var origin: LogOrigin {
        LogOrigin(
            alliance: BenchAlliance.id, channel: .alliance,
            member: MemberID(unchecked: "author-1"), epoch: Epoch(1))
    }

    static func replicate(_ reported: ReportedAlliance) async throws -> Outcome {
        let home = try reported.newcomer()
        let hub = try NodeProcess(reported.hubHome)
        defer { hub.stop() }
        _ = try hub.next(.ready)
        let node = try NodeProcess(home, waitingFor: reported.entries)
        defer { node.stop() }
        let outcome = Outcome(
            home: home, ready: try node.next(.ready), merged: try node.next(.merged),
            indexed: try node.next(.indexed))
        reported.replicated(to: home)
        return outcome
    }

    /// What was replicated is found.
    private static func check(_ home: HomeFolder, entries: Int) throws {
        let node = try OpenedNode(home)
        for number in [0, entries / 2, entries - 1] {
            let state = try node.view.state(
                of: Reports.indicator(number), in: node.channels, scope: node.scope(),
                at: WallClock.system.now())
            guard state.status == .active else {
                throw BenchmarkFailure("\(Reports.domain(number)) is \(state.status) here")
            }
        }
        try node.close()
    }
}

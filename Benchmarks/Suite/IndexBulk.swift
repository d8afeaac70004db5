import AllianceNode
import Credentials
import Foundation
import MergedView
import SQLiteStore

/// Taking all entries of a merged view into the free-text index, with nothing else going on.
enum IndexBulk {
    static let name = "index.bulk"
    /// About what the words and trigrams of a report have.
    private static let textBytes = 100

    static func run(_ bench: Workbench) async throws -> Figure {
        let reported = try await bench.reported()
        let room = try bench.room("index")
        let logs = try SQLiteLogStore(path: reported.hubHome.logDatabase)
        let view = try SQLiteViewStore(path: room.appending(path: "view.sqlite").path())
        try ViewMerger(logs: logs, view: view).catchUp()
        let measured = try await Measured.of {
            var progress = try view.textIndexProgress()
            while progress.lag > 0 {
                progress = try view.indexNext(
                    limit: IndexPace.entries(lag: progress.lag), from: StoredEntries(logs))
            }
            return progress.indexed
        }
        guard measured.result == UInt64(bench.entries) else {
            throw BenchmarkFailure("\(measured.result) entries were indexed")
        }
        try view.close()
        try logs.close()
        let table = try RawTable(in: room, isDurable: false)
        let raw = try await Measured.of {
            try table.insertRows(
                bench.entries, bodyBytes: textBytes, eachTransaction: IndexPace.catchingUpEntriesMax
            )
        }
        try table.close()
        let entries = Double(bench.entries)
        return Figure(
            name: name, value: entries / measured.seconds, unit: "entries/s",
            limit: "raw SQLite insert of as many sorted rows", limitValue: entries / raw.seconds,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes)
    }
}

import AllianceNode
import Credentials
import Foundation
import MergedView
import SQLiteStore

/// Folding all logs of a record into a new view.
enum MergeBulk {
    static let name = "merge.bulk"

    static func run(_ bench: Workbench) async throws -> Figure {
        let reported = try await bench.reported()
        let room = try bench.room("merge")
        let logs = try SQLiteLogStore(path: reported.hubHome.logDatabase)
        let path = room.appending(path: "view.sqlite").path()
        let view = try SQLiteViewStore(path: path)
        let measured = try await Measured.of {
            try ViewMerger(logs: logs, view: view).catchUp()
        }
        guard measured.result == UInt64(bench.entries) else {
            throw BenchmarkFailure("\(measured.result) entries were merged")
        }
        try view.close()
        try logs.close()
        let table = try RawTable(in: room, isDurable: false)
        let raw = try await Measured.of {
            try table.insertRows(
                bench.entries, bodyBytes: StoredSizes.bodyBytes(inView: path),
                eachTransaction: Int(ViewMerger.batchEntriesMax))
        }
        try table.close()
        let entries = Double(bench.entries)
        return Figure(
            name: name, value: entries / measured.seconds, unit: "entries/s",
            limit: "raw SQLite insert of as many sorted rows", limitValue: entries / raw.seconds,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes)
    }
}

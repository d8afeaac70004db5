import AllianceNode
import Credentials
import Foundation
import ProductAuthentication
import SQLiteStore

/// Taking in the list of a brand's items, in no order.
enum RegistryImport {
    static let name = "registry.import"

    static func run(_ bench: Workbench) async throws -> Figure {
        let room = try bench.room("registry")
        let path = room.appending(path: "registry.sqlite").path()
        let registry = try SQLiteItemRegistry(path: path)
        let measured = try await Measured.of { try BrandItems.store(bench.items, into: registry) }
        try registry.close()
        let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        let perItem = Double(bytes) / Double(bench.items)
        let table = try RawTable(in: room, isDurable: true)
        let raw = try await Measured.of {
            try table.insertRows(
                bench.items, bodyBytes: 12, eachTransaction: ItemRows.batchItemsMax)
        }
        try table.close()
        let items = Double(bench.items)
        return Figure(
            name: name, value: items / measured.seconds, unit: "items/s",
            limit: "raw SQLite insert of as many sorted rows", limitValue: items / raw.seconds,
            cpuSeconds: measured.cpuSeconds, peakMemoryBytes: measured.peakMemoryBytes,
            remarks: ["\(Figure.rounded(perItem)) bytes an item in the file"])
    }
}

/// One number among all, looked up in the registry in process.
enum RegistryLookUp {
    static let name = "registry.lookup.p99"

    static func run(_ bench: Workbench) async throws -> Figure {
        let brand = try OpenedNode(await bench.peers().home(PeerAlliance.brand))
        try await BrandItems.register(bench.items, at: brand)
        let registry = try brand.openRegistry()
        let product = try BrandItems.product(0).product
        let measured = try await Measured.of {
            var latencies = Latencies()
            for _ in 0..<bench.calls {
                let serial = BrandItems.serial(Int.random(in: 0..<bench.items))
                let found = try await latencies.time {
                    try registry.lookUp(serial, of: product)
                }
                guard case .found = found else {
                    throw BenchmarkFailure("\(serial) is not found")
                }
            }
            return latencies
        }
        try registry.close()
        try brand.close()
        let table = try RawTable(in: bench.room("lookup"), isDurable: false)
        try table.insertRows(
            bench.items, bodyBytes: 12, eachTransaction: ItemRows.batchItemsMax)
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
            remarks: [measured.result.remark])
    }
}

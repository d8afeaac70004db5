import Foundation

/// Sizes, the folder to work in, and what one benchmark leaves for another.
final class Workbench {
    /// Entries in the bulk benchmarks, over all logs.
    let entries: Int
    /// Items of the brand.
    let items: Int
    /// Members that report.
    let members: Int
    /// Calls from which a percentile is taken.
    let calls: Int
    /// Objects that are posted to a collection.
    let objects: Int
    /// Complaints in a register.
    let complaintCount: Int
    let folder: URL
    private let isKept: Bool
    private var prepared: ReportedAlliance?
    private var served: PeerAlliance?
    private var posted: CollectionLoad?
    private var asked: DeskLoad?
    private var complained: ComplaintLoad?

    init() throws {
        let environment = ProcessInfo.processInfo.environment
        func size(_ name: String, _ standard: Int, _ range: ClosedRange<Int>) throws -> Int {
            guard let text = environment[name] else { return standard }
            guard let size = Int(text), range.contains(size) else {
                throw BenchmarkFailure(
                    "\(name)=\(text) is no number from \(range.lowerBound) to \(range.upperBound)")
            }
            return size
        }
        entries = try size("BENCH_ENTRIES", 1_000_000, 1_000...100_000_000)
        items = try size("BENCH_ITEMS", 10_000_000, 1_000...100_000_000)
        members = try size("BENCH_MEMBERS", 30, 2...500)
        calls = try size("BENCH_CALLS", 2_000, 100...1_000_000)
        objects = try size("BENCH_OBJECTS", 50_000, 1_000...1_000_000)
        complaintCount = try size("BENCH_COMPLAINTS", 1_000_000, 1_000...10_000_000)
        isKept = environment["BENCH_HOME"] != nil
        folder =
            environment["BENCH_HOME"].map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? FileManager.default.temporaryDirectory
            .appending(path: "touchstone-benchmarks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() {
        posted?.stop()
        asked?.stop()
        try? complained?.close()
        if !isKept { try? FileManager.default.removeItem(at: folder) }
    }

    /// A new folder.
    func room(_ name: String) throws -> URL {
        let room = folder.appending(path: "\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: room, withIntermediateDirectories: true)
        return room
    }

    /// A hub that holds all entries; made at the first call.
    func reported() async throws -> ReportedAlliance {
        if let prepared { return prepared }
        let made = try await ReportedAlliance(in: room("reported"), members, entries)
        prepared = made
        return made
    }

    /// Members that reach each other; made at the first call.
    func peers() async throws -> PeerAlliance {
        if let served { return served }
        let made = try await PeerAlliance(in: room("peers"), members: members)
        served = made
        return made
    }

    /// A collection with all objects, in the node and in the server that it is compared with; posted at the
    /// first call.
    func collections() async throws -> CollectionLoad {
        if let posted { return posted }
        let load = try await CollectionLoad(self)
        posted = load
        return load
    }

    /// The desk of a member that holds all entries; started at the first call.
    func desk() async throws -> DeskLoad {
        if let asked { return asked }
        let load = try await DeskLoad(self)
        asked = load
        return load
    }

    /// A register of all complaints; written at the first call.
    func complaints() throws -> ComplaintLoad {
        if let complained { return complained }
        let load = try ComplaintLoad(in: room("complaints"), complaints: complaintCount)
        complained = load
        return load
    }

    /// Ends what else runs, for benchmarks that take the machine's measure.
    func closeDesk() {
        asked?.stop()
        asked = nil
    }
}

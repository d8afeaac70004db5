import AllianceNode
import CRDT
import Credentials
import Foundation
import HostilePeers
import Logging
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore

/// A node in a process of its own: this program once more, so that its CPU time and memory are its
/// own. It prints a JSON line at each thing that the benchmark waits for.
final class NodeProcess {
    static let role = "node"
    /// The role that ends at once: what the start of a process takes by itself.
    static let nothing = "nothing"

    /// What a node tells of itself.
    struct Report: Codable {
        enum Event: String, Codable { case ready, merged, indexed }
        let event: Event
        /// Since the process was started.
        let seconds: Double
        let cpuSeconds: Double
        let peakMemoryBytes: Int
        let memoryBytes: Int
        /// Where its desk port is, with `ready`.
        var deskPort: Int?
    }

    private let process = Process()
    private let output = Pipe()
    private let errors: URL
    private var pending = Data()

    /// - Parameters:
    ///   - entries: how many the view must hold before `merged` is told; 0 for never.
    ///   - isImpatient: it asks again at once whoever has failed it.
    ///   - hasDesk: it has a desk port too.
    init(
        _ home: HomeFolder, waitingFor entries: Int = 0, isImpatient: Bool = false,
        hasDesk: Bool = false
    ) throws {
        errors = URL(filePath: home.path).appending(path: "node.log")
        try Data().write(to: errors)
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            Self.role, home.path, "\(entries)", "\(WallClock.system.now())", "\(isImpatient)",
            "\(hasDesk)",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    /// Waits for what the node tells next.
    func next(_ event: Report.Event) throws -> Report {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending[..<end]
                pending = Data(pending[(end + 1)...])
                let report = try JSONDecoder().decode(Report.self, from: line)
                if report.event == event { return report }
                continue
            }
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else {
                let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
                throw BenchmarkFailure("a node ended early: \(text.suffix(500))")
            }
            pending += chunk
        }
    }

    var isRunning: Bool { process.isRunning }
    var usage: ProcessUsage { ProcessUsage(process.processIdentifier) }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    // MARK: In the process

    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 5, let isImpatient = Bool(arguments[3]),
            let hasDesk = Bool(arguments[4]),
            let target = UInt64(arguments[1]),
            let started = UInt64(arguments[2])
        else { throw BenchmarkFailure("node HOME ENTRIES STARTED-AT IMPATIENT DESK") }
        var logger = Logger(label: "node") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        let opened = try OpenedNode(HomeFolder(arguments[0]))
        try await opened.writer.recover(
            opened.channels.filter { opened.roster.mayWrite(opened.member, $0) }.sorted())
        let endpoint = opened.roster.endpoint(of: opened.member)
        let node = try Node(
            opened,
            listen: .init(
                host: endpoint?.host ?? "127.0.0.1", port: endpoint.map { Int($0.port) } ?? 0),
            desk: hasDesk ? DeskSettings(address: .init(host: "127.0.0.1", port: 0)) : nil,
            replication: isImpatient ? HostileWorld.impatient : .init(), logger: logger
        ) { tell(.ready, since: started, deskPort: $0.desk) }
        let watching = Task {
            if target > 0 { try await watch(opened.view, until: target, since: started) }
        }
        try await node.run(logger: logger)
        watching.cancel()
        try opened.close()
    }

    private static func watch(
        _ view: SQLiteViewStore, until target: UInt64, since started: UInt64
    ) async throws {
        while try view.frontier().count < target { try await Task.sleep(for: .milliseconds(10)) }
        tell(.merged, since: started)
        while try view.textIndexProgress().lag > 0 {
            try await Task.sleep(for: .milliseconds(50))
        }
        // The node gives back its caches once it has nothing more to do.
        try await Task.sleep(for: .seconds(2))
        tell(.indexed, since: started, idle: 2)
    }

    private static func tell(
        _ event: Report.Event, since started: UInt64, idle: Double = 0, deskPort: Int? = nil
    ) {
        let usage = Usage.now
        let report = Report(
            event: event, seconds: Double(WallClock.system.now() - started) / 1000 - idle,
            cpuSeconds: usage.cpuSeconds, peakMemoryBytes: usage.peakMemoryBytes,
            memoryBytes: usage.memoryBytes, deskPort: deskPort)
        guard let line = try? JSONEncoder().encode(report) else { return }
        FileHandle.standardOutput.write(line + Data("\n".utf8))
    }
}

import Foundation

/// From the start of a process to a node that serves all entries.
enum Start {
    static let name = "start"
    static let runs = 5

    static func run(_ bench: Workbench) async throws -> Figure {
        let home = try await bench.reported().holder()
        var starts = Latencies()
        var last: NodeProcess.Report?
        for _ in 0..<runs {
            let node = try NodeProcess(home, waitingFor: bench.entries)
            defer { node.stop() }
            let ready = try node.next(.ready)
            starts.append(milliseconds: ready.seconds * 1000)
            last = try node.next(.indexed)
        }
        guard let idle = last else { throw BenchmarkFailure("no node was started") }
        var bare = Latencies()
        for _ in 0..<runs {
            try await bare.time {
                let process = Process()
                process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
                process.arguments = [NodeProcess.nothing]
                try process.run()
                process.waitUntilExit()
            }
        }
        return Figure(
            name: name, value: starts.quantile(0.5), unit: "ms",
            limit: "a process of this program that does nothing", limitValue: bare.quantile(0.5),
            cpuSeconds: idle.cpuSeconds, peakMemoryBytes: idle.peakMemoryBytes,
            remarks: [starts.remark, "idle: \(idle.memoryBytes >> 20) MiB"])
    }
}

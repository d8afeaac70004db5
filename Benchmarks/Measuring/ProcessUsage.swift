import Foundation

/// Memory and CPU time of another process, as the system counts it.
struct ProcessUsage {
    private let process: Int32

    init(_ process: Int32) { self.process = process }

    /// In use now.
    var memoryBytes: Int { status("VmRSS:") }
    var peakMemoryBytes: Int { status("VmHWM:") }

    /// Of the process so far, user and system.
    var cpuSeconds: Double { statistics(13) + statistics(14) }

    private func statistics(_ field: Int) -> Double {
        let path = "/proc/\(process)/stat"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        // The name before may hold spaces.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.indices.contains(field - 2), let ticks = Double(fields[field - 2]) else {
            return 0
        }
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// A line of /proc/<process>/status, which counts in KiB; 0 where there is none.
    private func status(_ key: String) -> Int {
        let path = "/proc/\(process)/status"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
        return (line.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) << 10
    }
}

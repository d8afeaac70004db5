import Foundation

/// Memory of another process, as the system counts it.
struct ProcessUsage {
    private let process: Int32

    init(_ process: Int32) { self.process = process }

    /// In use now.
    var memoryBytes: Int { status("VmRSS:") }
    var peakMemoryBytes: Int { status("VmHWM:") }

    /// A line of /proc/<process>/status, which counts in KiB; 0 where there is none.
    private func status(_ key: String) -> Int {
        let path = "/proc/\(process)/status"
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
        return (line.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) << 10
    }
}

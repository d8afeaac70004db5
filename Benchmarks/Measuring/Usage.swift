import Foundation

/// CPU time and memory of this process, as the system counts them.
struct Usage {
    let cpuSeconds: Double
    let peakMemoryBytes: Int
    let memoryBytes: Int

    static var now: Usage {
        var usage = rusage()
        // Declared as an enumeration, and taken as a number.
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double {
            Double(time.tv_sec) + Double(time.tv_usec) / 1e6
        }
        return Usage(
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            peakMemoryBytes: status("VmHWM"), memoryBytes: status("VmRSS"))
    }

    /// Lets the peak begin anew at what is in use.
    static func forgetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    /// A line of /proc/self/status, which counts in KiB; 0 where there is none.
    private static func status(_ key: String) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key + ":") }),
            let number = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
        else { return 0 }
        return number << 10
    }
}

/// How busy the machine is.
enum Load {
    static var average: String {
        (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?
            .split(separator: " ").first.map(String.init) ?? "unknown"
    }
}

/// What one piece of work took.
struct Measured<Result: Sendable>: Sendable {
    let result: Result
    let seconds: Double
    let cpuSeconds: Double
    let peakMemoryBytes: Int

    static func of(_ body: () async throws -> Result) async rethrows -> Measured {
        Usage.forgetPeak()
        let before = Usage.now
        let start = ContinuousClock.now
        let result = try await body()
        let seconds = (ContinuousClock.now - start).inSeconds
        let after = Usage.now
        return Measured(
            result: result, seconds: seconds, cpuSeconds: after.cpuSeconds - before.cpuSeconds,
            peakMemoryBytes: after.peakMemoryBytes)
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

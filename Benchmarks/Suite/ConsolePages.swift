import Foundation

/// Every page of the console over HTTPS, as a person's browser asks for it.
enum ConsolePages {
    static let name = "console.pages.p99"
    static let wanted = 100.0

    private struct Page {
        let name: String
        let path: @Sendable (_ domain: String) -> String

        init(_ name: String, _ path: @escaping @Sendable (String) -> String) {
            self.name = name
            self.path = path
        }

        init(_ path: String) { self.init(path) { _ in path } }
    }

    private static let pages: [Page] = [
        Page("/console"), Page("/console/search"), Page("/console/search?q="),
        Page("/console/search?q=&kind=domain&confidence=high&confirmed=pending"),
        Page("/console/search?q=&status=disputed"), Page("/console/search?q=verel+outlet"),
        Page("search for a piece of a word") { "/console/search?q=\($0.prefix(5))" },
        Page("search for a beginning") { "/console/search?q=\($0.prefix(3))*" },
        Page("search for one identifier") { "/console/search?q=%3D\($0)" },
        Page("reported identifier") { "/console/identifier?kind=domain&value=\($0)" },
        Page("/console/check"), Page("/console/linked"), Page("/console/product"),
        Page("/console/members"), Page("/console/audit"), Page("/console/drafts"),
        Page("/console/cases"),
    ]

    static func run(_ bench: Workbench) async throws -> Figure {
        let desk = try await bench.desk()
        let count = max(100, bench.calls / 10)
        var (worst, worstName) = (Latencies(), "")
        var (cpuSeconds, peakMemoryBytes) = (0.0, 0)
        var remarks: [String] = []
        for page in pages {
            let paths = (0..<count).map { _ in
                page.path(Reports.domain(Int.random(in: 0..<bench.entries)))
            }
            let asked = try await desk.ask(paths, accept: "text/html")
            remarks.append(
                "\(page.name): p99 \(Figure.rounded(asked.latencies.p99)) ms, "
                    + asked.latencies.remark)
            cpuSeconds += asked.cpuSeconds
            peakMemoryBytes = asked.peakMemoryBytes
            if worstName.isEmpty || asked.latencies.p99 > worst.p99 {
                (worst, worstName) = (asked.latencies, page.name)
            }
        }
        let bare = try await desk.bareRoundTrip(bench.calls)
        return Figure(
            name: name, value: worst.p99, unit: "ms",
            limit: "the shortest answer over the same connections", limitValue: bare.p99,
            cpuSeconds: cpuSeconds, peakMemoryBytes: peakMemoryBytes,
            remarks: [
                "of the slowest page, \(worstName); each wanted under \(Int(wanted)) ms"
            ] + remarks)
    }
}

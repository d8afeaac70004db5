import Foundation

/// Every page of the console over HTTPS, as a person's browser asks for it.
enum ConsolePages {
    static let name = "console.pages.p99"
    static let wanted = 100.0

    private struct Page {
        let name: String
        let status: Int
        let path: @Sendable (_ domain: String) -> String

        init(
            _ name: String, _ status: Int = 200, _ path: @escaping @Sendable (String) -> String
        ) {
            self.name = name
            self.status = status
            self.path = path
        }

        init(_ path: String) { self.init(path) { _ in path } }
    }

    /// Those of a brand's desk that stand by themselves or are of an identifier; what is of one case, draft or inquiry
    /// is as large as that, and what is taken away is counted.
    private static let pages: [Page] = [
        Page("/console"), Page("/console/search"), Page("/console/search?q="),
        Page("/console/search?q=&kind=domain&confidence=high&confirmed=pending"),
        Page("/console/search?q=&status=disputed"), Page("/console/search?q=verel+outlet"),
        Page("search for a piece of a word") { "/console/search?q=\($0.prefix(5))" },
        Page("search for a beginning") { "/console/search?q=\($0.prefix(3))*" },
        Page("search for one identifier") { "/console/search?q=%3D\($0)" },
        Page("/console/search/help"),
        Page("reported identifier") { "/console/identifier?kind=domain&value=\($0)" },
        Page("report of it") { "/console/report?kind=domain&value=\($0)" },
        Page("/console/report"), Page("/console/check"), Page("/console/screen"),
        Page("/console/image"),
        Page("/console/image?pdq=\(String(repeating: "0f", count: 32))"),
        Page("/console/linked"), Page("/console/product"),
        Page("product that is in no register", 404) { _ in
            "/console/product?code=%2801%2904006381333931%2821%29A1"
        },
        Page("/console/members"), Page("/console/audit"), Page("/console/drafts"),
        Page("/console/entrusted"), Page("/console/cases"), Page("/console/inquiries"),
        Page("/console/hand-overs"), Page("/console/onboarding"),
        Page("/console/right-documents"), Page("/console/rights"), Page("/console/notices"),
        Page("/console/notices/settings"), Page("/account"), Page("/purpose"), Page("/"),
        Page("/about/zh"), Page("product for everybody", 404) { _ in "/01/04006381333931" },
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
            let first = try await desk.answer(paths[0], accept: "text/html").prefix(12)
            guard first == "HTTP/1.1 \(page.status)" else {
                throw BenchmarkFailure("\(page.name) is answered '\(first)'")
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

import Foundation

/// The first page of a search over HTTPS, as programs ask for it: 25 identifiers, each resolved to what is
/// said of it.
enum SearchHTTPS {
    enum Kind: String, CaseIterable {
        case exact, prefix, words

        /// Milliseconds that 99 of 100 answers should not exceed.
        var wanted: Double { self == .words ? 100 : 20 }

        fileprivate func query(_ number: Int, _ entries: Int) -> String {
            let domain = Reports.domain(Int.random(in: 0..<entries))
            let name = String(domain.prefix { $0 != "-" })
            switch self {
            case .exact: return "=" + domain
            case .prefix: return domain.prefix(3) + "*"
            case .words:
                // A whole word, a piece of one, and words that every report has with such a piece.
                let start = name.index(name.startIndex, offsetBy: Int.random(in: 0...5))
                let piece = name[start...].prefix(4)
                return [name, String(piece), "verel outlet \(piece)", "verel outlet"][number % 4]
            }
        }
    }

    static func name(_ kind: Kind) -> String { "search.https.\(kind.rawValue).p99" }

    static func run(_ bench: Workbench, _ kind: Kind) async throws -> Figure {
        let desk = try await bench.desk()
        let paths = (0..<bench.calls).map {
            "/api/v1/indicators?q=" + DeskLoad.escaped(kind.query($0, bench.entries))
        }
        guard
            try await desk.answer(paths[0], accept: "application/json")
                .contains("\"type\":\"domain\"")
        else { throw BenchmarkFailure("\(paths[0]) finds nothing") }
        let asked = try await desk.ask(paths, accept: "application/json")
        let withFacets = try await desk.ask(
            paths.map { $0 + "&facets=true" }, accept: "application/json")
        let bare = try await desk.bareRoundTrip(bench.calls)
        return Figure(
            name: name(kind), value: asked.latencies.p99, unit: "ms",
            limit: "the shortest answer over the same connections", limitValue: bare.p99,
            cpuSeconds: asked.cpuSeconds, peakMemoryBytes: asked.peakMemoryBytes,
            remarks: [
                "wanted under \(Figure.rounded(kind.wanted)) ms; " + asked.latencies.remark
                    + ", \(Figure.rounded(asked.perSecond)) a second on \(DeskLoad.connections) connections",
                "with facets \(Figure.rounded(withFacets.latencies.p99)) ms, "
                    + withFacets.latencies.remark,
            ])
    }
}

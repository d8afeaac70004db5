import CloneTrial
import Foundation
import GS1
import ProductAuthentication
import SupplyChainTraces

/// `touchstone-benchmarks clones`: what the clone detector finds in generated histories.
///
///     touchstone-benchmarks clones --items 200000 --seeds 5 --missed 0.2 --clones 0.001
///     touchstone-benchmarks clones --grid --items 200000 --seeds 5
///     touchstone-benchmarks clones --signs --items 200000 --seed 1 --clones 0.05
///
/// `--signs` prints, instead of figures, how many items show each sign how often: what weights are
/// fitted on.
/// `--seeds N` takes N seeds from `--seed` on and sums up; the report's begin at 5001, those that the
/// weights and threshold were settled on below.
enum EvaluateClones {
    static let name = "clones"
    private static let gtin = GTIN(number: 9_520_123_456_788)

    static func run(_ arguments: [String]) throws {
        var arguments = arguments
        let isGrid = arguments.contains("--grid")
        let isTable = arguments.contains("--signs")
        arguments.removeAll { ["--grid", "--signs"].contains($0) }
        var seeds = 1
        if let position = arguments.firstIndex(of: "--seeds"), position + 1 < arguments.count {
            seeds = max(1, Int(arguments[position + 1]) ?? 1)
            arguments.removeSubrange(position...(position + 1))
        }
        if !arguments.contains("--seed") { arguments += ["--seed", "5001"] }
        let parameters = try TraceParameters(taking: &arguments)
        guard arguments.isEmpty else {
            throw BenchmarkFailure(
                "clones does not know '\(arguments.joined(separator: " "))'; it takes --grid, --signs, --seeds and what 'traces --help' lists"
            )
        }
        guard !isTable else { return try signs(parameters, seeds) }
        say(
            "| population | cloned | a copy seen | found | false alarms | precision | recall of seen | recall of all |"
        )
        say("|---|---|---|---|---|---|---|---|")
        guard isGrid else { return try row("as given", parameters, seeds) }
        for missed in [0, 0.1, 0.2, 0.4] {
            for clones in [0.0005, 0.001, 0.01] {
                var changed = parameters
                changed.missed = missed
                changed.clones = clones
                try row("missed \(missed), clones \(clones)", changed, seeds)
            }
        }
        for (name, change) in variants {
            var changed = parameters
            change(&changed)
            try row(name, changed, seeds)
        }
    }

    /// One thing changed at a time, from the parameters given.
    private static let variants: [(String, @Sendable (inout TraceParameters) -> Void)] = [
        ("copies 1 to 3", { ($0.copiesMin, $0.copiesMax) = (1, 3) }),
        ("copies 3 to 30", { ($0.copiesMin, $0.copiesMax) = (3, 30) }),
        ("copies 20 to 1000", { $0.copiesMin = 20 }),
        ("copies 50 to 1000", { $0.copiesMin = 50 }),
        ("scanning buyers 0.05", { ($0.consumerScans, $0.copyScans) = (0.05, 0.05) }),
        ("scanning buyers 0.1", { ($0.consumerScans, $0.copyScans) = (0.1, 0.1) }),
        ("scanning buyers 0.3", { ($0.consumerScans, $0.copyScans) = (0.3, 0.3) }),
        ("returns 0", { $0.returns = 0 }),
        ("returns 0.15", { $0.returns = 0.15 }),
        ("resales 0.15", { $0.resales = 0.15 }),
        ("tourists 0.15", { $0.tourists = 0.15 }),
        ("wrong places 0.02", { $0.wrongPlace = 0.02 }),
        ("no positions", { $0.coordinates = 0 }),
        ("all copies in one city", { $0.copyStreet = 1 }),
        ("all copies at home, one city", { ($0.copyStreet, $0.copyHome) = (1, 1) }),
        ("display items 0.002", { $0.displays = 0.002 }),
    ]

    private static func row(_ name: String, _ parameters: TraceParameters, _ seeds: Int) throws {
        guard let gtin else { throw BenchmarkFailure("the sample GTIN is wrong") }
        var sum = CloneFigures()
        for seed in 0..<seeds {
            var seeded = parameters
            seeded.seed += Double(seed)
            sum = sum + (try CloneTrial(seeded, gtin: gtin).run())
        }
        let figures = [sum.precision, sum.recallOfSeen, sum.recallOfAll].map {
            String(($0 * 1_000).rounded() / 1_000)
        }
        let counts = [sum.cloned, sum.clonedAndSeen, sum.found, sum.falseAlarms].map(String.init)
        say("| " + ([name] + counts + figures).joined(separator: " | ") + " |")
    }

    private static func signs(_ parameters: TraceParameters, _ seeds: Int) throws {
        guard let gtin else { throw BenchmarkFailure("the sample GTIN is wrong") }
        let names = CloneSign.allCases.map { "\($0)" }
        say((["items", "cloned", "seen"] + names).joined(separator: ","))
        for seed in 0..<seeds {
            var seeded = parameters
            seeded.seed += Double(seed)
            for (row, items) in try CloneTrial(seeded, gtin: gtin).signs() {
                let truth = [items, row.isCloned ? 1 : 0, row.isCopySeen ? 1 : 0]
                say((truth + row.counts).map(String.init).joined(separator: ","))
            }
        }
    }

    private static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}

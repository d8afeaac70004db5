import Foundation
import SupplyChainTraces

/// `touchstone-benchmarks traces`: prints a population of item histories with the truth about each.
///
///     touchstone-benchmarks traces --items 1000 --missed 0.2 --clones 0.001 --seed 1
enum PrintTraces {
    static let name = "traces"

    static func run(_ arguments: [String]) throws {
        var arguments = arguments
        if arguments.contains("--help") { return say(Self.help) }
        let parameters = try TraceParameters(taking: &arguments)
        let asCSV = arguments == ["--format", "csv"]
        guard asCSV || arguments.isEmpty || arguments == ["--format", "json"] else {
            throw BenchmarkFailure(
                "traces does not know '\(arguments.joined(separator: " "))'; --help lists what it knows"
            )
        }
        let generator = TraceGenerator(parameters)
        if asCSV { say(ItemTrace.csvHeader) }
        for item in 0..<generator.itemCount {
            let trace = generator.trace(of: item)
            say(asCSV ? trace.csvLines.joined(separator: "\n") : trace.jsonLine)
        }
    }

    static var help: String {
        let defaults = TraceParameters()
        return
            (["traces [--format json|csv] and any of, with their defaults:"]
            + TraceParameters.fields.map {
                "  --\($0.name) \(defaults[keyPath: $0.path])  \($0.sentence)"
            } + [
                "",
                "  touchstone-benchmarks traces --items 10 --missed 0.2 --clones 0.001 --seed 1",
            ])
            .joined(separator: "\n")
    }

    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}

/// A failure as people read it: the seed, the smallest scenario that fails in the same way, and what
/// happened in it.
package enum FailureReport {
    /// Lines of a trace shown, from its beginning and from its end.
    private static let (firstMax, lastMax) = (100, 60)

    package static func line(of scenario: Scenario, _ failure: SimulationFailure) -> String {
        "seed \(scenario.seed) fails: \(failure)"
    }

    /// - Parameter rule: as the run had it that failed.
    package static func text(
        of scenario: Scenario, _ failure: SimulationFailure,
        rule: @escaping SimulationRun.StepRule = { _ in nil }
    ) -> String {
        var lines = [
            line(of: scenario, failure),
            "replay: make simulate SEED=\(scenario.seed) SEEDS=1",
        ]
        if let (small, last) = Shrinker.shrink(scenario, rule: rule) {
            lines.append("shrunk to \(small.steps.count) steps: \(last)")
            lines.append(small.description)
            let trace = SimulationRun(small, isTraced: true, rule: rule).trace.lines
            let left = trace.count - firstMax - lastMax
            lines += trace.prefix(firstMax).map { "    " + $0 }
            if left > 0 { lines.append("... \(left) lines") }
            lines += trace.dropFirst(firstMax).suffix(lastMax).map { "    " + $0 }
        }
        return lines.joined(separator: "\n")
    }
}

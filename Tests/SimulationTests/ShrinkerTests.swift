import AllianceNames
import Simulation
import Testing

/// How a failure is told: by a promise that no node keeps.
@Suite struct ShrinkerTests {
    private let scenario = Scenario(seed: 17)

    /// What is said for the first time later than all else, so that much has happened before.
    private func lastNews() throws -> Saying {
        var said: [Saying] = []
        for step in scenario.steps {
            guard case .say(_, _, let sayings, _) = step.action else { continue }
            said += sayings.filter { !said.contains($0) }
        }
        return try #require(said.last)
    }

    /// Nobody may say that.
    private static func rule(against wrong: Saying) -> SimulationRun.StepRule {
        { action in
            guard case .say(let member, _, let said, _) = action, said.contains(wrong) else {
                return nil
            }
            return SimulationFailure(.honestAccused, at: member, "it was said")
        }
    }

    @Test("of a scenario that fails, what makes it fail is left, and its trace is shorter")
    func shrunk() throws {
        let wrong = try lastNews()
        let rule = Self.rule(against: wrong)
        let whole = SimulationRun(scenario, isTraced: true, rule: rule)
        #expect(whole.failure?.kind == .honestAccused)
        let (small, failure) = try #require(Shrinker.shrink(scenario, rule: rule))
        #expect(failure.kind == .honestAccused)
        #expect(small.seed == scenario.seed)
        #expect(small.steps.count == 1 && scenario.steps.count > 1)
        guard case .say(_, _, let said, _)? = small.steps.first?.action else {
            Issue.record("\(small.description)")
            return
        }
        #expect(said.contains(wrong))
        #expect(small.faults.isNone)
        let run = SimulationRun(small, isTraced: true, rule: rule)
        #expect(run.failure == failure)
        #expect(run.trace.lines.count < whole.trace.lines.count)
        #expect(run.trace.lines.last?.contains("FAILED \(failure)") == true)
    }

    @Test("a report names the seed, how to replay it, the smallest scenario and its trace")
    func report() throws {
        let rule = Self.rule(against: try lastNews())
        let whole = SimulationRun(scenario, isTraced: true, rule: rule)
        let failure = try #require(whole.failure)
        let text = FailureReport.text(of: scenario, failure, rule: rule)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.first == "seed 17 fails: \(failure)")
        #expect(lines.dropFirst().first == "replay: make simulate SEED=17 SEEDS=1")
        #expect(lines.dropFirst(2).first?.hasPrefix("shrunk to 1 steps: honest-accused") == true)
        let (small, last) = try #require(Shrinker.shrink(scenario, rule: rule))
        #expect(text.contains(small.description))
        let trace = lines.filter { $0.hasPrefix("    ") }
        #expect(!trace.isEmpty && trace.count < whole.trace.lines.count)
        #expect(trace.last?.hasSuffix("FAILED \(last)") == true)
    }

    @Test(
        "a scenario that does not fail is not made smaller, and fewer runs leave more of one that does"
    )
    func limits() throws {
        #expect(Shrinker.shrink(scenario, runs: 1) == nil)
        let rule = Self.rule(against: try lastNews())
        let (untouched, _) = try #require(Shrinker.shrink(scenario, runs: 0, rule: rule))
        #expect(untouched.description == scenario.description)
    }
}

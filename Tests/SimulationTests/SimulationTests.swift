import Simulation
import Testing

/// Alliances with faults and adversaries, in virtual time. A failure tells its seed and a shrunk trace.
@Suite struct SimulationTests {
    /// In pieces, so that a failure is soon seen.
    static let chunks: [ClosedRange<UInt64>] = stride(from: 1, to: 140, by: 10)
        .map { (first: UInt64) in first...(first + 9) }

    @Test(
        "nothing is lost, forged or told twice under faults, and all agree afterwards",
        arguments: chunks)
    func seeds(chunk: ClosedRange<UInt64>) {
        for seed in chunk {
            let scenario = Scenario(seed: seed)
            guard let failure = SimulationRun(scenario).failure else { continue }
            Issue.record("\(FailureReport.text(of: scenario, failure))")
            return
        }
    }

    @Test(
        "the same seed gives the same run, whatever runs beside it", arguments: [3, 17, 99, 1_234])
    func replay(seed: UInt64) {
        let runs = (0..<3).map { _ in SimulationRun(Scenario(seed: seed), isTraced: true) }
        #expect(Set(runs.map(\.trace.digest)).count == 1)
        #expect(runs[0].trace.lines == runs[1].trace.lines)
        #expect(runs[0].events > 100)
    }

    @Test("other seeds give other runs")
    func variety() {
        let digests = (1...20).map { SimulationRun(Scenario(seed: $0)).trace.digest }
        #expect(Set(digests).count == digests.count)
    }
}

import CloneTrial
import GS1
import ProductAuthentication
import SupplyChainTraces
import Testing

/// A population small enough for every run; docs/PERFORMANCE.md has the large ones.
@Suite struct CloneTrialTests {
    @Test("of copied numbers most are found, and few others, at a fifth of reads missed")
    func figures() throws {
        var parameters = TraceParameters()
        parameters.items = 4_000
        parameters.seed = 77
        parameters.missed = 0.2
        parameters.clones = 0.02
        let gtin = try GTIN(parsing: Sample.gtin)
        let figures = try CloneTrial(parameters, gtin: gtin).run()
        #expect(figures.items == 4_000)
        #expect(figures.cloned >= 50)
        #expect(figures.recallOfSeen >= 0.75)
        #expect(figures.falseAlarms <= 4)
        #expect(try CloneTrial(parameters, gtin: gtin).run() == figures)
    }
}

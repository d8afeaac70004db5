import Foundation
import Simulation
import Synchronization
import Testing

/// Alliances with faults and adversaries, in virtual time. A failure tells its seed and a shrunk trace.
///
/// In pieces, so that a failure is soon seen; in two halves of which each goes on piece by piece, so that
/// two cores share them and most tests that run beside are others; and on threads of their own, so that
/// what those await is not kept waiting for a piece to end.
@Suite struct SimulationTests {
    static let seeds: ClosedRange<UInt64> = 1...2_000
    private static let pieceSeeds: UInt64 = 20

    /// Every second piece of the seeds, from the first or the second one on.
    private static func pieces(_ half: Int) -> [ClosedRange<UInt64>] {
        stride(from: seeds.lowerBound, through: seeds.upperBound, by: Int(pieceSeeds))
            .map { first in first...min(first + pieceSeeds - 1, seeds.upperBound) }
            .enumerated().filter { $0.offset % 2 == half }.map(\.element)
    }

    @Test(
        "nothing is lost, forged or told twice under faults, and all agree afterwards", .serialized,
        arguments: pieces(0))
    func seeds(piece: ClosedRange<UInt64>) async { await Self.expectNoFailure(piece) }

    @Test("nor with the other half of the seeds", .serialized, arguments: pieces(1))
    func otherSeeds(piece: ClosedRange<UInt64>) async { await Self.expectNoFailure(piece) }

    private static func expectNoFailure(_ piece: ClosedRange<UInt64>) async {
        let report = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: firstFailure(piece)) }
        }
        if let report { Issue.record("\(report)") }
    }

    /// How many failures were shrunk, which takes long.
    private static let shrunk = Mutex(0)
    private static let shrunkMax = 2

    private static func firstFailure(_ piece: ClosedRange<UInt64>) -> String? {
        for seed in piece {
            let scenario = Scenario(seed: seed)
            guard let failure = SimulationRun(scenario).failure else { continue }
            let isShrunk = shrunk.withLock { shrunk in
                shrunk += 1
                return shrunk <= shrunkMax
            }
            return isShrunk
                ? FailureReport.text(of: scenario, failure)
                : FailureReport.line(of: scenario, failure)
        }
        return nil
    }

    @Test("every seed is in one piece")
    func allSeeds() {
        #expect((Self.pieces(0) + Self.pieces(1)).flatMap { $0 }.sorted() == Array(Self.seeds))
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

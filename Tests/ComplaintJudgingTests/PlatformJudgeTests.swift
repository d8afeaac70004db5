import ComplaintEvents
import ComplaintJudging
import ComplaintScoring
import ComplaintYear
import Foundation
import Testing

@Suite struct PlatformJudgeTests {
    private static func parameters(seed: Double) -> YearParameters {
        var parameters = YearParameters()
        parameters.complaints = 1_500
        parameters.brands = 30
        parameters.seed = seed
        return parameters
    }

    private static func scored(
        seed: Double, reviewers: Int = 2
    ) -> (figures: TrialFigures, notes: JudgingNotes) {
        let notes = JudgingNotes()
        var desk = DeskParameters()
        desk.reviewers = reviewers
        let figures = ComplaintTrial.run(
            PlatformJudge(.scored(.current, ErrorCosts.standard.thresholds), notes: notes),
            year: parameters(seed: seed), desk: desk)
        return (figures, notes)
    }

    @Test("a small year is closed in time, and honest sellers are spared what the baseline does")
    func smallYear() {
        let (figures, _) = Self.scored(seed: 21)
        var desk = DeskParameters()
        desk.reviewers = 2
        let baseline = ComplaintTrial.run(
            AtTheirWord(), year: Self.parameters(seed: 21), desk: desk)
        #expect(figures.inTimeShare >= 0.98)
        #expect(figures.wrongShare < baseline.wrongShare / 5)
        #expect(figures.ring.takenDown * 10 <= baseline.ring.takenDown)
        #expect(figures.automaticTakedowns > 0)
    }

    @Test("the same year is judged alike each time")
    func determinism() {
        let first = Self.scored(seed: 22)
        let second = Self.scored(seed: 22)
        #expect(first.figures.takedowns == second.figures.takedowns)
        #expect(first.figures.closingSeconds == second.figures.closingSeconds)
        #expect(first.notes.express == second.notes.express)
        #expect(first.notes.reviewed == second.notes.reviewed)
    }

    @Test("without people nothing is taken down that a person must see")
    func nobody() {
        let (figures, _) = Self.scored(seed: 23, reviewers: 0)
        #expect(figures.takedowns == figures.automaticTakedowns)
        #expect(figures.inTimeShare < 1)
    }

    @Test("asking people decides nothing itself, and keeps what they decided to learn from")
    func asking() {
        let notes = JudgingNotes()
        let figures = ComplaintTrial.run(
            PlatformJudge(.asking, notes: notes), year: Self.parameters(seed: 24),
            desk: DeskParameters())
        #expect(figures.automaticTakedowns == 0)
        #expect(notes.rows.count > 1_000)
        let counterfeits = notes.rows.count { $0.isCounterfeit }
        #expect(counterfeits > 0 && counterfeits < notes.rows.count)
        let based = notes.rows.count { $0.observations.first?.feature == .base }
        #expect(based == notes.rows.count)
    }

    @Test("a complaint that rests on nothing goes back, and the seller never hears of it")
    func returned() {
        var judge = PlatformJudge(.asking, notes: JudgingNotes())
        _ = judge.handle(
            TimedEvent(at: 0, .marketplace(Marketplace(marketplace: 0, country: "DE"))))
        let rulings = judge.handle(
            TimedEvent(
                at: 10,
                .complaint(
                    Complaint(
                        complaint: 5, complainant: 0, right: 0, ground: .markInListing,
                        listings: [1], evidence: [], mends: nil))))
        #expect(rulings == [Ruling(complaint: 5, listings: [], .giveBack, at: 10)])
    }

    @Test("the judge does not import what knows the truth")
    func truthStandsApart() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Benchmarks/ComplaintJudging")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            .filter { $0.hasSuffix(".swift") }
        #expect(names.count >= 8)
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            #expect(!text.contains("import ComplaintYear"), "\(name)")
        }
    }
}

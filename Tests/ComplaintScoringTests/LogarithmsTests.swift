import ComplaintScoring
import Testing

@Suite struct LogarithmsTests {
    @Test("logarithms and exponentials are those of tables")
    func known() {
        #expect(abs(Logarithms.natural(2) - 0.693_147_180_559_945_3) < 1e-15)
        #expect(abs(Logarithms.natural(10) - 2.302_585_092_994_046) < 1e-14)
        #expect(abs(Logarithms.natural(1e-6) + 13.815_510_557_964_274) < 1e-13)
        #expect(Logarithms.natural(1) == 0)
        #expect(abs(Logarithms.exponential(1) - 2.718_281_828_459_045) < 1e-14)
        #expect(Logarithms.exponential(0) == 1)
        #expect(abs(Logarithms.exponential(-20) - 2.061_153_622_438_558e-9) < 1e-22)
        #expect(abs(Logarithms.binary(8) - 3) < 1e-15)
    }

    @Test("each undoes the other, and a probability its log-odds")
    func inverse() {
        for step in -200...200 {
            let value = Double(step) / 10
            #expect(abs(Logarithms.natural(Logarithms.exponential(value)) - value) < 1e-12)
        }
        for step in 1..<1_000 {
            let probability = Double(step) / 1_000
            let back = Logarithms.probability(
                ofLogOdds: Logarithms.logOdds(ofProbability: probability))
            #expect(abs(back - probability) < 1e-14)
        }
    }

    @Test("what is beyond all figures is bounded")
    func bounded() {
        #expect(Logarithms.exponential(1e9).isFinite)
        #expect(Logarithms.probability(ofLogOdds: 1e9) == 1)
        #expect(Logarithms.probability(ofLogOdds: -1e9) < 1e-300)
    }
}

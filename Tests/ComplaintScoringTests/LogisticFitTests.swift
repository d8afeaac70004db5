import ComplaintScoring
import Testing

@Suite struct LogisticFitTests {
    private func row(_ values: [Double], _ isTrue: Bool) -> LogisticFit.Row {
        LogisticFit.Row(
            values: values.enumerated().filter { $0.element != 0 }.map {
                ($0.offset, $0.element)
            }, isTrue: isTrue)
    }

    @Test("with a base alone the fit is the log-odds of the share, told by hand")
    func base() {
        let fit = LogisticFit(
            [true, true, true, false].map { row([1], $0) }, count: 1, penalty: 0)
        // ln 3
        #expect(fit.hasConverged)
        #expect(abs(fit.coefficients[0] - 1.098_612_288_668_109_8) < 1e-9)
    }

    @Test("with one feature of two values the fit is told by hand: the groups' log-odds")
    func twoGroups() {
        // Without it 1 of 4, with it 3 of 4: base -ln 3, feature 2 ln 3.
        let rows =
            [true, false, false, false].map { row([1, 0], $0) }
            + [true, true, true, false].map { row([1, 1], $0) }
        let fit = LogisticFit(rows, count: 2, penalty: 0)
        #expect(abs(fit.coefficients[0] + 1.098_612_288_668_109_8) < 1e-9)
        #expect(abs(fit.coefficients[1] - 2.197_224_577_336_219_6) < 1e-9)
    }

    @Test("the penalty solves its equation: what the rows pull is what it costs")
    func penalty() {
        // Of one value without a base: 2 rows of 1, both true; n (1 - p) = penalty w.
        let rows = [row([0, 1], true), row([0, 1], true)]
        let fit = LogisticFit(rows, count: 2, penalty: 0.5)
        let weight = fit.coefficients[1]
        let probability = Logarithms.probability(ofLogOdds: weight)
        #expect(abs(2 * (1 - probability) - 0.5 * weight) < 1e-9)
        #expect(fit.coefficients[0] == 0)
    }

    @Test("what separates perfectly stays finite under a penalty")
    func separable() {
        let rows: [LogisticFit.Row] = (0..<20).map { (number: Int) -> LogisticFit.Row in
            row([1, Double(number % 2)], number % 2 == 1)
        }
        let fit = LogisticFit(rows, count: 2, penalty: 1)
        #expect(fit.hasConverged)
        #expect(fit.coefficients[1] > 1 && fit.coefficients[1] < 20)
    }

    @Test("where people are known to err, the fit is what they would say without erring")
    func labelErrors() {
        // 0.86 of 100 true, at errors of 0.1: 0.1 + 0.8 p = 0.86, so p = 0.95.
        let rows = (0..<100).map { row([1], $0 < 86) }
        let fit = LogisticFit(rows, count: 1, penalty: 0, labelErrors: 0.1)
        #expect(
            abs(Logarithms.probability(ofLogOdds: fit.coefficients[0]) - 0.95) < 1e-6)
    }

    @Test("a row of weight two is two rows")
    func weights() {
        let single: [LogisticFit.Row] = (0..<12).map { (number: Int) -> LogisticFit.Row in
            let isTrue: Bool = number % 4 == 0 || number == 2
            return row([1, Double(number % 3)], isTrue)
        }
        let doubled = LogisticFit(
            single.map { LogisticFit.Row(values: $0.values, weight: 2, isTrue: $0.isTrue) },
            count: 2,
            penalty: 1)
        let twice = LogisticFit(single + single, count: 2, penalty: 1)
        for (left, right) in zip(doubled.coefficients, twice.coefficients) {
            #expect(abs(left - right) < 1e-8)
        }
    }

    @Test("a coefficient that is fixed stays nought")
    func fixed() {
        let rows: [LogisticFit.Row] = (0..<40).map { (number: Int) -> LogisticFit.Row in
            let isOdd: Bool = number % 2 == 1
            return row([1, Double(number % 2), Double(number % 5)], isOdd)
        }
        let fit = LogisticFit(rows, count: 3, penalty: 1, fixed: [1])
        #expect(fit.coefficients[1] == 0)
    }
}

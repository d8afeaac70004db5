import ProductAuthentication
import Testing

@Suite struct QuestionBudgetTests {
    @Test("a full budget allows so many, and then none")
    func limit() throws {
        var budget = QuestionBudget()
        let member = try Sample.member("retailer")
        for taken in 1...QuestionBudget.unknownsMax {
            let isAllowed = budget.take(member, at: 1_000)
            #expect(isAllowed, "take \(taken)")
        }
        let isSpent = budget.isSpent(member, at: 1_000)
        #expect(isSpent)
        let refill = 1_000 + QuestionBudget.refillMilliseconds
        let taken = [refill - 1, refill, refill].map { budget.take(member, at: $0) }
        #expect(taken == [false, true, false])
    }

    @Test("what is given back can be taken again, and no more than that")
    func giveBack() throws {
        var budget = QuestionBudget()
        let member = try Sample.member("retailer")
        for _ in 0..<(3 * QuestionBudget.unknownsMax) {
            let isAllowed = budget.take(member, at: 5)
            #expect(isAllowed)
            budget.giveBack(member)
        }
        budget.giveBack(member)
        var taken = 0
        while budget.take(member, at: 5) { taken += 1 }
        #expect(taken == QuestionBudget.unknownsMax)
    }

    @Test("a long wait fills the budget and no more; a clock that goes back fills nothing")
    func refill() throws {
        var budget = QuestionBudget()
        let member = try Sample.member("retailer")
        while budget.take(member, at: 1_000_000_000) {}
        let isAllowed = budget.take(member, at: 0)
        #expect(!isAllowed)
        var taken = 0
        while budget.take(member, at: .max) { taken += 1 }
        #expect(taken == QuestionBudget.unknownsMax)
    }
}

import SignIn
import Testing

@Suite struct AttemptBudgetTests {
    @Test("a place has so many attempts at once, and one more after each pause")
    func place() {
        var budget = AttemptBudget()
        func take(_ place: String, _ time: UInt64) -> Bool { budget.take(from: place, at: time) }
        let taken = (0..<100).filter { _ in take("a", 5) }
        #expect(taken.count == AttemptBudget.ofPlaceMax)
        #expect(take("b", 5))
        let pause = AttemptBudget.ofPlaceRefillMilliseconds
        #expect(!take("a", 5 + pause - 1))
        #expect(take("a", 5 + pause))
        #expect(!take("a", 5 + pause))
        // A clock that went back gives nothing.
        #expect(!take("a", 0))
    }

    @Test("many places together have no more than the one bucket of all")
    func all() {
        var budget = AttemptBudget()
        func take(_ place: String, _ time: UInt64) -> Bool { budget.take(from: place, at: time) }
        let taken = (0..<10_000).filter { take("\($0)", 5) }
        #expect(taken.count == AttemptBudget.ofAllMax)
        #expect(take("x", 5 + AttemptBudget.ofAllRefillMilliseconds))
    }
}

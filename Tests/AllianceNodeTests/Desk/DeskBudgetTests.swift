import AllianceNames
import AllianceNode
import NodeAPI
import ProductAuthentication
import Testing

@Suite struct DeskBudgetTests {
    /// Whether a caller is answered, one time after the other.
    private func answers(
        _ budget: inout DeskBudget, _ caller: DeskCaller, at times: [UInt64]
    ) -> [Bool] {
        var answers: [Bool] = []
        for time in times { answers.append(budget.take(caller, at: time)) }
        return answers
    }

    @Test("a stranger has ten unknown numbers at once, and one more after six minutes")
    func stranger() {
        var budget = DeskBudget()
        let times = [UInt64](repeating: 1_000, count: 11) + [360_999, 361_000, 361_000]
        let expected = [Bool](repeating: true, count: 10) + [false, false, true, false]
        #expect(answers(&budget, .stranger(from: "7f000001"), at: times) == expected)
    }

    @Test("strangers from many addresses share fifty, and members are not touched by it")
    func allStrangers() {
        var budget = DeskBudget()
        var answered = 0
        for number in 0..<1_000 where budget.take(.stranger(from: "\(number)"), at: 5) {
            answered += 1
        }
        #expect(answered == 50)
        let member = DeskCaller.member(MemberID(unchecked: "customs"))
        #expect(answers(&budget, member, at: [5]) == [true])
    }

    @Test("a number that turned out to be known costs nothing")
    func givenBack() {
        var budget = DeskBudget()
        let caller = DeskCaller.stranger(from: "a")
        for _ in 0..<1_000 {
            let isAnswered = budget.take(caller, at: 5)
            #expect(isAnswered)
            budget.giveBack(caller)
        }
    }

    @Test("what nobody knows, or nobody was there to know, may be a guess; what was issued is none")
    func guesses() {
        func isGuess(_ reasons: ReasonCode...) -> Bool {
            DeskAnswers.isGuess(Judgement(verdict: .unknown, confidence: 0, reasons: reasons))
        }
        #expect(isGuess(.serialUnknown) && isGuess(.notDisclosed))
        #expect(isGuess(.ownerUnreachable), "else a published set could be tried out for nothing")
        #expect(isGuess(.answerNotVerified))
        #expect(!isGuess(.ownerUnreachable, .serialIssued, .answeredFromSnapshot))
        #expect(!isGuess(.serialIssued) && !isGuess(.prefixNotInAlliance))
        #expect(
            isGuess(.notSerialised), "its owner may hold some numbers, and counts what it does not")
    }
}

import AllianceNames
import ProductAuthentication
import Testing

@Suite struct QuestionBudgetTests {
    private let retailer = MemberID(unchecked: "retailer")
    private let hour = QuestionBudget.windowMilliseconds
    private let now = Sample.now - Sample.now % QuestionBudget.windowMilliseconds

    /// Asks about unknown numbers until nothing more is told, or `most` were.
    private func spend(
        _ budget: inout QuestionBudget, _ member: MemberID, isAuthority: Bool = false,
        at now: UInt64, most: Int = .max
    ) -> Int {
        var spent = 0
        while spent < most, let ticket = budget.take(member, isAuthority: isAuthority, at: now) {
            _ = budget.spend(ticket, at: now)
            spent += 1
        }
        return spent
    }

    @Test("a window allows so many, and the next as many again")
    func limit() {
        var budget = QuestionBudget()
        #expect(spend(&budget, retailer, at: now) == QuestionBudget.unknownsMax)
        #expect(spend(&budget, retailer, at: now + hour - 1) == 0)
        #expect(spend(&budget, retailer, at: now + hour) == QuestionBudget.unknownsMax)
    }

    @Test("what turns out known is given back, once and only within its window")
    func giveBack() throws {
        var budget = QuestionBudget()
        for _ in 0..<(3 * QuestionBudget.unknownsMax) {
            let ticket = budget.take(retailer, at: now)
            budget.giveBack(try #require(ticket))
        }
        #expect(budget.used.isEmpty && budget.usedByAll == 0)
        let taken = budget.take(retailer, at: now)
        let old = try #require(taken)
        #expect(spend(&budget, retailer, at: now + hour) == QuestionBudget.unknownsMax)
        budget.giveBack(old)
        #expect(spend(&budget, retailer, at: now + hour) == 0)
    }

    @Test("a clock that goes back opens no window")
    func backwards() {
        var budget = QuestionBudget()
        #expect(spend(&budget, retailer, at: now) == QuestionBudget.unknownsMax)
        #expect(spend(&budget, retailer, at: 0) == 0)
        #expect(spend(&budget, retailer, at: .max) == QuestionBudget.unknownsMax)
    }

    @Test("members that guess together share one budget, and leave every other member its own few")
    func ring() {
        var budget = QuestionBudget()
        var learnt = 0
        for number in 0..<1_000 {
            learnt += spend(
                &budget, MemberID(unchecked: "ring-\(number)"), at: now,
                most: QuestionBudget.unknownsMax)
        }
        let ring = QuestionBudget.unknownsOfAllMax / QuestionBudget.unknownsMax
        #expect(
            learnt
                == QuestionBudget.unknownsOfAllMax
                + (1_000 - ring) * QuestionBudget.unknownsReserved)
        #expect(spend(&budget, retailer, at: now) == QuestionBudget.unknownsReserved)
    }

    @Test("an authority may meet more unknown numbers")
    func authority() {
        var budget = QuestionBudget()
        #expect(
            spend(&budget, retailer, isAuthority: true, at: now)
                == QuestionBudget.unknownsOfAuthorityMax)
    }

    @Test("the alarm names who spent its budget, once a window, at its last number")
    func alarm() throws {
        var budget = QuestionBudget()
        var raised: [QuestionBudget.Alarm] = []
        for window in 0..<2 {
            let now = now + UInt64(window) * hour
            while let ticket = budget.take(retailer, at: now) {
                if let alarm = budget.spend(ticket, at: now) { raised.append(alarm) }
            }
            #expect(budget.used[retailer] == QuestionBudget.unknownsMax)
        }
        #expect(
            raised == [
                .init(member: retailer, at: now, windows: 1),
                .init(member: retailer, at: now + hour, windows: 2),
            ])
        #expect(budget.alarms == [.init(member: retailer, at: now + hour, windows: 2)])
    }

    @Test("it is the same after a restart, and damage to its file is named")
    func restart() throws {
        var budget = QuestionBudget()
        _ = spend(&budget, retailer, at: now)
        _ = spend(&budget, MemberID(unchecked: "customs"), at: now, most: 3)
        let text = budget.text
        var read = try QuestionBudget(parsing: Array(text.utf8))
        #expect(read.used == budget.used && read.usedByAll == budget.usedByAll)
        #expect(read.alarms == budget.alarms)
        #expect(spend(&read, retailer, at: now) == 0)
        for (line, wrong) in [
            ("window 4", "window x4"), ("used customs 3", "used customs 0"),
            ("used customs 3", "used customs 3\nused customs 3"), ("used customs 3", "used 3"),
            ("alarm retailer ", "alarm retailer"), ("used retailer 100", "used retailer 1001"),
        ] {
            let changed = text.replacing(line, with: wrong)
            #expect(changed != text)
            #expect(throws: ProductAuthenticationError.self, "\(wrong)") {
                try QuestionBudget(parsing: Array(changed.utf8))
            }
        }
    }

    @Test("a million guesses within a day learn of no more numbers than the budget allows")
    func enumeration() {
        // One number in a thousand is a true one, which the guesser hopes to find.
        var budget = QuestionBudget()
        var (told, refused) = (0, 0)
        let day = 24 * hour
        for guess in 0..<1_000_000 as Range<UInt64> {
            let at = now + guess * day / 1_000_000
            guard let ticket = budget.take(retailer, at: at) else {
                refused += 1
                continue
            }
            told += 1
            if guess % 1_000 == 0 {
                budget.giveBack(ticket)
            } else {
                _ = budget.spend(ticket, at: at)
            }
        }
        let unknowns = 24 * QuestionBudget.unknownsMax
        #expect(told + refused == 1_000_000)
        // True numbers among those that were answered cost nothing, and cannot be more than chance.
        #expect((unknowns...(unknowns + 24)).contains(told))
        #expect(budget.alarms.first?.windows == 24)
    }
}

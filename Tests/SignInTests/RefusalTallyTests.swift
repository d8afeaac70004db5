import SignIn
import Testing

@Suite struct RefusalTallyTests {
    @Test("so many an hour are noted one by one, and of those beyond how many they were")
    func bounded() {
        var tally = RefusalTally()
        let hour = RefusalTally.hourMilliseconds
        for _ in 0..<RefusalTally.ofHourMax { #expect(tally.take(at: 10) == 0) }
        for _ in 0..<7 { #expect(tally.take(at: 10 + hour - 1) == nil) }
        #expect(tally.take(at: 10 + hour) == 7)
        #expect(tally.take(at: 10 + hour) == 0)
    }

    @Test("a clock that goes back keeps nothing from being noted for long")
    func backwards() {
        var tally = RefusalTally()
        for _ in 0..<300 { _ = tally.take(at: 1_000_000_000) }
        #expect(tally.take(at: 5) == 100)
    }
}

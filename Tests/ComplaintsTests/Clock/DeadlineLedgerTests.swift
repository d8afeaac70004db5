import Complaints
import Statements
import Testing

@Suite("Which deadlines have fired")
struct DeadlineLedgerTests {
    @Test("what is due fires once, and it is known when to look again")
    func once() throws {
        let deadlines = try Course().state().deadlines()
        var ledger = DeadlineLedger()
        var (due, wakeAt) = ledger.fire(deadlines, now: Course.time(17))
        #expect(due.isEmpty && wakeAt == Course.time(18))
        (due, wakeAt) = ledger.fire(deadlines, now: Course.time(23))
        #expect(due.map(\.kind) == [.decisionWarning, .decisionEscalation])
        #expect(wakeAt == Course.time(24))
        // The clock is set back.
        (due, wakeAt) = ledger.fire(deadlines, now: Course.time(1))
        #expect(due.isEmpty && wakeAt == Course.time(24))
        (due, wakeAt) = ledger.fire(deadlines, now: Course.time(24))
        #expect(due.map(\.kind) == [.decisionDue] && wakeAt == nil)
    }

    @Test(
        "restarts, leaps of the clock and statements in any order lose no deadline and repeat none")
    func restarts() throws {
        let seed: UInt64 = 0xc2_0001
        var generator = SeededGenerator(seed: seed)
        for round in 0..<200 {
            let course = Course.random(&generator, statements: 12)
            let deadlines = try course.state().deadlines()
            guard let last = deadlines.last?.time else { continue }
            var kept = DeadlineLedger()
            var fired: [String] = []
            var now = Course.start
            while now <= last + Course.hour {
                // A restart: nothing is left but what was kept, and the state is made again from the log.
                var ledger = DeadlineLedger(fired: kept.fired)
                let again = Course.events(
                    course.said.shuffled(using: &generator), of: course.complaint)
                let state = try #require(again.reading(Course.parties).state)
                let (due, wakeAt) = ledger.fire(state.deadlines(), now: now)
                // A crash before the transaction: as if it had not been.
                if Int.random(in: 0..<3, using: &generator) > 0 {
                    kept = ledger
                    fired += due.map(\.id)
                    guard let wakeAt else { break }
                    now = max(now, wakeAt)
                }
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: now += UInt64.random(in: 0...400 * Course.hour, using: &generator)
                case 1: now -= min(now, UInt64.random(in: 0...3 * Course.hour, using: &generator))
                default: break
                }
            }
            if now > last {
                let (due, _) = kept.fire(deadlines, now: now)
                fired += due.map(\.id)
            }
            #expect(fired.sorted() == deadlines.map(\.id).sorted(), "seed \(seed), round \(round)")
        }
    }
}

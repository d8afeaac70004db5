import AllianceNode
import Roster
import Testing

@Suite struct RenewalScheduleTests {
    private let from = UTCTimestamp(secondsSince1970: 1_000_000)
    private var until: UTCTimestamp { from.adding(days: 90) }

    @Test(
        "a certificate is due between two thirds of its time and a twentieth later",
        arguments: [0, 0x8000, 0xffff, UInt64.max])
    func due(random: UInt64) {
        let schedule = RenewalSchedule(random: random)
        let due = schedule.due(from: from, until: until)
        #expect(due >= from.adding(days: 60))
        #expect(due.secondsSince1970 <= from.adding(days: 60).secondsSince1970 + 90 * 86_400 / 20)
        func isDue(_ second: UInt64) -> Bool {
            schedule.isDue(
                from: from, until: until, isOvertaken: false,
                at: UTCTimestamp(secondsSince1970: second))
        }
        #expect(!isDue(due.secondsSince1970 - 1) && isDue(due.secondsSince1970))
        #expect(isDue(until.secondsSince1970 + 1), "and after its end all the more")
        #expect(schedule.isDue(from: from, until: until, isOvertaken: true, at: from))
    }

    @Test("nodes that were admitted together come apart")
    func jitter() {
        let dues = Set(
            (UInt64(0)..<50).map {
                RenewalSchedule(random: $0 &* 0x9E37_79B9_7F4A_7C15).due(from: from, until: until)
            })
        #expect(dues.count > 45)
    }

    @Test("failures are followed by ever longer pauses, never more than a quarter of what is left")
    func backoff() {
        for random in [UInt64(0), .max] {
            var schedule = RenewalSchedule(random: 0)
            var now = schedule.due(from: from, until: until)
            var attempts = 0
            while now < until, attempts < 10_000 {
                attempts += 1
                schedule.failed(until: until, at: now, random: random)
                #expect(
                    !schedule.isDue(from: from, until: until, isOvertaken: true, at: now))
                var next = now.secondsSince1970
                while !schedule.isDue(
                    from: from, until: until, isOvertaken: false,
                    at: UTCTimestamp(secondsSince1970: next))
                { next += 1 }
                let left = until.secondsSince1970 - now.secondsSince1970
                #expect(next - now.secondsSince1970 <= max(10, left / 4))
                #expect(next - now.secondsSince1970 <= 6 * 3_600)
                now = UTCTimestamp(secondsSince1970: next)
            }
            // Thirty days: some hundred attempts, the last of them shortly before the end.
            #expect((100...1_000).contains(attempts), "\(attempts)")
            schedule.succeeded()
            #expect(schedule.isDue(from: from, until: until, isOvertaken: false, at: now))
        }
    }
}

import Complaints
import Testing

@Suite("A clock that stands still")
struct RunningClockTests {
    @Test("it runs by the wall, and stands in its pauses however they lie over each other")
    func pauses() {
        let clock = RunningClock(start: 100, pauses: [150..<160, 155..<170, 300..<310, 20..<110])
        #expect(clock.pauses == [100..<110, 150..<170, 300..<310])
        #expect(clock.time(afterRunning: 30) == 140)
        #expect(clock.time(afterRunning: 50) == 180)
        #expect(clock.running(at: 160) == 40)
        #expect(clock.running(at: 90) == 0)
        #expect(clock.isPaused(at: 150) && !clock.isPaused(at: 170))
    }

    @Test("it has run for so long exactly at the time that it says")
    func law() {
        var generator = SeededGenerator(seed: 0xc1_0001)
        for _ in 0..<2_000 {
            let pauses = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                let from = UInt64.random(in: 0...2_000, using: &generator)
                return from..<from + UInt64.random(in: 0...300, using: &generator)
            }
            let clock = RunningClock(
                start: UInt64.random(in: 0...1_000, using: &generator), pauses: pauses)
            // Minute by minute.
            var ran: UInt64 = 0
            var now = clock.start
            let wanted = UInt64.random(in: 1...1_500, using: &generator)
            while ran < wanted {
                if !pauses.contains(where: { $0.contains(now) }) { ran += 1 }
                now += 1
            }
            #expect(clock.time(afterRunning: wanted) == now)
            #expect(clock.running(at: now) == wanted)
        }
    }
}

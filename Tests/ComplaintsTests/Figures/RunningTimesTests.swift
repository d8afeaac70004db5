import Complaints
import Testing

/// Held against a list of all times, sorted.
@Suite struct RunningTimesTests {
    private static let minute = RunningTimes.minuteMilliseconds

    private static func some(
        _ generator: inout SeededGenerator, _ count: Int, below end: UInt64
    ) -> [UInt64] {
        (0..<count).map { _ in UInt64.random(in: 0..<end, using: &generator) }
    }

    @Test("percentiles are those of the list, of many, few, short and long times")
    func percentiles() {
        var generator = SeededGenerator(seed: 0xc4_0002)
        for (count, end) in [
            (1, 9), (513, 3 * Self.minute), (5_000, 90_000_000), (20_000, 4_097 * Self.minute),
            (3_000, UInt64.max), (700, 1),
        ] as [(Int, UInt64)] {
            let times = Self.some(&generator, count, below: end)
            let kept = RunningTimes(times)
            let sorted = times.map { $0 / Self.minute * Self.minute }.sorted()
            #expect(kept.count == count && !kept.isEmpty)
            for percentile in [1, 50, 95, 99, 100] {
                let rank = max((count * percentile + 99) / 100, 1)
                #expect(kept.time(percentile: percentile) == sorted[rank - 1], "\(count) \(end)")
            }
            let minutes = sorted.map { $0 / Self.minute }
            #expect(kept.counts.map(\.minutes) == Array(Set(minutes)).sorted())
            #expect(kept.counts.map(\.times).reduce(0, +) == count)
        }
        #expect(RunningTimes().time(percentile: 50) == nil)
    }

    @Test("what is added and taken off again leaves what was there; what was not there stays")
    func sums() {
        var generator = SeededGenerator(seed: 0xc4_0003)
        let (one, other) = (
            Self.some(&generator, 400, below: 9_000 * Self.minute),
            Self.some(&generator, 300, below: 2_000 * Self.minute)
        )
        var sum = RunningTimes(one)
        sum.add(RunningTimes(other))
        #expect(sum == RunningTimes(one + other))
        #expect(sum.totalMinutes == (one + other).reduce(0) { $0 + $1 / Self.minute })
        let before = sum
        let (short, long) = (
            RunningTimes([UInt64](repeating: other[0], count: 701)),
            RunningTimes([10_000 * Self.minute])
        )
        let isShortTaken = sum.remove(short)
        let isLongTaken = sum.remove(long)
        #expect(!isShortTaken && !isLongTaken && sum == before)
        let isTaken = sum.remove(RunningTimes(one))
        #expect(isTaken && sum == RunningTimes(other))
        let isRestTaken = sum.remove(RunningTimes(other))
        #expect(isRestTaken && sum == RunningTimes() && sum.isEmpty)
    }
}

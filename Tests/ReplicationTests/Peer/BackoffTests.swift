import Replication
import Testing

@Suite struct BackoffTests {
    @Test("waits double up to the limit, and jitter takes off at most half")
    func doubling() {
        for (random, part) in [(0, 1), (0xffff, 2)] as [(UInt64, Int)] {
            var backoff = Backoff(first: .seconds(2), limit: .seconds(30))
            let waits = (0..<7).map { _ in backoff.fail(random: random) }
            #expect(waits == [2, 4, 8, 16, 30, 30, 30].map { .seconds($0) * part / 2 })
        }
    }

    @Test("the jitter spreads over the whole half")
    func spread() {
        let waits = stride(from: 0, through: 0xffff, by: 0x1111).map { random in
            var backoff = Backoff(first: .seconds(10), limit: .seconds(10))
            return backoff.fail(random: UInt64(random))
        }
        #expect(Set(waits).count == 16)
        #expect(waits.allSatisfy { $0 >= .seconds(5) && $0 <= .seconds(10) })
    }

    @Test("a success starts over, and thousands of failures overflow nothing")
    func startingOver() {
        var backoff = Backoff(first: .milliseconds(500), limit: .seconds(60))
        for _ in 0..<5_000 { _ = backoff.fail(random: .max) }
        #expect(backoff.fail(random: .max) == .seconds(60))
        backoff.succeed()
        #expect(backoff.fail(random: 0xffff) == .milliseconds(500))
    }
}

import ComplaintYear
import Testing

@Suite struct PriorityQueueTests {
    @Test("whatever goes in comes out in order, with takings between")
    func order() {
        var random = YearRandom(seed: 5, stream: 0)
        for _ in 0..<50 {
            var queue = PriorityQueue<UInt64>(<)
            var expected: [UInt64] = []
            for _ in 0..<random.next() % 60 {
                if random.chance(0.3) {
                    expected.sort()
                    #expect(queue.popFirst() == expected.first)
                    if !expected.isEmpty { expected.removeFirst() }
                } else {
                    let value = random.next() % 20
                    queue.insert(value)
                    expected.append(value)
                }
            }
            expected.sort()
            #expect(queue.count == expected.count)
            for value in expected { #expect(queue.popFirst() == value) }
            #expect(queue.popFirst() == nil)
        }
    }

    @Test("exponential draws have their mean, and units stay below one")
    func draws() {
        var random = YearRandom(seed: 9, stream: 1)
        var sum = 0.0
        for _ in 0..<20_000 {
            let value = random.exponential(mean: 3)
            #expect(value >= 0)
            sum += value
        }
        #expect(abs(sum / 20_000 - 3) < 0.1)
        for _ in 0..<1_000 {
            let unit = random.unit()
            #expect(unit >= 0 && unit < 1)
        }
    }
}

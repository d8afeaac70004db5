import AllianceNode
import Synchronization
import Testing

@Suite("Blockwise random numbers")
struct BlockwiseRandomTests {
    @Test("are the source's, each given once")
    func once() {
        let source = CountingSource()
        var random = BlockwiseRandom { source.fill($0) }
        #expect((0..<2_000).map { _ in random.next() } == Array(0..<2_000))
    }

    @Test("of the system differ each time")
    func system() {
        var random = BlockwiseRandom(fill: BlockwiseRandom.system)
        let numbers = (0..<5_000).map { _ in random.next() }
        #expect(Set(numbers).count == 5_000)
        #expect(!numbers.contains(0))
    }
}

/// Counts up, so that every number tells its place.
private final class CountingSource: Sendable {
    private let next = Mutex<UInt64>(0)

    func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        next.withLock { next in
            for place in stride(from: 0, to: buffer.count, by: 8) {
                buffer.storeBytes(of: next, toByteOffset: place, as: UInt64.self)
                next += 1
            }
        }
    }
}

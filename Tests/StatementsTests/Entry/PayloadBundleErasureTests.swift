import Statements
import Testing
import TransparencyLog

@Suite("emptying slots of a payload bundle")
struct PayloadBundleErasureTests {
    @Test("empties those named and leaves the others as they were", arguments: UInt64(1)...30)
    func against(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let first = UInt64.random(in: 0...5, using: &random) * 256
        let count = Int.random(in: 1...40, using: &random)
        let erased = EntryRanges(
            (0..<8).map { _ in UInt64.random(in: first...(first + 60), using: &random) })
        var (before, after): ([UInt8], [UInt8]) = ([], [])
        for place in 0..<count {
            let bytes = (0..<Int.random(in: 16...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if place % 5 == 4 {
                PayloadBundle.appendAbsent(to: &before)
            } else {
                PayloadBundle.append(saltAndPayload: bytes, to: &before)
            }
            if place % 5 == 4 || erased.contains(first + UInt64(place)) {
                PayloadBundle.appendAbsent(to: &after)
            } else {
                PayloadBundle.append(saltAndPayload: bytes, to: &after)
            }
        }
        #expect(PayloadBundle.emptying(erased, in: before, first: first) == after)
        #expect(PayloadBundle.emptying(erased, in: after, first: first) == after)
        #expect(PayloadBundle.emptying(.empty, in: before, first: first) == before)
    }
}

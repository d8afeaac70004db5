import Replication
import Testing

@Suite("A bundle")
struct BundleCutTests {
    private let entries: [UInt8] = [0, 1, 7, 0, 0, 0, 2, 8, 9]
    private let payloads: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2, 8, 9, 0, 0, 0, 1, 7]

    @Test("is cut after any number of its entries")
    func entryCuts() {
        #expect((0...3).map { BundleCut.entries($0, in: entries) } == [0, 3, 5, 9])
        #expect((0...3).map { BundleCut.payloads($0, in: payloads) } == [0, 4, 10, 15])
        #expect(BundleCut.entries(1, in: entries, from: 5) == 4)
    }

    @Test("is not cut where it has fewer entries, or less of one than its length says")
    func tooShort() {
        #expect(BundleCut.entries(4, in: entries) == nil)
        #expect(BundleCut.entries(3, in: Array(entries.dropLast())) == nil)
        #expect(BundleCut.entries(1, in: [0]) == nil)
        #expect(BundleCut.payloads(4, in: payloads) == nil)
        #expect(BundleCut.payloads(3, in: Array(payloads.dropLast())) == nil)
        #expect(BundleCut.payloads(1, in: [0, 0, 0]) == nil)
        #expect(BundleCut.payloads(1, in: [255, 255, 255, 255]) == nil)
    }
}

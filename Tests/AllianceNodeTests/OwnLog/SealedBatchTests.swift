import AllianceNode
import Replication
import Statements
import Testing
import TransparencyLog

@Suite("A sealed batch")
struct SealedBatchTests {
    @Test(
        "is cut into bundles wherever it begins",
        arguments: [0, 1, 200, 255, 256, 300] as [UInt64], [1, 55, 56, 57, 600])
    func slices(start: UInt64, count: Int) throws {
        let batch = try OwnLogFixture.batch(count)
        // The store checks that slices are contiguous and in bundles; the rest is checked here.
        let slices = batch.slices(from: start)
        _ = AdmittedEntries(
            origin: try OwnLogFixture().origin, start: start, slices: slices)
        #expect(slices.reduce(0) { $0 + $1.count } == count)
        #expect(slices.flatMap(\.leafHashes) == batch.leafHashes)
        for slice in slices {
            let ranges = try EntryBundle.parse(slice.entries, count: slice.count)
            #expect(EntryBundle.leafHashes(of: slice.entries, ranges: ranges) == slice.leafHashes)
            let slots = try PayloadBundle.parse(slice.payloads, count: slice.count)
            for (range, slot) in zip(ranges, slots) {
                let entry = try Entry(parsing: Array(slice.entries[range]))
                guard case .present(let payload) = slot, case .commit(let commit) = entry.body
                else {
                    Issue.record("a dispute has a payload")
                    continue
                }
                #expect(Digest.sha256(Array(slice.payloads[payload])) == commit)
            }
        }
    }

    @Test("joined with another is as one that was sealed whole")
    func joined() throws {
        var one = SealedBatch()
        let (first, second) = (try OwnLogFixture.batch(3), try OwnLogFixture.batch(300))
        one.append(first)
        one.append(second)
        #expect(one.leafHashes == first.leafHashes + second.leafHashes)
        #expect(one.byteCount == first.byteCount + second.byteCount)
        let slices = one.slices(from: 250)
        #expect(slices.map(\.count) == [6, 256, 41])
        #expect(
            slices.flatMap(\.entries)
                == first.slices(from: 0)[0].entries
                + second.slices(from: 0).flatMap(\.entries))
    }

    @Test("has a fresh salt for each statement")
    func salts() throws {
        let (one, two) = (try OwnLogFixture.batch(600), try OwnLogFixture.batch(600))
        #expect(Set(one.leafHashes + two.leafHashes).count == 1_200)
    }
}

import AllianceNames
import AllianceNode
import MergedView
import Replication
import Testing
import TransparencyLog

@Suite struct RecentSlicesTests {
    private let recent = RecentSlices()
    private let origin = LogOrigin(
        alliance: AllianceID(unchecked: "test.example"), channel: .alliance,
        member: MemberID(unchecked: "brand"), epoch: Epoch(1))

    private func admitted(_ bundles: Range<UInt64>, bytes: Int = 8) -> AdmittedEntries {
        AdmittedEntries(
            origin: origin, start: bundles.lowerBound * 256,
            slices: bundles.map { bundle in
                BundleSlice(
                    bundle: bundle, offset: 0, count: 256,
                    entries: [UInt8](repeating: UInt8(bundle), count: bytes), payloads: [],
                    leafHashes: [Digest](repeating: .zero, count: 256))
            })
    }

    @Test("slices are found where they begin, and nowhere else")
    func places() {
        recent.keep(admitted(0..<4))
        #expect(recent.slice(of: origin, from: 0)?.entries == [UInt8](repeating: 0, count: 8))
        #expect(recent.slice(of: origin, from: 256)?.entries.first == 1)
        #expect(recent.slice(of: origin, from: 256)?.count == 256)
        #expect(recent.slice(of: origin, from: 300) == nil)
        #expect(recent.slice(of: origin, from: 512)?.entries.first == 2)
    }

    @Test("what the merge has passed is forgotten")
    func passing() {
        recent.keep(admitted(0..<4))
        #expect(recent.byteCount == 32)
        _ = recent.slice(of: origin, from: 512)
        #expect(recent.byteCount == 16)
        #expect(recent.slice(of: origin, from: 0) == nil)
        _ = recent.slice(of: origin, from: 1_024)
        #expect(recent.byteCount == 0)
    }

    @Test("what does not fit is left to the record, and what follows it starts anew")
    func bound() {
        recent.keep(admitted(0..<1, bytes: RecentSlices.bytesMax - 4))
        recent.keep(admitted(1..<2))
        #expect(recent.byteCount == RecentSlices.bytesMax - 4)
        #expect(recent.slice(of: origin, from: 256) == nil)
        #expect(recent.byteCount == 0)
        recent.keep(admitted(2..<3))
        recent.keep(admitted(5..<6))
        #expect(recent.slice(of: origin, from: 512) == nil)
        #expect(recent.slice(of: origin, from: 1_280) != nil)
        #expect(recent.byteCount == 8)
    }
}

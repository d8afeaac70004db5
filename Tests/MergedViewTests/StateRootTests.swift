import AllianceNames
import MergedView
import Statements
import Testing
import TransparencyLog

@Suite("a state root")
struct StateRootTests {
    private func origin(_ member: String) -> LogOrigin {
        LogOrigin(
            alliance: AllianceID(unchecked: "test"), channel: .alliance,
            member: MemberID(unchecked: member), epoch: Epoch(1))
    }

    /// The definition of docs/view.md, written out.
    @Test("of a bucket is the hash of its logs, each the hash of its rows")
    func bucket() {
        var digest = BucketDigest(origins: [origin("a"), origin("b"), origin("c")])
        let body: [UInt8] = [9, 8, 7]
        body.withUnsafeBytes {
            digest.add(log: 2, keyHash: 5, index: 1, kind: .sight, body: $0)
            digest.add(log: 0, keyHash: 5, index: 258, kind: .link, body: $0)
        }
        func log(_ index: [UInt8], _ kind: UInt8) -> [UInt8] {
            Digest.sha256(
                [0, 0, 0, 0, 0, 0, 0, 5] + index + [kind, 0, 0, 0, 3, 9, 8, 7]
            ).bytes
        }
        let expected = Digest.sha256(
            [0, 18] + Array("test/alliance/a/e1".utf8) + log([0, 0, 0, 0, 0, 0, 1, 2], 4)
                + [0, 18] + Array("test/alliance/c/e1".utf8) + log([0, 0, 0, 0, 0, 0, 0, 1], 3))
        #expect(digest.finishBucket() == expected)
        #expect(digest.finishBucket() == Digest.sha256([]), "the next bucket begins empty")
    }

    @Test("names format, fold version and channel before its 1,024 buckets")
    func root() {
        let buckets = (0..<RootBucket.count).map { Digest.sha256([UInt8($0 & 255)]) }
        var bytes = Array("touchstone/view-root/v1\n".utf8) + [0, 0, 0, UInt8(Fold.version), 8]
        bytes += Array("alliance".utf8)
        for bucket in buckets { bytes += bucket.bytes }
        #expect(StateRoot(channel: .alliance, buckets: buckets).digest == Digest.sha256(bytes))
    }

    @Test("buckets are the first ten bits of the key hash")
    func buckets() {
        for bucket in [0, 1, 511, 512, 1_023] {
            let hashes = RootBucket.hashes(of: bucket)
            #expect(RootBucket.of(hashes.lowerBound) == bucket)
            #expect(RootBucket.of(hashes.upperBound) == bucket)
            #expect(hashes.upperBound - hashes.lowerBound == (1 << 54) - 1)
        }
        #expect(RootBucket.hashes(of: 1_023).upperBound == .max)
    }
}

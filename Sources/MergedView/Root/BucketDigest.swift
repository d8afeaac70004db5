package import AllianceNames
import CRDT
package import Statements
package import TransparencyLog

import struct Crypto.SHA256

/// The buckets that a channel's view is hashed in: the first 10 bits of the key hash.
package enum RootBucket {
    package static let count = 1_024
    private static let shift: UInt64 = 54

    package static func of(_ keyHash: UInt64) -> Int { Int(keyHash >> shift) }

    /// The key hashes of a bucket.
    package static func hashes(of bucket: Int) -> ClosedRange<UInt64> {
        let first = UInt64(bucket) << shift
        return first...(first | (1 << shift) - 1)
    }
}

/// Hashes one bucket of one channel's view (docs/view.md, "State root").
///
/// Every log has a hash of its own, because a store keeps its rows in an order of its own: within a
/// log by key hash and index everywhere, while the logs stand in an order that other nodes do not
/// share.
package struct BucketDigest {
    private var logs: [LogOrigin: SHA256] = [:]
    private var head: [UInt8] = []

    package init() {}

    /// Takes in a row that counts. Rows of one log come by key hash, then index.
    package mutating func add(
        keyHash: UInt64, dot: StatementDot, kind: EntryKind, body: UnsafeRawBufferPointer
    ) {
        head.removeAll(keepingCapacity: true)
        append(keyHash, bytes: 8)
        append(dot.index, bytes: 8)
        append(UInt64(kind.rawValue), bytes: 1)
        append(UInt64(body.count), bytes: 4)
        head.withUnsafeBytes { logs[dot.log, default: SHA256()].update(bufferPointer: $0) }
        logs[dot.log, default: SHA256()].update(bufferPointer: body)
    }

    /// Of the logs in the order of their origins.
    package consuming func finish() -> Digest {
        var bytes: [UInt8] = []
        for origin in logs.keys.sorted() {
            let name = Array(origin.description.utf8)
            bytes.append(UInt8(truncatingIfNeeded: name.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: name.count))
            bytes += name
            if let hash = logs[origin] { bytes += hash.finalize() }
        }
        return Digest.sha256(bytes)
    }

    private mutating func append(_ value: UInt64, bytes: UInt64) {
        for place in (0..<bytes).reversed() {
            head.append(UInt8(truncatingIfNeeded: value >> (place * 8)))
        }
    }
}

extension StateRoot {
    /// - Parameter buckets: `RootBucket.count` digests.
    package init(channel: ChannelID, buckets: [Digest]) {
        precondition(buckets.count == RootBucket.count, "a root is over all buckets")
        var bytes = Array("touchstone/view-root/v1\n".utf8)
        withUnsafeBytes(of: Fold.version.bigEndian) { bytes += $0 }
        let name = Array(channel.rawValue.utf8)
        bytes.append(UInt8(name.count))
        bytes += name
        for bucket in buckets { bucket.append(to: &bytes) }
        self.init(
            channel: channel, foldVersion: Fold.version, digest: Digest.sha256(bytes))
    }
}

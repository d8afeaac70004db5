package import AllianceNames
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
        return first...(first | ((1 << shift) - 1))
    }
}

/// Hashes the buckets of one channel's view, one after the other (docs/view.md, "State root").
///
/// Every log has a hash of its own, because a store keeps its rows in an order of its own: within a
/// log by key hash and index everywhere, while the logs stand in an order that other nodes do not
/// share.
package struct BucketDigest {
    /// The logs of the channel, ascending. A row is added under its log's place here.
    package let origins: [LogOrigin]
    private var pending: [[UInt8]]
    private var hashes: [SHA256?]

    /// Bytes of one log that are gathered before they are hashed.
    private static let pendingBytesMax = 65_536

    /// - Parameter origins: ascending.
    package init(origins: [LogOrigin]) {
        self.origins = origins
        pending = Array(repeating: [], count: origins.count)
        hashes = Array(repeating: nil, count: origins.count)
    }

    /// Takes in a row that counts. Rows of one log come by key hash, then index.
    package mutating func add(
        log: Int, keyHash: UInt64, index: UInt64, kind: EntryKind, body: UnsafeRawBufferPointer
    ) {
        withUnsafeBytes(of: keyHash.bigEndian) { pending[log].append(contentsOf: $0) }
        withUnsafeBytes(of: index.bigEndian) { pending[log].append(contentsOf: $0) }
        pending[log].append(kind.rawValue)
        withUnsafeBytes(of: UInt32(body.count).bigEndian) { pending[log].append(contentsOf: $0) }
        pending[log].append(contentsOf: body)
        if pending[log].count > Self.pendingBytesMax { hash(log) }
    }

    /// The digest of the bucket; the next row begins another one.
    package mutating func finishBucket() -> Digest {
        var bytes: [UInt8] = []
        for log in origins.indices {
            if !pending[log].isEmpty { hash(log) }
            guard let hash = hashes[log] else { continue }
            let name = Array(origins[log].description.utf8)
            bytes.append(UInt8(truncatingIfNeeded: name.count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: name.count))
            bytes += name
            bytes += hash.finalize()
            hashes[log] = nil
        }
        return Digest.sha256(bytes)
    }

    private mutating func hash(_ log: Int) {
        var hash = hashes[log] ?? SHA256()
        pending[log].withUnsafeBytes { hash.update(bufferPointer: $0) }
        hashes[log] = hash
        pending[log].removeAll(keepingCapacity: true)
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

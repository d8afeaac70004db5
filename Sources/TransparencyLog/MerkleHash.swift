import Crypto

/// The hashes of an RFC 6962 Merkle tree over SHA-256 (Section 2.1): leaves and nodes are hashed
/// under different first bytes, so that no node can pass for an entry.
package enum MerkleHash {
    private static let leafPrefix: UInt8 = 0x00
    private static let nodePrefix: UInt8 = 0x01
    // An entry up to this size is copied behind its prefix on the stack, which saves the second
    // update call; above it the copy would cost more than the call.
    private static let inlineBytesMax = 512

    /// Root of the tree without entries: the hash of the empty string.
    package static let emptyRoot = Digest.sha256([])

    /// `SHA-256(0x00 || entry)`.
    package static func leaf(_ entry: UnsafeRawBufferPointer) -> Digest {
        guard entry.count < inlineBytesMax else { return longLeaf(entry) }
        return withUnsafeTemporaryAllocation(byteCount: inlineBytesMax, alignment: 8) { buffer in
            buffer[0] = leafPrefix
            UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: entry)
            return .sha256(UnsafeRawBufferPointer(rebasing: buffer[..<(1 + entry.count)]))
        }
    }

    /// `SHA-256(0x00 || entry)`.
    package static func leaf(_ entry: [UInt8]) -> Digest {
        entry.withUnsafeBytes { leaf($0) }
    }

    private static func longLeaf(_ entry: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        withUnsafeBytes(of: leafPrefix) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return hasher.finalize().withUnsafeBytes { Digest(loading: $0) }
    }

    /// `SHA-256(0x01 || left || right)`.
    package static func node(_ left: Digest, _ right: Digest) -> Digest {
        let byteCount = 1 + 2 * Digest.byteCount
        return withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 8) { buffer in
            buffer[0] = nodePrefix
            left.store(into: buffer, at: 1)
            right.store(into: buffer, at: 1 + Digest.byteCount)
            return .sha256(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Root of the tree over these leaf hashes (or over equally high subtree hashes, of which only
    /// the last may be lower). The empty collection gives `emptyRoot`.
    package static func root(ofLeaves leaves: some RandomAccessCollection<Digest>) -> Digest {
        // RFC 6962 splits at the largest power of two; pairing neighbours level by level and
        // carrying an odd last hash upwards builds the same tree.
        guard !leaves.isEmpty else { return emptyRoot }
        var level = Array(leaves)
        var count = level.count
        while count > 1 {
            for pair in 0..<(count / 2) {
                level[pair] = node(level[2 * pair], level[2 * pair + 1])
            }
            if count % 2 == 1 { level[count / 2] = level[count - 1] }
            count = (count + 1) / 2
        }
        return level[0]
    }
}

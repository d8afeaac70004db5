/// A tree reduced to what appending needs: the roots of its full subtrees, largest first, one for
/// each bit set in the size. Holds at most 48 hashes, whatever the size.
package struct CompactRange: Hashable, Sendable {
    /// Number of entries below the hashes.
    package private(set) var size: TreeSize
    /// Roots of the full subtrees, largest (leftmost) first.
    package private(set) var hashes: [Digest]

    /// The empty tree.
    package init() {
        size = 0
        hashes = []
    }

    /// - Throws: `compactRange` unless there is one hash for each bit set in `size`;
    ///   `treeSize` above `treeSizeMax`.
    package init(size: TreeSize, hashes: [Digest]) throws(TransparencyLogError) {
        guard size <= treeSizeMax else { throw .treeSize(found: size) }
        guard hashes.count == size.nonzeroBitCount else {
            throw .compactRange(
                size: size, expected: size.nonzeroBitCount, found: hashes.count)
        }
        self.size = size
        self.hashes = hashes
    }

    package mutating func append(leaf: Digest) {
        append(subtree: leaf, height: 0)
    }

    /// Appends a full subtree of `2^height` entries; the size must be a multiple of that.
    package mutating func append(subtree: Digest, height: Int) {
        let width: TreeSize = 1 << height
        precondition(size & (width - 1) == 0, "a subtree is appended at a multiple of its width")
        precondition(size <= treeSizeMax - width, "the tree is full")
        var hash = subtree
        var bit = width
        while size & bit != 0 {
            hash = MerkleHash.node(hashes.removeLast(), hash)
            bit <<= 1
        }
        hashes.append(hash)
        size += width
    }

    /// Root of the whole tree (RFC 6962, Section 2.1).
    package var root: Digest {
        guard var root = hashes.last else { return MerkleHash.emptyRoot }
        for hash in hashes.dropLast().reversed() { root = MerkleHash.node(hash, root) }
        return root
    }
}

/// Proof that one entry stands at one index of a tree (RFC 6962, Section 2.1.1).
package struct InclusionProof: Hashable, Sendable {
    /// More hashes than any tree needs; bounds what is parsed.
    package static let pathHashesMax = 63

    package let index: EntryIndex
    package let size: TreeSize
    /// From the leaf's sibling up to the root's child.
    package let path: [Digest]

    package init(index: EntryIndex, size: TreeSize, path: [Digest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// - Parameters:
    ///   - leaf: `MerkleHash.leaf` of the entry.
    ///   - root: of the tree of `size` entries, from a checkpoint that is believed.
    /// - Throws: `index`, `proofLength`, `rootMismatch` unless the proof holds.
    package func verify(leaf: Digest, root: Digest) throws(TransparencyLogError) {
        let computed = try self.root(over: leaf)
        guard computed == root else { throw .rootMismatch(expected: root, found: computed) }
    }

    /// The root that the path leads to from `leaf`.
    /// - Throws: `index`, `proofLength`.
    package func root(over leaf: Digest) throws(TransparencyLogError) -> Digest {
        guard index < size else { throw .index(found: index, size: size) }
        // Up to where the ways of this leaf and the last one part, the sibling stands on either
        // side; from there on the leaf's way is along the right edge and siblings are on the left.
        let inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
        let border = (index >> UInt64(inner)).nonzeroBitCount
        guard path.count == inner + border else {
            throw .proofLength(expected: inner + border, found: path.count)
        }
        var hash = leaf
        for (height, sibling) in path.enumerated() {
            let siblingIsRight = height < inner && index >> UInt64(height) & 1 == 0
            hash =
                siblingIsRight ? MerkleHash.node(hash, sibling) : MerkleHash.node(sibling, hash)
        }
        return hash
    }
}

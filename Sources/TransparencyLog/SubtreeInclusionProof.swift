/// Proof that one entry stands in a subtree (draft-ietf-plants-merkle-tree-certs, Section 4.3).
package struct SubtreeInclusionProof: Hashable, Sendable {
    /// Counted in the whole tree.
    package let index: EntryIndex
    package let subtree: Subtree
    package let path: [Digest]

    package init(index: EntryIndex, subtree: Subtree, path: [Digest]) {
        self.index = index
        self.subtree = subtree
        self.path = path
    }

    /// - Throws: `index`, `proofLength`, `rootMismatch` unless the proof holds.
    package func verify(leaf: Digest, subtreeRoot: Digest) throws(TransparencyLogError) {
        guard index >= subtree.start, index < subtree.end else {
            throw .index(found: index, size: subtree.end)
        }
        // A subtree is a tree of its own, counted from its start.
        try InclusionProof(index: index - subtree.start, size: subtree.count, path: path)
            .verify(leaf: leaf, root: subtreeRoot)
    }
}

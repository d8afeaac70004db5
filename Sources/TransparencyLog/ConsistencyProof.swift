/// Proof that a tree was only appended to between two sizes (RFC 6962, Section 2.1.2).
package struct ConsistencyProof: Hashable, Sendable {
    package let from: TreeSize
    package let to: TreeSize
    package let path: [Digest]

    package init(from: TreeSize, to: TreeSize, path: [Digest]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// Any tree extends the empty one, with an empty proof, as c2sp.org/tlog-witness has it.
    ///
    /// - Throws: `sizes`, `proofLength`, `rootMismatch` unless the tree of `to` entries with
    ///   `toRoot` begins with the tree of `from` entries with `fromRoot`.
    package func verify(fromRoot: Digest, toRoot: Digest) throws(TransparencyLogError) {
        guard from <= to else { throw .sizes(from: from, to: to) }
        if to == 0, toRoot != MerkleHash.emptyRoot {
            throw .rootMismatch(expected: MerkleHash.emptyRoot, found: toRoot)
        }
        let subtree = try SubtreeConsistencyProof(
            subtree: Subtree(start: 0, end: from), size: to, path: path)
        try subtree.verify(subtreeRoot: fromRoot, root: toRoot)
    }
}

/// Proof that a tree holds a subtree (draft-ietf-plants-merkle-tree-certs, Section 4.4). With a
/// subtree that starts at 0 it is the consistency proof of RFC 6962, Section 2.1.2.
package struct SubtreeConsistencyProof: Hashable, Sendable {
    package let subtree: Subtree
    package let size: TreeSize
    package let path: [Digest]

    package init(subtree: Subtree, size: TreeSize, path: [Digest]) {
        self.subtree = subtree
        self.size = size
        self.path = path
    }

    /// The empty subtree is in every tree, with an empty proof; `root` is not looked at then.
    ///
    /// - Throws: `sizes`, `proofLength`, `rootMismatch` unless the proof holds.
    package func verify(subtreeRoot: Digest, root: Digest) throws(TransparencyLogError) {
        guard subtree.end <= size else { throw .sizes(from: subtree.end, to: size) }
        if subtree.count == 0 {
            guard path.isEmpty else { throw .proofLength(expected: 0, found: path.count) }
            guard subtreeRoot == MerkleHash.emptyRoot else {
                throw .rootMismatch(expected: MerkleHash.emptyRoot, found: subtreeRoot)
            }
            return
        }
        let found = try roots(over: subtreeRoot)
        guard found.subtree == subtreeRoot else {
            throw .rootMismatch(expected: subtreeRoot, found: found.subtree)
        }
        guard found.tree == root else { throw .rootMismatch(expected: root, found: found.tree) }
    }

    /// Section 4.4.3: walks up from the lowest node that the proof begins with, rebuilding both
    /// roots at once. First, last and edge are the positions, at the height reached, of the
    /// subtree's first and last node and of the tree's last.
    private func roots(
        over subtreeRoot: Digest
    ) throws(TransparencyLogError) -> (subtree: Digest, tree: Digest) {
        var first = subtree.start
        var last = subtree.end - 1
        var edge = size - 1
        func isInsideNode() -> Bool { last != edge && last & 1 == 0 }
        func climb() {
            first >>= 1
            last >>= 1
            edge >>= 1
        }
        while first != last, !isInsideNode() { climb() }

        var hashes = path[...]
        var lower = subtreeRoot
        if first != last {
            guard let start = hashes.popFirst() else { throw wrongLength() }
            lower = start
        }
        var upper = lower
        for hash in hashes {
            guard edge != 0 else { throw wrongLength() }
            if isInsideNode() {
                upper = MerkleHash.node(upper, hash)
            } else {
                if first < last { lower = MerkleHash.node(hash, lower) }
                upper = MerkleHash.node(hash, upper)
                while last & 1 == 0, last != 0 { climb() }
            }
            climb()
        }
        guard edge == 0 else { throw wrongLength() }
        return (lower, upper)
    }

    private func wrongLength() -> TransparencyLogError {
        .consistencyLength(from: subtree.end, to: size, found: path.count)
    }
}

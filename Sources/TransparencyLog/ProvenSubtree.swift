/// A subtree with all its leaves, which a tree is proven to hold: what that tells of the whole tree as it stood at any
/// size within the subtree.
package struct ProvenSubtree: Sendable {
    private let subtree: Subtree
    private let size: TreeSize
    private let leaves: [Digest]
    /// What the proof says of the rest of the tree.
    private let nodes: [Range<EntryIndex>: Digest]

    /// - Parameters:
    ///   - leaves: the leaf hashes of the proof's subtree, all of them.
    ///   - root: of the tree.
    /// - Throws: `sizes`, `proofLength`, `rootMismatch` unless the tree holds them.
    package init(
        leaves: [Digest], _ proof: SubtreeConsistencyProof, root: Digest
    ) throws(TransparencyLogError) {
        precondition(
            UInt64(leaves.count) == proof.subtree.count, "a subtree has a hash for each entry")
        try proof.verify(subtreeRoot: MerkleHash.root(ofLeaves: leaves), root: root)
        (subtree, size) = (proof.subtree, proof.size)
        self.leaves = leaves
        // A proof that holds has a hash for each.
        nodes = Dictionary(
            uniqueKeysWithValues: zip(TiledTree.subtreeNodes(of: subtree, in: size), proof.path))
    }

    /// Root of the tree when it had as many entries.
    ///
    /// - Parameter earlier: from where the subtree begins to where it ends; nil for any other.
    package func root(at earlier: TreeSize) -> Digest? {
        guard isWithin(earlier) else { return nil }
        return earlier == 0 ? MerkleHash.emptyRoot : hash(of: 0..<earlier)
    }

    /// The way from there to the root of the tree; nil where `root(at:)` is.
    package func consistencyProof(from earlier: TreeSize) -> ConsistencyProof? {
        guard isWithin(earlier) else { return nil }
        let nodes = TiledTree.consistencyNodes(from: earlier, to: size)
        let path = nodes.compactMap { hash(of: $0) }
        guard path.count == nodes.count else { return nil }
        return ConsistencyProof(from: earlier, to: size, path: path)
    }

    private func isWithin(_ earlier: TreeSize) -> Bool {
        subtree.start <= earlier && earlier <= subtree.end
    }

    /// What is before the subtree, and behind it, is in nodes of the proof as a whole.
    private func hash(of node: Range<EntryIndex>) -> Digest? {
        if let hash = nodes[node] { return hash }
        if node.lowerBound >= subtree.start, node.upperBound <= subtree.end {
            let first = Int(node.lowerBound - subtree.start)
            return MerkleHash.root(ofLeaves: leaves[first..<(first + node.count)])
        }
        guard node.count > 1 else { return nil }
        let split = TiledTree.split(node)
        guard let left = hash(of: node.lowerBound..<split),
            let right = hash(of: split..<node.upperBound)
        else { return nil }
        return MerkleHash.node(left, right)
    }
}

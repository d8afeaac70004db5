/// Two checkpoints of one log and what shows that they cannot both be true: evidence against whoever
/// holds the log's key, and against nobody else. Hashes and signatures only, no entry; not believed
/// before `verified(by:)`.
///
/// Source: docs/evidence.md.
package struct ForkProof: Hashable, Sendable {
    /// Longest proof read: two signed checkpoints, and hashes for two ways up a tree.
    package static let bytesMax = 2 * SignedCheckpoint.bytesMax + 16 * 1024

    /// What the two trees do not have in common.
    package enum Difference: Hashable, Sendable {
        /// The root: the sizes are equal.
        case root
        /// The first entries, as many as the smaller tree has: in the larger one they have this root,
        /// and `path` proves it (RFC 6962, Section 2.1.2). A consistency proof that fails.
        case prefix(root: Digest, path: [Digest])
        /// One entry: all before it are the same in both trees, so it is where they part.
        case entry(EntryIndex, smaller: Leaf, larger: Leaf)
    }

    /// An entry's hash with the way up from it (RFC 6962, Section 2.1.1).
    package struct Leaf: Hashable, Sendable {
        package let hash: Digest
        package let path: [Digest]

        package init(hash: Digest, path: [Digest]) {
            self.hash = hash
            self.path = path
        }
    }

    /// Of equal sizes, the one with the lesser root.
    package let smaller: SignedCheckpoint
    package let larger: SignedCheckpoint
    package let difference: Difference

    /// - Throws: `fork(.order)` unless `smaller` is the one of fewer entries, or of the lesser root.
    package init(
        smaller: SignedCheckpoint, larger: SignedCheckpoint, difference: Difference
    ) throws(TransparencyLogError) {
        let (first, second) = (smaller.checkpoint, larger.checkpoint)
        guard (first.size, first.root) <= (second.size, second.root) else { throw .fork(.order) }
        self.smaller = smaller
        self.larger = larger
        self.difference = difference
    }

    /// Of two checkpoints of one size, in whatever order.
    package init(
        ofOneSize one: SignedCheckpoint, _ other: SignedCheckpoint
    ) throws(TransparencyLogError) {
        let isInOrder = one.checkpoint.root <= other.checkpoint.root
        try self.init(
            smaller: isInOrder ? one : other, larger: isInOrder ? other : one, difference: .root)
    }

    /// What both checkpoints say they are of; unverified.
    package var origin: String { smaller.checkpoint.origin }

    // MARK: Verifying

    /// - Parameter key: the log's key, as the roster has it.
    /// - Throws: `origin`, `unsigned`, `badSignature` unless the key signed both checkpoints; `fork`
    ///   where they can both be true; `sizes`, `index`, `proofLength`, `rootMismatch` for hashes that
    ///   do not lead to the roots signed.
    package func verified(by key: VerifierKey) throws(TransparencyLogError) -> VerifiedForkProof {
        let smaller = try smaller.verified(by: key)
        let larger = try larger.verified(by: key)
        switch difference {
        case .root:
            guard smaller.size == larger.size else {
                throw .sizes(from: smaller.size, to: larger.size)
            }
            guard smaller.root != larger.root else { throw .fork(.sameRoot) }
        case .prefix(let root, let path):
            guard root != smaller.root else { throw .fork(.samePrefix) }
            guard smaller.size < larger.size else {
                throw .sizes(from: smaller.size, to: larger.size)
            }
            try ConsistencyProof(from: smaller.size, to: larger.size, path: path)
                .verify(fromRoot: root, toRoot: larger.root)
        case .entry(let index, let first, let second):
            guard first.hash != second.hash else { throw .fork(.sameEntry) }
            let ways = [
                (
                    InclusionProof(index: index, size: smaller.size, path: first.path), first,
                    smaller
                ),
                (
                    InclusionProof(index: index, size: larger.size, path: second.path), second,
                    larger
                ),
            ]
            for (way, leaf, checkpoint) in ways {
                try way.verify(leaf: leaf.hash, root: checkpoint.root)
            }
            guard ways[0].0.leftSiblings == ways[1].0.leftSiblings else {
                throw .fork(.earlierDifference)
            }
        }
        return VerifiedForkProof(self, key: key)
    }
}

/// A fork proof that holds: whoever has this key signed two histories. Only `ForkProof.verified(by:)`
/// makes one.
package struct VerifiedForkProof: Hashable, Sendable {
    package let proof: ForkProof
    /// The key that signed both.
    package let key: VerifierKey

    fileprivate init(_ proof: ForkProof, key: VerifierKey) {
        self.proof = proof
        self.key = key
    }

    package var origin: String { proof.origin }
}

extension InclusionProof {
    /// The hashes of the path that stand for entries before `index`, in the order of the path.
    fileprivate var leftSiblings: [Digest] {
        guard index < size else { return [] }
        let inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
        return path.enumerated()
            .filter { height, _ in height >= inner || index >> UInt64(height) & 1 == 1 }
            .map(\.element)
    }
}

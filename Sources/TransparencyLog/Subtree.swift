/// A range of entries that a Merkle tree holds under one hash, at every size that includes it
/// (draft-ietf-plants-merkle-tree-certs, Section 4.1, "Subtrees"; signed by
/// c2sp.org/tlog-cosignature): it starts at a multiple of the smallest power of two that is not
/// below its length.
package struct Subtree: Hashable, Sendable {
    package let start: EntryIndex
    /// The index after the last entry. Equal to `start` in the empty subtree.
    package let end: EntryIndex

    /// - Throws: `subtree` for any other range.
    package init(start: EntryIndex, end: EntryIndex) throws(TransparencyLogError) {
        guard start <= end else { throw .subtree(start: start, end: end) }
        if end - start > 1 {
            let bits = UInt64.bitWidth - (end - start - 1).leadingZeroBitCount
            guard start.trailingZeroBitCount >= bits else {
                throw .subtree(start: start, end: end)
            }
        }
        self.start = start
        self.end = end
    }

    package var count: TreeSize { end - start }
}

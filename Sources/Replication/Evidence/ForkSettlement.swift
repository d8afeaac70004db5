package import TransparencyLog

/// What the roster's end of a forked log means for the entries that a store holds of it.
package struct ForkSettlement: Hashable, Sendable {
    /// Entries that stay: those that the branch which the roster names begins with.
    package let prefix: TreeSize
    /// Where the log ends by the roster.
    package let end: TreeSize
    package let root: Digest

    package init(prefix: TreeSize, end: TreeSize, root: Digest) {
        self.prefix = prefix
        self.end = end
        self.root = root
    }
}

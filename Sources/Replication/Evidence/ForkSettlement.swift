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

    /// Entries behind the roster's end stay where they are, if those before it do: they do not count, and
    /// others may want the checkpoint that covers them.
    ///
    /// - Parameter agreed: the size up to which what is held agrees with the roster's branch.
    init(agreed: TreeSize, held: TreeSize, end: TreeSize, root: Digest) {
        self.init(prefix: agreed == end ? held : agreed, end: end, root: root)
    }
}

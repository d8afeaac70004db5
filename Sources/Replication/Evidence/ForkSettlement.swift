package import TransparencyLog

/// What the roster's end of a log means for what a store holds and believes of it, where that may be of another
/// branch.
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

    /// Entries behind the roster's end stay where they are, if those before it do, and if a checkpoint that is
    /// served proves these: they do not count, and others may want that checkpoint. Without one they go, since
    /// the checkpoint that is still to come may be of another branch there.
    ///
    /// - Parameters:
    ///   - agreed: the size up to which what is held agrees with the roster's branch.
    ///   - served: of the checkpoint that is served; 0 for none.
    init(agreed: TreeSize, held: TreeSize, served: TreeSize, end: TreeSize, root: Digest) {
        self.init(
            prefix: agreed < end ? agreed : served < end ? end : held, end: end, root: root)
    }

    /// What a log gives up of which all that is held is of the roster's branch, as far as that goes: what it has
    /// beyond the end, and checkpoints of which entries are still to come.
    ///
    /// Nil where nothing is in the way: a checkpoint that is served proves all that counts, or there is nothing
    /// to give up.
    package init?(onBranch state: LogState, end: TreeSize, root: Digest) {
        let served = state.served?.size ?? 0
        guard served < end, state.behind > 0 || state.size > end else { return nil }
        self.init(
            agreed: min(state.size, end), held: state.size, served: served, end: end, root: root)
    }
}

package import TransparencyLog

/// Which entries of a log count, as the roster has it.
package enum LogScope: Hashable, Sendable {
    /// The log is written to.
    case open
    /// The log has ended: entries below `size` count, and the tree of that size has this root.
    case until(size: TreeSize, root: Digest)
    /// No entry counts: `void` in the roster, or a log the roster knows nothing of.
    case never

    package func admits(_ index: EntryIndex) -> Bool {
        switch self {
        case .open: true
        case .until(let size, _): index < size
        case .never: false
        }
    }
}

/// How far a log is witnessed, and since when: the checkpoints that carry a quorum, each with the
/// time of its quorum.
package struct WitnessedPrefix: Hashable, Sendable {
    /// By size; every time is before those behind it, since an entry counts as witnessed from the
    /// first checkpoint over it on that has a quorum.
    private let marks: [Mark]

    private struct Mark: Hashable {
        let size: TreeSize
        let time: UInt64
    }

    /// Nothing is witnessed.
    package init() { marks = [] }

    /// - Parameter checkpoints: those with a quorum: sizes, and times in seconds since 1970.
    package init(_ checkpoints: some Sequence<(size: TreeSize, time: UInt64)>) {
        var marks: [Mark] = []
        for (size, time) in checkpoints.sorted(by: { ($0.size, $0.time) > ($1.size, $1.time) }) {
            if let last = marks.last {
                guard time < last.time else {
                    // Covers less and came no sooner.
                    continue
                }
                if last.size == size { marks.removeLast() }
            }
            marks.append(Mark(size: size, time: time))
        }
        self.marks = marks.reversed()
    }

    /// Entries that are witnessed, from the log's first.
    package var size: TreeSize { marks.last?.size ?? 0 }

    /// When the entry was first covered by a quorum, in seconds since 1970; nil while it is pending.
    package func time(of index: EntryIndex) -> UInt64? {
        marks.first { $0.size > index }?.time
    }
}
